import type { Dataset } from "../../server/domain/dataset";
import { type Child, fill, freshId, h } from "../dom";
import { bytes, number } from "../format";
import type { Text } from "../inputs/text";
import type { Reach } from "./preview";
import { progressBar } from "./progress";

interface Acts {
  take(file: File): void;
  stop(): void;
  proceed(): void;
}

export interface PickScreen {
  element: HTMLElement;
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
  const drop = h("div", { class: "drop" }, h("label", { for: id }, "Choose a file, or drop one here"), input, name);
  const bar = progressBar("Progress of the reading", stop);
  const told = h("div", { role: "alert" });
  const onward = h("button", { type: "button", class: "primary", hidden: true, onclick: proceed }, "Go on with this file");
  const begin = (file: File | undefined) => {
    if (file === undefined) return;
    fill(told);
    onward.hidden = true;
    fill(name, h("b", {}, file.name), `, ${bytes(file.size)}`);
    take(file);
  };
  input.addEventListener("change", () => begin(input.files?.[0]));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    begin(event.dataTransfer?.files[0]);
  });
  return {
    element: h(
      "div",
      { class: "pick" },
      h("h1", {}, "Which file?"),
      h(
        "p",
        { class: "deck" },
        "It is read here in the browser first. Nothing is sent before you say so, and nobody sees it before you publish. Templates: ",
        h("a", { href: `/api/templates/${dataset.kind}.csv`, download: `${dataset.kind}.csv` }, `${dataset.kind}.csv`),
        ".",
      ),
      drop,
      bar.element,
      told,
      h("div", { class: "choices" }, token.element),
      onward,
    ),
    reading: ({ phase, part, bytes: read, rows }) => bar.tell(phase, part, `${bytes(read)}${rows > 0 ? `, ${number(rows)} rows` : ""}`),
    rest(file) {
      bar.hide();
      onward.hidden = file === null;
      if (file !== null) return;
      // The same file chosen again must be a change again.
      input.value = "";
      fill(name, KINDS);
    },
    refuse(...words) {
      fill(told, h("div", { class: "alert" }, h("b", {}, "Cannot be read."), h("span", {}, words)));
    },
  };
}

const KINDS = "CSV or another text table, plain or packed with gzip, or an Excel workbook (.xlsx)";
