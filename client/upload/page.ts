import { type DatasetCard, type Import, publishImport, readDataset, readImport, readToken } from "../api";
import { fill, h } from "../dom";
import { showStamp } from "../stamp";
import { address, go } from "../state";
import { keptToken } from "../token";
import type { Shown } from "../views/view";
import * as say from "../words/upload";
import { parametersOf } from "./choices";
import type { Sheet } from "./excerpt-table";
import { failureWords } from "./failure";
import { forgetImport, keepImport } from "./kept";
import { guardLeaving, stakeOf } from "./leaving";
import { mapScreen } from "./map";
import { dropAnywhere, pickScreen } from "./pick";
import { publishScreen } from "./publish";
import { readingDesk } from "./reading-desk";
import { resultScreen } from "./result";
import { reviewScreen } from "./review";
import { send } from "./send";
import { stagedImport } from "./staged";
import { stepHistory } from "./step-history";
import { focusTitle, type Step, stepList } from "./steps";
import { tokenField } from "./token";

export interface UploadPage {
  element: HTMLElement;
  shown: Shown;
  leave(): void;
}

/** Pick, map, review, publish. Nothing leaves the browser before the third step is done, and nothing is public before the fourth. */
export async function uploadPage(slug: string, signal: AbortSignal): Promise<UploadPage> {
  const { dataset } = await readDataset(slug, signal);
  const path = `/datasets/${encodeURIComponent(slug)}`;
  const controller = new AbortController();
  const tokens = { pick: tokenField(false), review: tokenField(true) };
  const stage = h("div", { class: "wizard" });
  const staged = stagedImport(controller.signal);
  let sending: AbortController | null = null;

  const desk = readingDesk(dataset, {
    reach: (reach) => (desk.draft === null ? pick.reading(reach) : map.reading(reach)),
    waits: (waiting) => {
      map.wait(waiting);
      review.wait(waiting);
    },
    shows(draft, isNew) {
      pick.rest(draft.file);
      map.show(draft);
      review.show(draft);
      if (!isNew) return;
      if (draft.preview.columns.length > 0) return turn(1);
      pick.rest(null);
      pick.refuse(...draft.preview.groups.flatMap(({ reasons }) => reasons.map(({ message }) => `${message} `)));
    },
    fails(error) {
      pick.rest(null);
      turn(0);
      pick.refuse(failureWords(error, say.fileNotRead));
    },
    stopped: () => pick.rest(null),
  });
  const { change } = desk;
  const take = (file: File) => void desk.take(file, tokens.pick.value);
  const pick = pickScreen(dataset, tokens.pick, { take, stop: () => desk.stop(), proceed: () => turn(1) });
  const map = mapScreen(dataset.kind, { change, readAfresh: desk.readAfresh, back: () => turn(0), next: () => turn(2) });
  const review = reviewScreen(dataset, tokens.review, { change, stage: () => void stageFile(), stop: () => sending?.abort(), back: () => turn(1) });
  const steps = stepList(turn);
  const past = stepHistory((step) => (staged.isOver ? location.reload() : turn(step, "replace")), controller.signal);
  dropAnywhere((file) => pick.element.isConnected && pick.drop(file), controller.signal);

  /** Leads to a step, or to the last before it that can be shown. What is staged and undecided is discarded: it can be sent again. */
  function turn(wanted: Step, how: "push" | "replace" = "push"): void {
    sending?.abort();
    staged.letGo();
    const open = desk.draft === null ? [0 as const] : ([0, 1, 2] as const).filter((step) => step < 2 || desk.draft?.preview.refused === false);
    const to = open.findLast((step) => step <= wanted) ?? 0;
    steps.at(to, open);
    past.enter(to, how);
    if (to === 2) tokens.review.set(keptToken());
    fill(stage, [pick.element, map.element, review.element][to]);
    focusTitle(stage);
  }

  async function stageFile(): Promise<void> {
    const { draft } = desk;
    if (draft === null || sending !== null) return;
    const { file, choices, preview } = draft;
    review.refuse();
    if (preview.rows.rejected > 0 && choices.on_error === null) return review.askDecision();
    const mine = new AbortController();
    sending = mine;
    const token = tokens.review.value;
    try {
      review.sending({ phase: say.askingTheServer, part: null, words: say.askingOfToken });
      // The token is checked before the first byte is sent, so that nobody uploads for minutes to be refused.
      await readToken(token);
      const params = parametersOf(choices, file.name, preview.format);
      const begun = (report: Import) => staged.hold(report, token);
      const report = await send({ slug, file, params, token, rows: preview.rows.read, begun }, (one) => review.sending(one), mine.signal);
      if (report.state === "invalid") review.sending({ phase: say.refused, part: null, words: say.lookingUpRows });
      const excerpt = report.state === "invalid" ? await desk.excerptOf(report.issues) : preview.excerpt;
      if (mine.signal.aborted) return;
      sending = null;
      if (report.unchanged) end(report);
      else decide(report, token, { ...preview, excerpt });
    } catch (error) {
      staged.letGo();
      if (!controller.signal.aborted) review.refuse(mine.signal.aborted ? say.cancelled : failureWords(error, say.fileNotSent));
    } finally {
      if (sending === mine) sending = null;
      review.sending(null);
    }
  }

  function decide(report: Import, token: string, sheet: Sheet | null): void {
    staged.hold(report, token);
    steps.at(3, []);
    past.enter(3, sheet === null ? "replace" : "push");
    const acts = {
      async publish(reviewed: number | null) {
        const { import: done } = await publishImport(token, report.id, reviewed);
        end(done);
      },
      keep() {
        keep();
        go(path);
      },
      async discard() {
        await staged.discard();
        forgetImport(report.id);
        turn(report.state === "invalid" ? 0 : 2);
      },
      review: () => turn(2),
      sendWithout() {
        turn(2);
        change({ on_error: "quarantine" });
        void stageFile();
      },
    };
    fill(stage, publishScreen({ report, dataset, token, sheet }, acts, staged.signal));
    focusTitle(stage);
  }

  function keep(): void {
    const report = staged.release();
    if (report !== null) keepImport({ id: report.id, slug, file: report.file_name ?? "a file", rows: report.rows.accepted });
  }

  function end(report: Import): void {
    staged.end();
    desk.clear();
    forgetImport(report.id);
    steps.at(3, []);
    past.enter(3, "replace");
    fill(stage, resultScreen(report, dataset));
    focusTitle(stage);
    // The masthead follows; where it cannot be asked, the page itself says what was published.
    const follow = ({ dataset: now }: DatasetCard) => {
      if (stage.isConnected) showStamp({ title: now.title, revision: now.revision, publishedAt: now.published_at });
    };
    readDataset(dataset.slug).then(follow, () => {});
  }

  const stake = () =>
    stakeOf({ file: desk.draft?.file.name ?? say.theFile, isStaged: staged.report !== null, isSending: sending !== null, isByHand: desk.isByHand, keep });
  guardLeaving(stake, controller.signal);
  // The page may come back from the browser's memory after what was staged went with it.
  addEventListener("pageshow", ({ persisted }) => persisted && staged.wasLetGo && turn(2, "replace"), { signal: controller.signal });

  turn(0, "replace");
  const kept = address().params.get("import");
  if (kept !== null) await showKept(Number(kept));

  /** An import kept staged earlier: shown again where it was left. */
  async function showKept(id: number): Promise<void> {
    try {
      const { import: report } = await readImport(keptToken(), id, signal);
      if (report.dataset !== dataset.slug || report.state !== "staged") return pick.refuse(say.notStagedAnyMore(id));
      decide(report, keptToken(), null);
      staged.keepWhateverHappens();
    } catch (error) {
      if (!signal.aborted) pick.refuse(failureWords(error, say.stagedNotShown));
    }
  }

  return {
    element: h(
      "div",
      { class: "upload" },
      h(
        "nav",
        { class: "crumbs", "aria-label": say.path },
        h("a", { href: "/datasets" }, say.datasets),
        " / ",
        h("a", { href: path }, dataset.title),
        say.upload,
      ),
      steps.element,
      stage,
    ),
    shown: { title: say.uploadTo(dataset.title), stamp: { title: dataset.title, revision: dataset.revision, publishedAt: dataset.published_at } },
    leave() {
      desk.stop();
      sending?.abort();
      staged.letGo();
      controller.abort();
    },
  };
}
