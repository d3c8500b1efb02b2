import type { Issue } from "../../server/domain/issue";
import { type Child, freshId, h } from "../dom";
import { number, plural } from "../format";
import * as plurals from "../words/plurals";
import { faultTitle, saidHere } from "../words/said";
import * as say from "../words/upload-review";
import type { IssueGroup, Reason } from "./issue-groups";
import type { ColumnLook, Excerpt } from "./preview";

/** Rows and wordings shown at first; more on request. */
const ROWS = 3;
const REASONS = 6;
const COLUMNS = 7;

/** What the rows of a file are shown by. */
export interface Sheet {
  columns: readonly ColumnLook[];
  excerpt: Excerpt;
  header_line: number;
}

/** Where the file is not at hand: the columns the issues name, with the value of each. */
export function sheetWithout(issues: readonly Issue[], header_line = 0): Sheet {
  const headers = [...new Set(issues.flatMap(({ column }) => (column === null ? [] : [column])))];
  const columns = headers.map((header) => ({ header, name: header, field: null, values: [], suggestion: null }));
  return { columns, excerpt: new Map(), header_line };
}

/**
 * The rows a fault befell, as they stand in the file: few columns, the cell at fault marked, and the reason above the rows it
 * concerns, unless it is said above the table, in the element of the id `saidAbove`. A screen reader hears the reason with the cell.
 */
export function excerptTable(group: IssueGroup, sheet: Sheet, saidAbove: string | null): HTMLElement {
  const shown = columnsShown(group, sheet.columns);
  const hasSurplus = group.code === "too_many_cells";
  const bodies = group.reasons.map((reason) => reasonRows(group, reason, sheet, shown, saidAbove));
  const element = h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": say.rows(faultTitle(group.code)) },
    h(
      "table",
      { class: "excerpt" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, say.line),
          shown.map((at) => h("th", { scope: "col", class: "text" }, headerOf(sheet.columns, at))),
          hasSurplus && h("th", { scope: "col", class: "text wide" }, say.beyondTheHeader),
        ),
      ),
      bodies.slice(0, REASONS),
    ),
  );
  const rest = bodies.slice(REASONS);
  const told = group.reasons.reduce((sum, { count }) => sum + count, 0);
  const more = h("button", { type: "button", class: "plain" }, `${plural(rest.length, plurals.moreReason)}`);
  more.addEventListener("click", () => {
    element.querySelector("table")?.append(...rest);
    more.remove();
    focusOn(rest[0]?.querySelector("th"));
  });
  return h("div", {}, element, rest.length > 0 && more, group.count > told && h("p", { class: "hint" }, say.moreEachForA(number(group.count - told))));
}

const headerOf = (columns: readonly ColumnLook[], at: number) => columns[at]?.header.trim() || say.columnAt(at + 1);

/** The columns a fault is in, and of the others those that tell the row apart: when, where, what was counted. */
function columnsShown({ reasons }: IssueGroup, columns: readonly ColumnLook[]): number[] {
  const faulty = new Set(reasons.flatMap(({ issues }) => issues.flatMap((issue) => cellsAt(issue, columns))));
  const telling = columns.flatMap(({ field }, at) => (field === null || faulty.has(at) ? [] : [{ at, rank: rankOf(field) }]));
  const others = telling.toSorted((a, b) => a.rank - b.rank || a.at - b.at).map(({ at }) => at);
  const unread = columns.flatMap(({ field }, at) => (field === null && !faulty.has(at) ? [at] : []));
  return [...faulty, ...others, ...unread].slice(0, Math.max(COLUMNS, faulty.size)).toSorted((a, b) => a - b);
}

/** Bounds and classes of a count tell less than the count. */
const LESS = 20;
const TELLING = ["occurred_on", "period", "year", "province", "region", "measure", "value", "fatalities", "injured", "incidents", "victim", "incident_type"];

