import type { Kind } from "../../server/domain/dataset";
import type { Issue } from "../../server/domain/issue";
import { fill, h } from "../dom";
import { number, plural } from "../format";
import * as plurals from "../words/plurals";
import { saidHere } from "../words/said";
import * as texts from "../words/upload-columns";
import { classesPanel } from "./classes";
import { constantsPanel } from "./constants";
import { dateOrderPanel } from "./date-orders";
import type { Change, Draft, Panel } from "./draft";
import { columnTable } from "./map-columns";
import type { Reach } from "./preview";
import { progressBar } from "./progress";
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
  const proceed = h("button", { type: "button", class: "primary", onclick: next }, texts.reviewTheRows);
  const note = h("p", { class: "note", role: "status" });
  const bar = progressBar(texts.progressOfTheReading);
  const element = h(
    "div",
    { class: "map-step" },
    title,
    deck,
    again,
    faults,
    panels.map((panel) => panel.element),
    h("div", { class: "act" }, proceed, h("button", { type: "button", onclick: back }, texts.anotherFile), note, bar.element),
  );
  const afresh = h("button", { type: "button", class: "plain", onclick: readAfresh }, texts.readItAfresh);
  let shownFaults = "";
  let waitsSince: number | null = null;
  return {
    element,
    show(draft) {
      const { preview, file } = draft;
      for (const panel of panels) panel.show(draft);
      fill(title, titleOf(draft));
      fill(deck, texts.wasReadHereIn(file.name));
      again.hidden = draft.again === null;
      if (draft.again !== null) fill(again, h("b", {}, texts.readAsTheDatasets), `${draft.again}. `, afresh);
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
      if (waitsSince === null) fill(note, preview.refused ? texts.answerWhatIsAsked : rowWords(draft));
    },
    wait(waiting) {
      waitsSince = waiting ? performance.now() : null;
      if (waiting) element.setAttribute("aria-busy", "true");
      else element.removeAttribute("aria-busy");
      if (waiting) fill(note, texts.readingTheFileAgain);
      else bar.hide();
    },
    reading({ phase, part, rows }) {
      if (waitsSince !== null && performance.now() - waitsSince > SOON) bar.tell(phase, part, plural(rows, plurals.row));
    },
  };
}

function rowWords({ preview: { rows } }: Draft): string {
  const aside = [
    rows.rejected > 0 && texts.keptOut(number(rows.rejected)),
    rows.out_of_scope > 0 && texts.outsideTheScope(number(rows.out_of_scope)),
    rows.total_rows > 0 && plural(rows.total_rows, plurals.total),
  ];
  return `${[texts.read(plural(rows.read, plurals.row)), texts.ready(number(rows.accepted)), ...aside].filter(Boolean).join(", ")}.`;
}

const FORMATS: Record<string, string> = {
  house: texts.aPlainTable,
  hxl: texts.aFileWithHxl,
  ucdp: texts.aUcdpGedFile,
  gtd: texts.aGtdFile,
  hapi: texts.anHdxHapiFile,
};

function titleOf({ preview }: Draft): string {
  const { format, columns, refused, groups } = preview;
  if (refused)
    return groups.some(({ code }) => ASKED.has(code))
      ? texts.oneQuestionBeforeThe
      : texts.somethingIsBeforeThe(groups.some(({ code }) => code === "missing_column") ? texts.absent : texts.toBeSettled);
  const named = FORMATS[format] ?? (format.startsWith("acled") ? texts.anAcledFile : texts.aFileOfThe(format));
  return texts.readAsOfUnderstood(named, columns.filter(({ field }) => field !== null).length, plural(columns.length, plurals.column));
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
  const remedies = [has("missing_column") && h("p", {}, texts.chooseItsColumnBelow), has("duplicate_column") && h("p", {}, texts.chooseBelowWhichOf)];
  return [
    h(
      "div",
      { class: "alert" },
      h("b", {}, has("missing_column") ? texts.missing : texts.toSettle),
      h(
        "div",
        {},
        words.map((sentence) => h("p", {}, sentence)),
        remedies,
      ),
    ),
  ];
}
