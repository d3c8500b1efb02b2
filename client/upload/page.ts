import type { Dataset } from "../../server/domain/dataset";
import { discardImport, type Import, publishImport, readDataset, readImport, readToken } from "../api";
import { fill, h } from "../dom";
import { address, go } from "../state";
import type { Shown } from "../views/view";
import { parametersOf } from "./choices";
import { failureWords } from "./failure";
import { forgetImport, keepImport } from "./kept";
import { mapScreen } from "./map";
import { pickScreen } from "./pick";
import { publishScreen } from "./publish";
import { readingDesk } from "./reading-desk";
import { resultScreen } from "./result";
import { reviewScreen } from "./review";
import { send } from "./send";
import { focusTitle, type Step, stepList } from "./steps";
import { keptToken, tokenField } from "./token";

export interface UploadPage {
  element: HTMLElement;
  shown: Shown;
  leave(): void;
}

/** Pick, map, review, publish. Nothing leaves the browser before the third step is done, and nothing is public before the fourth. */
export async function uploadPage(slug: string, signal: AbortSignal): Promise<UploadPage> {
  const { dataset } = await readDataset(slug, signal);
  const controller = new AbortController();
  const tokens = { pick: tokenField(false), review: tokenField(true) };
  const stage = h("div", { class: "wizard" });
  let sending: AbortController | null = null;
  /** What is staged and neither kept nor decided on: it goes when the page is left. */
  let undecided: Import | null = null;

  const desk = readingDesk(dataset, {
    reach: (reach) => pick.reading(reach),
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
      pick.refuse(...draft.preview.groups.flatMap(({ issues }) => issues.map(({ message }) => `${message} `)));
    },
    fails(error) {
      pick.rest(null);
      turn(0);
      pick.refuse(failureWords(error, "The file could not be read."));
    },
  });
  const { change } = desk;
  const pick = pickScreen(dataset, tokens.pick, { take: (file) => void desk.take(file, tokens.pick.value), stop: () => desk.stop(), proceed: () => turn(1) });
  desk.onStop(() => pick.rest(null));
  const map = mapScreen(dataset.kind, { change, back: () => turn(0), next: () => turn(2) });
  const review = reviewScreen(dataset, tokens.review, {
    change,
    stage: () => void stageFile(),
    stop: () => sending?.abort(),
    back: () => turn(1),
    another: () => turn(0),
  });
  const steps = stepList(turn);

  function turn(to: Step): void {
    steps.at(to, desk.draft === null ? [] : ([0, 1, 2] as const).filter((step) => step < 2 || desk.draft?.preview.refused === false));
    if (to === 2) tokens.review.set(keptToken());
    const screens = [pick.element, map.element, review.element];
    fill(stage, screens[to]);
    focusTitle(stage);
  }

  async function stageFile(): Promise<void> {
    const { draft } = desk;
    if (draft === null) return;
    const { file, choices, preview } = draft;
    review.refuse();
    if (preview.rows.rejected > 0 && choices.on_error === null) return review.refuse(`Decide first what becomes of the rows kept out.`);
    sending = new AbortController();
    controller.signal.addEventListener("abort", () => sending?.abort());
    const token = tokens.review.value;
    try {
      review.sending({ phase: "Asking the server", part: null, words: "whether the token is good" });
      // The token is checked before the first byte is sent, so that nobody uploads for minutes to be refused.
      await readToken(token);
      const params = parametersOf(choices, file.name, preview.format);
      const report = await send({ slug, file, params, token, rows: preview.rows.read }, (one) => review.sending(one), sending.signal);
      if (report.unchanged) end(report);
      else decide(report, token);
    } catch (error) {
      if (!controller.signal.aborted)
        review.refuse(sending.signal.aborted ? "You cancelled it. The server keeps nothing of it." : failureWords(error, "The file could not be sent."));
    } finally {
      sending = null;
      review.sending(null);
    }
  }

  function decide(report: Import, token: string): void {
    undecided = report.state === "staged" ? report : null;
    steps.at(3, []);
    const acts = {
      async publish() {
        const { import: done } = await publishImport(token, report.id);
        end(done);
      },
      keep() {
        undecided = null;
        keepImport({ id: report.id, slug, file: report.file_name ?? "a file", rows: report.rows.accepted });
        go(path);
      },
      async discard() {
        if (report.state === "staged") await discardImport(token, report.id);
        undecided = null;
        forgetImport(report.id);
        turn(desk.draft === null || report.state === "invalid" ? 0 : 2);
      },
    };
    fill(stage, publishScreen(report, dataset, token, acts, controller.signal));
    focusTitle(stage);
  }

  function end(report: Import): void {
    undecided = null;
    forgetImport(report.id);
    steps.at(3, []);
    fill(stage, resultScreen(report, dataset));
    focusTitle(stage);
  }

  const letGo = () => {
    if (undecided !== null) void discardImport(keptToken(), undecided.id).catch(() => undefined);
    undecided = null;
  };
  addEventListener("pagehide", letGo, { signal: controller.signal });

  turn(0);
  const path = `/datasets/${encodeURIComponent(slug)}`;
  const kept = address().params.get("import");
  if (kept !== null) await showKept(Number(kept));

  /** An import kept staged earlier: shown again where it was left. */
  async function showKept(id: number): Promise<void> {
    try {
      const { import: report } = await readImport(keptToken(), id, signal);
      if (report.dataset !== dataset.slug || report.state !== "staged") return pick.refuse(`Import ${id} is no longer staged.`);
      decide(report, keptToken());
      undecided = null;
    } catch (error) {
      if (!signal.aborted) pick.refuse(failureWords(error, "The staged import could not be shown."));
    }
  }

  return {
    element: h(
      "div",
      { class: "upload" },
      h("nav", { class: "crumbs", "aria-label": "Path" }, h("a", { href: "/datasets" }, "Datasets"), " / ", h("a", { href: path }, dataset.title), " / Upload"),
      steps.element,
      stage,
    ),
    shown: shownOf(dataset),
    leave() {
      desk.stop();
      controller.abort();
      letGo();
    },
  };
}

function shownOf({ title, revision, published_at }: Dataset): Shown {
  return { title: `Upload to ${title}`, stamp: { title, revision, publishedAt: published_at } };
}
