import { isTime } from "../../../server/domain/dimension";
import { OTHERS, type Row } from "../../../server/domain/table";
import { dimensionLabel, memberLabel, othersWords } from "../../charts/plot";
import { h, unbroken } from "../../dom";
import type { Findings } from "./load";
import { wholeName } from "./ranking-of";

/** A row of the tidy table. */
export interface Line {
  row: Row;
  /** Not of a member but of all of them, as they are printed or counted together; no row of the export. */
  isWhole: boolean;
}

/** After the parts of a period stands their whole; where parts do not follow each other by period, all wholes stand last. */
export function linesOf({ query, answer, wholes, category, time }: Findings): Line[] {
  const parts = answer.rows.map((row): Line => ({ row, isWhole: false }));
  if (wholes === null || category === null) return parts;
  if (time === null || query.by[0] !== time) return [...parts, ...wholes.rows.map((row): Line => ({ row, isWhole: true }))];
  const wholeOf = new Map(wholes.rows.map((row) => [row[time], row]));
  return parts.flatMap((line, at) => {
    const period = line.row[time];
    const whole = parts[at + 1]?.row[time] === period ? undefined : wholeOf.get(period);
    return whole === undefined ? [line] : [line, { row: whole, isWhole: true }];
  });
}

/** The last name of a line tells it from those of its group, which the names before it are of. */
const markOf = (found: Findings, at: number) => (at < found.query.by.length - 1 ? "text of-group" : "text of-row");

export function nameHeads(found: Findings): HTMLElement[] {
  return found.query.by.map((name, at) => h("th", { scope: "col", class: markOf(found, at) }, h("span", {}, dimensionLabel(name))));
}

/** What the row above says already is said only to those who cannot see it. */
export function namesOf(found: Findings, line: Line, above: Line | undefined): HTMLElement[] {
  return found.query.by.map((name, at) =>
    h(
      "th",
      { scope: "row", class: markOf(found, at) },
      h("span", repeats(found, line, above, at) ? { class: "unseen" } : {}, unbroken(nameOf(found, name, line))),
    ),
  );
}

/** Where a column of them has no room the names of a group stand over it; they are said at each of its rows. */
export function groupHead(found: Findings, line: Line, above: Line | undefined, columns: number): HTMLElement[] {
  const names = found.query.by.slice(0, -1);
  if (names.length === 0 || repeats(found, line, above, names.length - 1)) return [];
  const words = names.map((name) => nameOf(found, name, line)).join(", ");
  return [h("tr", { class: "group", "aria-hidden": "true" }, h("td", { colspan: columns }, h("span", {}, unbroken(words))))];
}

function repeats(found: Findings, line: Line, above: Line | undefined, at: number): boolean {
  return above !== undefined && found.query.by.slice(0, at + 1).every((name) => nameOf(found, name, above) === nameOf(found, name, line));
}

export function nameOf(found: Findings, name: string, { row, isWhole }: Line): string {
  if (isWhole && !isTime(name)) return wholeName(found);
  const value = row[name];
  const text = value === null || value === undefined ? "" : String(value);
  if (text === OTHERS) return othersWords(Number(row[`${name}_members`]));
  return isTime(name) ? text : memberLabel(name, text);
}
