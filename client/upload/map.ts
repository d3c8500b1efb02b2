import type { Kind } from "../../server/domain/dataset";
import type { Issue } from "../../server/domain/issue";
import { fill, h } from "../dom";
import { number, plural } from "../format";
import { classesPanel } from "./classes";
import { constantsPanel } from "./constants";
import { dateOrderPanel } from "./date-orders";
import type { Change, Draft, Panel } from "./draft";
import { columnTable } from "./map-columns";
import type { Reach } from "./preview";
import { progressBar } from "./progress";
import { saidHere } from "./said";
import { sheetsPanel } from "./sheets";
import { spellingsPanel } from "./spellings";
import { writtenPanel } from "./written";

interface Acts {
  change: Change;
  readAfresh(): void;
  back(): void;
  next(): void;
}

export interface MapScreen extends Panel {
  /** While the file is read again the old answer stays, marked as old. */
  wait(waiting: boolean): void;
  reading(reach: Reach): void;
}

/** A file read again in less than this shows no bar. */
const SOON = 600;

/** What was understood of the file, each point of it to be corrected. The questions come first, then the columns. */
export function mapScreen(kind: Kind, { change, readAfresh, back, next }: Acts): MapScreen {
  const title = h("h1");
  const deck = h("p", { class: "deck" });
  const again = h("p", { class: "notice", hidden: true });
  const faults = h("div", { role: "alert" });
  const asked = [sheetsPanel(change), classesPanel(change), dateOrderPanel(change), constantsPanel(kind, change), spellingsPanel(change)];
  const panels = [...asked, columnTable(kind, change), writtenPanel(change)];
  const proceed = h("button", { type: "button", class: "primary", onclick: next }, "Review the rows");
  const note = h("p", { class: "note", role: "status" });
  const bar = progressBar("Progress of the reading");
  const element = h(
    "div",
    { class: "map-step" },
    title,
    deck,
    again,
    faults,
    panels.map((panel) => panel.element),
    h("div", { class: "act" }, proceed, h("button", { type: "button", onclick: back }, "Another file"), note, bar.element),
  );
  const afresh = h("button", { type: "button", class: "plain", onclick: readAfresh }, "Read it afresh");
  let shownFaults = "";
  let waitsSince: number | null = null;
  return {
    element,
    show(draft) {
      const { preview, file } = draft;
      for (const panel of panels) panel.show(draft);
      fill(title, titleOf(draft));
      fill(deck, `${file.name} was read here, in the browser. Nothing has been sent.`);
      again.hidden = draft.again === null;
      if (draft.again !== null) fill(again, h("b", {}, "Read as the dataset’s last file: "), `${draft.again}. `, afresh);
      const errors = preview.refused
        ? preview.groups.filter(({ level }) => level === "error").flatMap(({ reasons }) => reasons.flatMap(({ issues }) => issues))
        : [];
      const key = JSON.stringify(errors);
      // Said again only when it is something else: a live region repeats whatever is put into it.
      if (key !== shownFaults) {
        fill(faults, missing(errors));
        shownFaults = key;
      }
      proceed.disabled = preview.refused;
      if (waitsSince === null) fill(note, preview.refused ? "Answer what is asked above to go on." : rowWords(draft));
    },
    wait(waiting) {
      waitsSince = waiting ? performance.now() : null;
      if (waiting) element.setAttribute("aria-busy", "true");
      else element.removeAttribute("aria-busy");
      if (waiting) fill(note, "Reading the file again…");
      else bar.hide();
    },
    reading({ phase, part, rows }) {
      if (waitsSince !== null && performance.now() - waitsSince > SOON) bar.tell(phase, part, plural(rows, "row"));
    },
  };
}

function rowWords({ preview: { rows } }: Draft): string {
  const aside = [
    rows.rejected > 0 && `${number(rows.rejected)} kept out`,
    rows.out_of_scope > 0 && `${number(rows.out_of_scope)} outside the scope`,
    rows.total_rows > 0 && plural(rows.total_rows, "total"),
  ];
  return `${[`${plural(rows.read, "row")} read`, `${number(rows.accepted)} ready`, ...aside].filter(Boolean).join(", ")}.`;
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
    return groups.some(({ code }) => ASKED.has(code))
      ? "One question before the rows can be read"
      : `Something is ${groups.some(({ code }) => code === "missing_column") ? "missing" : "to be settled"} before the rows can be read`;
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
  const has = (code: string) => errors.some((error) => error.code === code);
  const remedies = [
    has("missing_column") && h("p", {}, "Choose its column below, or say it once for the whole file."),
    has("duplicate_column") && h("p", {}, "Choose below which of the columns is read, and set the other to “Not read”."),
  ];
  return [
    h(
      "div",
      { class: "alert" },
      h("b", {}, has("missing_column") ? "Missing." : "To settle."),
      h(
        "div",
        {},
        words.map((sentence) => h("p", {}, sentence)),
        remedies,
      ),
    ),
  ];
}
