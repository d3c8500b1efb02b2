import type { Dataset } from "../../server/domain/dataset";
import { type Child, fill, freshId, h } from "../dom";
import { bytes, number } from "../format";
import type { Text } from "../inputs/text";
import * as texts from "../words/upload";
import type { Reach } from "./preview";
import { progressBar } from "./progress";

interface Acts {
  take(file: File): void;
  stop(): void;
  proceed(): void;
}

export interface PickScreen {
  element: HTMLElement;
  /** A file dropped anywhere on the page. */
  drop(file: File): void;
  reading(reach: Reach): void;
  /** The file was read, or the reading was stopped. */
  rest(file: File | null): void;
  refuse(...words: Child[]): void;
}

/** A file chosen by the keyboard, by a click or by dropping it. It is read at once, here; nothing is sent. */
export function pickScreen(dataset: Dataset, token: Text, { take, stop, proceed }: Acts): PickScreen {
  const id = freshId("file");
  const input = h("input", { type: "file", id, accept: ".csv,.tsv,.txt,.xlsx,.gz,text/csv", "aria-describedby": `${id}-name` });
  const name = h("p", { id: `${id}-name`, class: "note" }, KINDS);
  const drop = h("div", { class: "drop" }, h("label", { for: id }, texts.chooseFile), input, name);
  const bar = progressBar(texts.progressOfTheReading, stop);
  const told = h("div", { role: "alert" });
  const onward = h("button", { type: "button", class: "primary", hidden: true, onclick: proceed }, texts.goOn);
  const begin = (file: File | undefined) => {
    if (file === undefined) return;
    fill(told);
    onward.hidden = true;
    fill(name, h("b", {}, file.name), `, ${bytes(file.size)}`);
    take(file);
  };
  input.addEventListener("change", () => begin(input.files?.[0]));
  return {
    element: h(
      "div",
      { class: "pick" },
      h("h1", {}, texts.whichFile),
      h("p", { class: "deck" }, texts.pickDeck),
      h("div", { class: "pick-parts" }, h("div", {}, drop, bar.element, told, onward, token.element), taken(dataset)),
    ),
    drop: begin,
    reading: ({ phase, part, bytes: read, rows }) => bar.tell(phase, part, rows > 0 ? texts.rowsAndBytes(number(rows), bytes(read)) : bytes(read)),
    rest(file) {
      bar.hide();
      onward.hidden = file === null;
      // The same file chosen again must be a change again.
      input.value = "";
      if (file === null) fill(name, KINDS);
      else fill(name, h("b", {}, file.name), texts.fileAtHand(bytes(file.size)));
    },
    refuse(...words) {
      fill(told, h("div", { class: "alert" }, h("b", {}, texts.cannotBeRead), h("span", {}, words)));
    },
  };
}

const KINDS = texts.filesTaken;

const RECOGNISED = {
  incidents: texts.recognisedIncidents,
  figures: texts.recognisedFigures,
};

/** What can be chosen, said before somebody tries. */
function taken({ kind }: Dataset): HTMLElement {
  const part = (title: string, ...words: Child[]) => [h("dt", {}, title), h("dd", {}, words)];
  return h(
    "dl",
    { class: "taken" },
    part(texts.recognised, RECOGNISED[kind]),
    part(texts.anyOtherTable, texts.anyOtherTableIsMapped),
    part(texts.ourOwnForm, h("a", { href: `/api/templates/${kind}.csv`, download: `${kind}.csv` }, texts.csv(kind)), texts.templateToFill),
  );
}

/** Takes a file dropped anywhere on the page: the browser would open it in place of the page, and the work with it would be gone. */
export function dropAnywhere(take: (file: File) => void, signal: AbortSignal): void {
  const over = (isOver: boolean) => document.body.classList.toggle("dropping", isOver);
  addEventListener(
    "dragover",
    (event) => {
      event.preventDefault();
      over(true);
    },
    { signal },
  );
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false), { signal });
  addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      over(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) take(file);
    },
    { signal },
  );
  signal.addEventListener("abort", () => over(false));
}
