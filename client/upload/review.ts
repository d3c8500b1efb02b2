import type { Dataset } from "../../server/domain/dataset";
import { type Child, fill, freshId, h } from "../dom";
import { number, plural } from "../format";
import type { Text } from "../inputs/text";
import type { Change, Draft, Panel } from "./draft";
import { groupId, issueGroups } from "./issues";
import { saveKeptOut } from "./kept-out";
import { modeChoice } from "./mode-choice";
import type { Preview } from "./preview";
import { progressBar } from "./progress";
import { faultTitle } from "./said";
import type { Sending } from "./send";
import { rowTally } from "./tally";
import { understood } from "./understood";
import { writtenWords } from "./written";

interface Acts {
  change: Change;
  stage(): void;
  stop(): void;
  back(): void;
  another(): void;
}

export interface ReviewScreen extends Panel {
  wait(waiting: boolean): void;
  sending(sending: Sending | null): void;
  refuse(...words: Child[]): void;
}

/** How every row fared, what is wrong and where, and one decision. Still nothing has been sent. */
export function reviewScreen(dataset: Dataset, token: Text, { change, stage, stop, back, another }: Acts): ReviewScreen {
  const [title, deck, main, counts, contents] = [
    h("h1"),
    h("p", { class: "deck" }),
    h("div", { class: "review-main" }),
    h("div"),
    h("nav", { class: "contents", "aria-label": "Kinds of faults" }),
  ];
  const told = h("div", { role: "alert" });
  const bar = progressBar("Progress of the upload", stop);
  const mode = modeChoice(dataset, change);
  const go = h("button", { type: "button", class: "primary", onclick: stage }, "Send");
  const name = freshId("on-error");
  const decisions = (["quarantine", "reject"] as const).map((value) => {
    const input = h("input", { type: "radio", name, value, onchange: () => change({ on_error: value }) });
    const words = h("span");
    return { value, input, words, element: h("label", { class: "check" }, input, words) };
  });
  const decide = h(
    "fieldset",
    { class: "decide" },
    h("legend", {}, "Rows kept out"),
    decisions.map(({ element }) => element),
  );
  const anotherFile = h("button", { type: "button", class: "plain", onclick: another }, "Choose another file");
  let drawn: Preview | null = null;
  return {
    element: h(
      "div",
      { class: "review" },
      h("div", { class: "review-head" }, title, deck),
      h(
        "aside",
        { class: "review-side", "aria-label": "Decision" },
        counts,
        decide,
        mode.element,
        token.element,
        told,
        h("div", { class: "act" }, go, bar.element),
        h("p", { class: "hint" }, "It is sent and staged. You see what it changes before anybody else sees it."),
        h("p", { class: "ways" }, h("button", { type: "button", class: "plain", onclick: back }, "Back to the columns"), anotherFile),
        contents,
      ),
      main,
    ),
    show(draft) {
      const { preview, choices, file } = draft;
      const { rows } = preview;
      mode.show(draft);
      token.element.hidden = rows.accepted === 0;
      decide.hidden = rows.rejected === 0 || rows.accepted === 0;
      for (const { value, input } of decisions) input.checked = choices.on_error === value;
      fill(decisions[0]?.words ?? decide, `Publish without the ${rows.rejected === 1 ? "row" : `${number(rows.rejected)} rows`}`);
      fill(decisions[1]?.words ?? decide, "Wait until every row is right");
      const waits = choices.on_error === "reject" && rows.rejected > 0;
      go.disabled = preview.refused || rows.accepted === 0 || waits;
      fill(go, preview.refused || rows.accepted === 0 ? "Nothing to send" : waits ? "Waiting for the corrected file" : `Send ${plural(rows.accepted, "row")}`);
      if (drawn === preview) return;
      drawn = preview;
      fill(title, titleOf(preview));
      fill(deck, `${file.name}, ${writtenWords(preview)}. Nothing has been sent.`);
      fill(counts, rowTally(rows));
      fill(
        contents,
        preview.groups.map((group) =>
          h(
            "a",
            { href: `#${groupId(group)}`, class: `level ${group.level}` },
            h("span", { class: "level-mark", "aria-hidden": "true" }),
            `${faultTitle(group.code)}, ${number(group.count)}`,
          ),
        ),
      );
      fill(main, issueGroups(preview.groups) ?? clean(), rows.rejected > 0 && keptOut(draft), understood(dataset.kind, preview));
    },
    wait(waiting) {
      if (waiting) go.disabled = true;
    },
    sending(sending) {
      go.hidden = sending !== null;
      if (sending === null) bar.hide();
      else bar.tell(sending.phase, sending.part, sending.words);
    },
    refuse(...words) {
      fill(told, words.length > 0 && h("div", { class: "alert" }, h("b", {}, "Not sent."), h("span", {}, words)));
    },
  };
}

function titleOf({ rows, refused }: Preview): string {
  if (refused) return "The file cannot be read this way";
  const decision = rows.rejected === 1 ? "1 needs a decision" : `${number(rows.rejected)} need a decision`;
  if (rows.accepted === 0) return `${plural(rows.read, "row")} read, none can be used`;
  return `${plural(rows.read, "row")} read, ${number(rows.accepted)} ready${rows.rejected > 0 ? `, ${decision}` : ""}`;
}

const clean = () => h("section", { class: "section" }, h("h2", {}, "No faults"), h("p", { class: "deck" }, "Every row was read as it stands."));

function keptOut({ preview, file }: Draft): HTMLElement {
  const { rejected, rows } = preview;
  const some = rejected.length < rows.rejected ? ` first ${number(rejected.length)}` : rejected.length === 1 ? "" : ` ${number(rejected.length)}`;
  return h(
    "p",
    { class: "note" },
    h(
      "button",
      { type: "button", class: "plain", onclick: () => saveKeptOut(preview, file.name) },
      `Download the${some} ${rejected.length === 1 ? "row" : "rows"} kept out, with line and reason (CSV)`,
    ),
  );
}