function rankOf(field: string): number {
  const at = TELLING.indexOf(field);
  const near = TELLING.findIndex((name) => field.startsWith(`${name}_`));
  return at !== -1 ? at : near !== -1 ? LESS + near : 2 * LESS;
}

/** The indexes of the cells an issue is about; its column may be several, joined. */
function cellsAt({ column }: Issue, columns: readonly ColumnLook[]): number[] {
  if (column === null) return [];
  // Of columns of one name it is the one that is read.
  const find = (name: string) => {
    const read = columns.findIndex(({ header, field }) => header === name && field !== null);
    return read === -1 ? columns.findIndex(({ header }) => header === name) : read;
  };
  const names = find(column) === -1 ? column.split(" + ") : [column];
  return names.map(find).filter((at) => at !== -1);
}

function reasonRows(group: IssueGroup, { message, count, issues }: Reason, sheet: Sheet, shown: readonly number[], saidAbove: string | null): HTMLElement {
  const id = saidAbove ?? freshId("reason");
  const width = shown.length + 1 + (group.code === "too_many_cells" ? 1 : 0);
  const words = h("span", { id }, saidHere(message));
  const rows = issues.map((issue) => excerptRow(group, issue, sheet, shown, id));
  const hidden = rows.slice(ROWS + 1).length > 0 ? rows.slice(ROWS) : [];
  const last = h("tr", { class: "more" });
  const body = h(
    "tbody",
    {},
    saidAbove === null &&
      h(
        "tr",
        { class: "reason" },
        h("th", { scope: "rowgroup", colspan: width }, words, count > 1 && h("span", { class: "faint" }, ` ${plural(count, plurals.row)}`)),
      ),
    hidden.length > 0 ? rows.slice(0, ROWS) : rows,
  );
  const beyond = count - issues.length;
  const kept = beyond > 0 ? say.theFirstAreShown(number(issues.length)) : "";
  if (hidden.length > 0) {
    const more = h("button", { type: "button", class: "plain" }, plural(count - ROWS, plurals.moreLine));
    more.addEventListener("click", () => {
      last.remove();
      body.append(...hidden);
      if (kept !== "") body.append(h("tr", { class: "more" }, h("td", { colspan: width }, h("span", { class: "hint" }, kept.trim()))));
      focusOn(hidden[0]?.querySelector("td"));
    });
    last.append(h("td", { colspan: width }, more));
    body.append(last);
  }
  return body;
}

function excerptRow({ level, code }: IssueGroup, issue: Issue, { columns, excerpt }: Sheet, shown: readonly number[], reason: string): HTMLElement {
  const { line } = issue;
  const cells = line === null ? undefined : excerpt.get(line);
  const faulty = cellsAt(issue, columns);
  const mark = (words: Child, blank: boolean) =>
    h("mark", { class: `marked ${level}`, "aria-describedby": reason }, h("span", { class: "unseen" }, `${faultTitle(code)}: `), blank ? say.blank : words);
  const cellOf = (at: number): Child => {
    const isFaulty = faulty.includes(at);
    const text = cells?.[at] ?? (isFaulty && faulty.length === 1 ? issue.value : null);
    if (isFaulty) return mark(text, (text ?? "").trim() === "");
    if (cells === undefined) return h("span", { class: "faint" }, "·");
    return text === null ? h("span", { class: "faint" }, say.missing) : text;
  };
  return h(
    "tr",
    {},
    h("td", { class: "line" }, line === null ? say.file : number(line)),
    shown.map((at) => {
      const isBlank = (cells?.[at] ?? "").trim() === "" && !faulty.includes(at);
      return h("td", { class: isBlank ? "text blank" : "text", "data-name": headerOf(columns, at) }, cellOf(at));
    }),
    code === "too_many_cells" && h("td", { class: "text", "data-name": say.beyondTheHeader }, mark((cells ?? []).slice(columns.length).join(" | "), false)),
  );
}

function focusOn(element: HTMLElement | null | undefined): void {
  if (!element) return;
  element.tabIndex = -1;
  element.focus();
}
