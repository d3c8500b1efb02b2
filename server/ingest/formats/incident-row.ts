import { addDays } from "../../domain/day";
import { type Incident, PRECISIONS, type Precision } from "../../domain/incident";
import { COUNTRY } from "../../domain/province";
import { findVictim, isBesideClasses, type Victim } from "../../domain/victim";
import { CASUALTIES } from "../columns";
import { numberOr, readDegrees } from "../count";
import { isFault, quote } from "../fault";
import { readProvince } from "../place";
import { remembering } from "../remember";
import { cellOf, extraOf, hasColumn, isBad, note, type Row, sentAs, textOf } from "../row";
import { countAt } from "./counts";
import type { Context, Made } from "./format";
import { besideClasses, type VictimShare } from "./victims";
import { periodAt, publishedAt, whenField, writtenAt } from "./when";

/** The fields that say when an incident was, best first. */
export const WHEN = ["occurred_on", "period"];

export const victimOf = remembering(findVictim);

/** Makes incidents of a row that is no total: one a victim class, of its own counts. */
export function readIncidents(row: Row, context: Context, split: (row: Row, victim: Victim) => VictimShare[]): Made {
  const when = readWhen(row, context);
  const province = provinceAt(row, context);
  const incidents = countAt(row, "incidents") ?? 1;
  const shares = split(row, victimAt(row));
  const latitude = numberOr(readDegrees(cellOf(row, "latitude"), 90), (fault) => note(row, "error", "latitude", fault));
  const longitude = numberOr(readDegrees(cellOf(row, "longitude"), 180), (fault) => note(row, "error", "longitude", fault));
  const published_on = publishedAt(row, context) ?? context.published_on;
  const incident_id = idAt(row);
  checkCasualties(row, shares);
  if (incidents === 0 && shares.some(({ fatalities, injured }) => (fatalities.best ?? 0) + (injured.best ?? 0) > 0)) {
    note(row, "warning", "incidents", { code: "zero_incidents", message: "The row counts people in 0 incidents. They are added; no incident is." });
  }
  if (isBad(row) || when === null || province === null) return {};
  return {
    incidents: shares.map(({ victim, fatalities, injured }, part) => ({
      line: row.line,
      part,
      incident_id,
      occurred_on: when.occurred_on,
      ended_on: when.ended_on,
      date_precision: when.date_precision,
      province,
      province_raw: sentAs(row, "province"),
      district: textOf(row, "district"),
      place: textOf(row, "place"),
      latitude,
      longitude,
      victim,
      incident_type: textOf(row, "incident_type"),
      tactic: textOf(row, "tactic"),
      perpetrator: textOf(row, "perpetrator"),
      claimed_by: textOf(row, "claimed_by"),
      target: textOf(row, "target"),
      incidents,
      fatalities,
      injured,
      source: textOf(row, "source"),
      source_url: textOf(row, "source_url"),
      published_on,
      notes: textOf(row, "notes"),
      extra: extraOf(row),
    })),
  };
}

function provinceAt(row: Row, context: Context): string | null {
  const cell = cellOf(row, "province");
  // Only a format that knows rows of no province says the country; in a file of no known format it is a total.
  if (cell === COUNTRY && row.meant?.has("province")) return COUNTRY;
  const province = readProvince(cell, context.spellings);
  if (!isFault(province)) return province;
  note(row, "error", "province", province);
  return null;
}

/** The incident's id. One that a spreadsheet has rounded is many incidents', and would merge them. */
function idAt(row: Row): string | null {
  const id = textOf(row, "incident_id")?.trim() ?? null;
  if (id === null || !/^\d[.,]\d+e\+\d+$/i.test(id)) return id;
  const message = `${quote(id)} is an id a spreadsheet has rounded. Format its column as a number without decimals or as text, and save again.`;
  note(row, "error", "incident_id", { code: "rounded_id", message });
  return null;
}

/** Tells where killed and wounded do not add up to the casualties printed beside them. */
function checkCasualties(row: Row, shares: readonly VictimShare[]): void {
  if (!hasColumn(row, CASUALTIES) || isBad(row)) return;
  const printed = countAt(row, CASUALTIES);
  const killed = sumOf(shares.map((share) => share.fatalities.best));
  const wounded = sumOf(shares.map((share) => share.injured.best));
  if (printed === null || killed === null || wounded === null || killed + wounded === printed) return;
  note(row, "warning", CASUALTIES, differs(killed, wounded, printed));
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** What is said of a row whose killed and wounded are not its casualties. */
export function differs(killed: number, wounded: number, printed: number) {
  const sum = killed + wounded;
  const message = `Killed ${killed} + wounded ${wounded} = ${sum}, printed ${printed}: ${Math.abs(sum - printed)} too ${sum > printed ? "many" : "few"}. Check the three; they are kept as they stand.`;
  return { code: "total_differs", message };
}

function victimAt(row: Row): Victim {
  const cell = cellOf(row, "victim");
  const victim = cell.trim() === "" ? "unspecified" : victimOf(cell);
  if (victim === "unspecified" && isBesideClasses(cell)) note(row, "warning", "victim", besideClasses(cell));
  if (victim === null) {
    note(row, "error", "victim", {
      code: "unknown_victim",
      message: `${quote(cell)} is not a known victim class. Write civilian, security, militant or unspecified, or leave the cell blank.`,
    });
  }
  return victim === null || victim === "all" ? "unspecified" : victim;
}

/** When the incident was, as exactly as it is written: a month is its first day, known to the month. */
function readWhen(row: Row, context: Context): Pick<Incident, "occurred_on" | "ended_on" | "date_precision"> | null {
  const field = whenField(row, WHEN);
  const period = periodAt(row, field, context);
  const ended = periodAt(row, "ended_on", context);
  if (period === null) {
    if (writtenAt(row, field).trim() === "")
      note(row, "error", field, { code: "missing_date", message: "The date is blank. Write a day, 2024-09-14, or a period: 2024-09, 2024-Q3, 2024." });
    return null;
  }
  if (period.grain === "span") {
    note(row, "error", field, {
      code: "date_is_span",
      message: `${quote(writtenAt(row, field))} is not one day, month, quarter or year. Write its first day, and its last in a column ended_on.`,
    });
    return null;
  }
  const ended_on = ended === null ? null : addDays(ended.end, -1);
  if (ended_on !== null && ended_on < period.start) {
    note(row, "error", "ended_on", {
      code: "ends_before_start",
      message: `The incident ends on ${ended_on}, before it begins on ${period.start}. Check both dates.`,
    });
  }
  return { occurred_on: period.start, ended_on, date_precision: precisionAt(row, period.grain) };
}

/** ACLED's codes for how exactly a day is known. */
const PRECISION_CODES: Record<string, Precision> = { "1": "day", "2": "week", "3": "month" };

/** The precision stated, else that of the date as written. A date cannot be known more exactly than it is written. */
function precisionAt(row: Row, written: Precision): Precision {
  const cell = cellOf(row, "date_precision").trim().toLowerCase();
  if (cell === "") return written;
  const stated = PRECISION_CODES[cell] ?? PRECISIONS.find((name) => name === cell);
  if (stated === undefined) {
    note(row, "error", "date_precision", { code: "bad_precision", message: `${quote(cell)} is not a precision. Write day, week, month, quarter or year.` });
  } else if (PRECISIONS.indexOf(stated) < PRECISIONS.indexOf(written)) {
    note(row, "error", "date_precision", {
      code: "bad_precision",
      message: `The precision is ${stated}, but the date gives only a ${written}. Write the ${stated}, or ${written} as precision.`,
    });
  }
  return stated ?? written;
}
