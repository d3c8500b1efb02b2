import { isMeasure, MEASURES, type Measure, type MeasureName } from "../../domain/measure";
import { headerKey } from "../../domain/name";
import { parseRegion } from "../../domain/province";
import { VICTIMS } from "../../domain/victim";
import { type Aliases, byKey, countColumnOf, countField, PLACE_ALIASES, SHARED_ALIASES } from "../columns";
import { readCount, readShare } from "../count";
import { isFault, quote } from "../fault";
import { cellOf, hasColumn, note, type Row } from "../row";
import type { PrintedTotal } from "./format";

/** Fields of a figure, and the keys of the headers they are also known under. */
export const FIELDS: Aliases = {
  ...SHARED_ALIASES,
  period: ["date", "time_period", "reporting_period"],
  region: PLACE_ALIASES,
  measure: ["indicator"],
  value: [],
  qualifier: [],
  scope: [],
  report: [],
  note: ["notes"],
};
const BY_KEY = byKey(FIELDS);
const SHARES = ["fatalities_share", "incidents_share"] as const;

/** A column of figures of one measure, and of one victim class where it names one. Bounds are kept as extra: a figure is one value. */
export function columnOf(field: string): { measure: MeasureName; victim: string | null } | null {
  if (field === "incidents") return { measure: "incidents", victim: null };
  const share = SHARES.find((name) => name === field);
  if (share !== undefined) return { measure: share, victim: null };
  const column = countColumnOf(field);
  return column === null || column.bound !== "best" || countField(column) !== field ? null : { measure: column.measure, victim: column.victim };
}

function countFieldOf(key: string): string | null {
  const column = countColumnOf(key);
  return column !== null && column.bound === "best" ? countField(column) : (SHARES.find((name) => name === key) ?? null);
}

/** The field of a figure a header key stands for, taken by itself. */
export const fieldOf = (key: string) => BY_KEY.get(key) ?? countFieldOf(key);

/** Fields of counts in the wide form, in one order whatever the file's. */
const COUNT_FIELDS = [
  ...["fatalities", "injured", "casualties"].flatMap((measure) => [measure, ...VICTIMS.map((victim) => `${measure}_${victim}`)]),
  "incidents",
  ...SHARES,
];

/** Whether the file has a row a value, not a column a measure. */
export const isLong = (fields: readonly string[]) => fields.includes("measure") || fields.includes("value");

/** One value of a row. */
export interface Value {
  measure: MeasureName;
  value: number;
  /** Set where the column names the class. */
  victim: string | null;
}

/** The values of a row, long or wide; what is wrong with them is noted. */
export function valuesIn(row: Row): Value[] {
  return hasColumn(row, "measure") ? longValue(row) : wideValues(row);
}

function longValue(row: Row): Value[] {
  const measure = measureAt(row);
  const cell = cellOf(row, "value");
  if (cell.trim() === "") {
    note(row, "error", "value", { code: "no_value", message: "The value is blank. Leave out the row of a figure that was not published." });
    return [];
  }
  if (measure === null) return [];
  const value = valueAt(row, "value", measure);
  return value === null ? [] : [{ measure, value, victim: null }];
}

function wideValues(row: Row): Value[] {
  const there = COUNT_FIELDS.filter((field) => cellOf(row, field).trim() !== "");
  if (there.length === 0)
    note(row, "error", null, { code: "no_value", message: "The row has no value in any of its columns of counts. Leave out a row without figures." });
  return there.flatMap((field): Value[] => {
    const column = columnOf(field);
    const value = column === null ? null : valueAt(row, field, column.measure);
    return column === null || value === null ? [] : [{ ...column, value }];
  });
}

function valueAt(row: Row, field: string, measure: MeasureName): number | null {
  const value = MEASURES[measure].unit === "percent" ? readShare(cellOf(row, field)) : readCount(cellOf(row, field));
  if (!isFault(value)) return value;
  note(row, "error", field, value);
  return null;
}

function measureAt(row: Row): MeasureName | null {
  const cell = cellOf(row, "measure");
  const key = headerKey(cell);
  const measure = isMeasure(key) ? key : (columnOf(BY_KEY.get(key) ?? countFieldOf(key) ?? "")?.measure ?? null);
  const isPrinted = ({ kinds, ratioOf }: Measure) => kinds.includes("figures") && ratioOf === undefined;
  if (measure !== null && isPrinted(MEASURES[measure])) return measure;
  const known = Object.values(MEASURES).filter(isPrinted);
  note(row, "error", "measure", {
    code: "unknown_measure",
    message: `${quote(cell)} is not a measure. Write one of ${known.map(({ name }) => name).join(", ")}.`,
  });
  return null;
}

/** What a total of periods prints, by measure, and of which region it is. */
export function printedOver(row: Row): PrintedTotal {
  const counts = COUNT_FIELDS.flatMap((field): [string, number][] => {
    const read = isShare(field) || columnOf(field)?.victim !== null ? null : readCount(cellOf(row, field));
    return typeof read === "number" ? [[field, read]] : [];
  });
  const region = parseRegion(cellOf(row, "region")) ?? "";
  return {
    over: "period",
    start: null,
    end: null,
    members: { region, incident_type: cellOf(row, "incident_type").trim() },
    counts: Object.fromEntries(counts),
  };
}

const isShare = (field: string) => SHARES.some((name) => name === field);
