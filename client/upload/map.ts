import type { Kind } from "../../server/domain/dataset";
import type { Issue } from "../../server/domain/issue";
import { fill, h } from "../dom";
import { plural } from "../format";
import { constantsPanel } from "./constants";
import { dateOrderPanel } from "./date-orders";
import type { Change, Draft, Panel } from "./draft";
import { columnTable } from "./map-columns";
import { saidHere } from "./said";
import { spellingsPanel } from "./spellings";
import { writtenPanel } from "./written";

interface Acts {
  change: Change;
  back(): void;
  next(): void;
}

export interface MapScreen extends Panel {
  /** While the file is read again the old answer stays, marked as old. */
  wait(waiting: boolean): void;
}

/** What was understood of the file, each point of it to be corrected. The questions come first, then the columns. */
export function mapScreen(kind: Kind, { change, back, next }: Acts): MapScreen {
  const title = h("h1");
  const deck = h("p", { class: "deck" });
  const faults = h("div", { role: "alert" });
  const panels = [dateOrderPanel(change), constantsPanel(kind, change), spellingsPanel(change), columnTable(kind, change), writtenPanel(change)];
  const proceed = h("button", { type: "button", class: "primary", onclick: next }, "Review the rows");
  const note = h("p", { class: "note", role: "status" });
  const element = h(
    "div",
    { class: "map-step" },
    title,
    deck,
    faults,
    panels.map((panel) => panel.element),
    h("div", { class: "act" }, proceed, h("button", { type: "button", onclick: back }, "Another file"), note),
  );
  let shownFaults = "";
  return {
    element,
    show(draft) {
      const { preview, file } = draft;
      for (const panel of panels) panel.show(draft);
      fill(title, titleOf(draft));
      fill(deck, `${file.name} was read here, in the browser. Nothing has been sent.`);
      const errors = preview.refused ? preview.groups.filter(({ level }) => level === "error").flatMap(({ issues }) => issues) : [];
      const key = JSON.stringify(errors);
      // Said again only when it is something else: a live region repeats whatever is put into it.
      if (key !== shownFaults) {
        fill(faults, missing(errors));
        shownFaults = key;
      }
      proceed.disabled = preview.refused;
      fill(
        note,
        preview.refused
          ? "Answer what is asked above to go on."
          : `${plural(preview.rows.read, "row")} read, ${preview.rows.accepted.toLocaleString("en")} ready.`,
      );
    },
    wait(waiting) {
      if (waiting) element.setAttribute("aria-busy", "true");
      else element.removeAttribute("aria-busy");
      if (waiting) fill(note, "Reading the file again…");
    },
  };
}

const FORMATS: Record<string, string> = {
  house: "a plain table",
  hxl: "a file with HXL hashtags",
  ucdp: "a UCDP GED file",
  gtd: "a GTD file",
  hapi: "an HDX HAPI file",
};

function titleOf({ preview }: Draft): string {
  const { format, columns, refused, groups } = preview;
  if (refused)
    return groups.some(({ code }) => ASKED.has(code)) ? "One question before the rows can be read" : "Something is missing before the rows can be read";
  const named = FORMATS[format] ?? (format.startsWith("acled") ? "an ACLED file" : `a file of the format ${format}`);
  return `Read as ${named}: ${columns.filter(({ field }) => field !== null).length} of ${plural(columns.length, "column")} understood`;
}

/** Faults that have a question of their own below. */
const ASKED = new Set(["date_order_unknown", "date_order_mixed"]);

/** What keeps the rows from being read. Of a missing column the first sentence says all: the remedy is the table below. */
function missing(errors: readonly Issue[]): Node[] {
  const words = errors
    .filter(({ code }) => !ASKED.has(code))
    .map(({ code, message }) => (code === "missing_column" ? message.replace(/(?<=[.]) .*$/s, "") : saidHere(message)));
  if (words.length === 0) return [];
  const remedy = errors.some(({ code }) => code === "missing_column") && h("p", {}, "Choose its column below, or say it once for the whole file.");
  return [
    h(
      "div",
      { class: "alert" },
      h("b", {}, "Missing."),
      h(
        "div",
        {},
        words.map((sentence) => h("p", {}, sentence)),
        remedy,
      ),
    ),
  ];
}
