import type { Dataset } from "../../server/domain/dataset";
import { type Child, fill, freshId, h } from "../dom";
import { number, plural } from "../format";
import type { Text } from "../inputs/text";
import * as plurals from "../words/plurals";
import * as say from "../words/upload-review";
import { downloads } from "./downloads";
import type { Change, Panel } from "./draft";
import { issueGroups } from "./issues";
import { modeChoice } from "./mode-choice";
import type { Preview } from "./preview";
import { progressBar } from "./progress";
import type { Sending } from "./send";
import { rowTally } from "./tally";
import { understood } from "./understood";
import { writtenWords } from "./written";

interface Acts {
  change: Change;
  stage(): void;
  stop(): void;
  back(): void;
}

export interface ReviewScreen extends Panel {
  wait(waiting: boolean): void;
  sending(sending: Sending | null): void;
  refuse(...words: Child[]): void;
  /** Says that the rows kept out have to be decided on, and leads to the question. */
  askDecision(): void;
}

/** How every row fared, what is to be decided, what is wrong and where. Still nothing has been sent. */
export function reviewScreen(dataset: Dataset, token: Text, { change, stage, stop, back }: Acts): ReviewScreen {
  const [title, deck, counts, main] = [h("h1"), h("p", { class: "deck" }), h("div"), h("div")];
  const told = h("div", { role: "alert" });
  const bar = progressBar(say.progressOfTheUpload, stop);
  const mode = modeChoice(dataset, change);
  const go = h("button", { type: "button", class: "primary", onclick: stage }, say.send);
  const note = h("p", { class: "note" }, say.itIsSentAnd);
  const name = freshId("on-error");
  const decisions = (["quarantine", "reject"] as const).map((value) => {
    const input = h("input", { type: "radio", name, value, onchange: () => change({ on_error: value }) });
    const words = h("span");
    return { value, input, words, element: h("label", { class: "check" }, input, words) };
  });
  const decide = h(
    "fieldset",
    { class: "decide" },
    h("legend", {}, say.rowsKeptOut),
    decisions.map(({ element }) => element),
  );
  const decided = h("div", { class: "decisions" }, decide, mode.element, token.element);
  let drawn: Preview | null = null;
  const screen: ReviewScreen = {
    element: h(
      "div",
      { class: "review" },
      title,
      deck,
      counts,
      decided,
      main,
      h("div", { class: "act" }, told, go, h("button", { type: "button", onclick: back }, say.backToTheColumns), bar.element, note),
    ),
    show(draft) {
      const { preview, choices, file } = draft;
      const { rows } = preview;
      mode.show(draft);
      decided.hidden = rows.accepted === 0;
      decide.hidden = rows.rejected === 0;
      for (const { value, input } of decisions) input.checked = choices.on_error === value;
      if (choices.on_error !== null) fill(told);
      fill(decisions[0]?.words ?? decide, say.publishWithoutThe(rows.rejected === 1 ? plurals.row.one : plural(rows.rejected, plurals.row)));
      fill(decisions[1]?.words ?? decide, say.waitUntilEveryRow);
      const waits = choices.on_error === "reject" && rows.rejected > 0;
      const nothing = preview.refused || rows.accepted === 0;
      go.disabled = nothing || waits;
      fill(go, nothing ? say.nothingToSend : waits ? say.waitingForTheCorrected : say.sendCounted(plural(rows.accepted, plurals.row)));
      note.hidden = nothing || waits;
      if (drawn === preview) return;
      drawn = preview;
      fill(title, titleOf(preview));
      fill(deck, say.nothingHasBeenSent(file.name, writtenWords(preview)));
      fill(counts, rowTally(rows));
      fill(main, issueGroups(preview.groups, preview) ?? clean(), downloads(draft), understood(dataset.kind, preview));
    },
    wait(waiting) {
      if (waiting) go.disabled = true;
    },
    sending(sending) {
      go.hidden = sending !== null;
      note.classList.toggle("unseen", sending !== null);
      if (sending === null) bar.hide();
      else bar.tell(sending.phase, sending.part, sending.words);
    },
    refuse(...words) {
      fill(told, words.length > 0 && h("div", { class: "alert" }, h("b", {}, say.notSent), h("span", {}, words)));
    },
    askDecision() {
      screen.refuse(say.decideFirstWhatBecomes);
      decisions[0]?.input.focus();
    },
  };
  return screen;
}

function titleOf({ rows, refused }: Preview): string {
  if (refused) return say.theFileCannotBe;
  const decision = rows.rejected === 1 ? say.oneNeedsADecision : say.needADecision(number(rows.rejected));
  if (rows.accepted === 0) return say.readNoneCanBe(plural(rows.read, plurals.row));
  return say.readReady(plural(rows.read, plurals.row), number(rows.accepted), rows.rejected > 0 ? `, ${decision}` : "");
}

const clean = () => h("section", { class: "section" }, h("h2", {}, say.noFaults), h("p", { class: "deck" }, say.everyRowWasRead));
