import { isMeasure, MEASURES } from "../../../server/domain/measure";
import { COMPARED, type ComparedRow, type RowDifference } from "../../../server/domain/row-difference";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { type Child, h } from "../../dom";
import { capital, date, number } from "../../format";
import * as texts from "../../words/revisions";

type Cell = ComparedRow[string];

const isDay = (column: string) => column.endsWith("_on");
const isBlank = (cell: Cell | undefined) => cell === null || cell === undefined || cell === "";

function shown(column: string, cell: Cell | undefined): Child {
  if (isBlank(cell)) return h("span", { class: "gap", title: texts.blank }, "⋯");
  if (typeof cell === "number") return number(cell);
  if (column === "province" || column === "region") return memberLabel("province", String(cell));
  return column === "victim" ? memberLabel(column, String(cell)) : isDay(column) ? date(String(cell)) : String(cell);
}

function labelOf(column: string): string {
  if (isMeasure(column)) return MEASURES[column].short;
  return column === "region" ? texts.region : dimensionLabel(column).replaceAll("_", " ");
}

/** Which row it is: an incident by its id, day and place, a figure by its cell and printing. */
export function nameOfRow(row: ComparedRow): Child {
  const parts =
    "measure" in row
      ? [row.period, memberLabel("province", String(row.region)), row.victim && memberLabel("victim", String(row.victim)), row.incident_type]
      : [date(String(row.occurred_on)), row.place, row.district, memberLabel("province", String(row.province))];
  const words = parts.filter((part) => !isBlank(part as Cell)).join(", ");
  const measure = typeof row.measure === "string" && isMeasure(row.measure) ? MEASURES[row.measure].short : null;
  return [
    typeof row.incident_id === "string" && [h("b", {}, row.incident_id), h("br")],
    words,
    measure && [h("br"), h("span", { class: "faint" }, texts.printed(measure, date(String(row.published_on))))],
  ];
}

/** Columns the name of a row says already, and those that say where it came from. */
const NAMING = new Set([
  ...["incident_id", "occurred_on", "place", "district", "province", "province_raw", "date_precision", "latitude", "longitude"],
  ...["period", "region", "victim", "incident_type", "measure", "published_on", "scope", "source_url", "extra"],
]);

/** What differs: of a changed row the cells that do, old and new; of any other what it says. */
export function cellsOfRow({ changed, before, after }: RowDifference): Child {
  const row = after ?? before;
  if (row === null) return null;
  if (before !== null && after !== null) return changed.flatMap((column) => changesOf(column, before, after)).map((line) => h("div", {}, line));
  const kind = "measure" in row ? "figures" : "incidents";
  const isSaid = (column: string) => !isBlank(row[column]) && (column !== "incidents" || row[column] !== 1);
  const said = COMPARED[kind].filter((column) => isSaid(column) && (!NAMING.has(column) || (kind === "incidents" && column === "incident_type")));
  return said.map((column) => h("div", { class: "clipped" }, h("span", { class: "faint" }, `${labelOf(column)} `), shown(column, row[column])));
}

function changesOf(column: string, before: ComparedRow, after: ComparedRow): Child[] {
  const change = (label: string, old: Child, now: Child): Child => [
    h("span", { class: "faint" }, `${label} `),
    h("bdi", {}, old),
    h("span", { class: "becomes", "aria-hidden": "true" }, " → "),
    h("span", { class: "unseen" }, texts.becomes),
    h("b", {}, h("bdi", {}, now)),
  ];
  if (column !== "extra") return [change(labelOf(column), shown(column, before[column]), shown(column, after[column]))];
  const [old, now] = [new Map(before.extra ?? []), new Map(after.extra ?? [])];
  const headers = [...new Set([...old.keys(), ...now.keys()])].filter((header) => old.get(header) !== now.get(header));
  return headers.map((header) => change(header, shown(header, old.get(header)), shown(header, now.get(header))));
}

/** The file and line of a row, in either version. */
export function originOf({ before, after }: RowDifference): Child {
  const said = (row: ComparedRow | null) => row && texts.lineOf(row.file_name ?? texts.fileNotNamed, row.line);
  const places = [...new Set([said(before), said(after)].filter((place) => place !== null))];
  return places.map((place) => h("div", { class: "mono faint" }, place));
}

export const differenceWord = ({ difference }: RowDifference) => capital(difference);
