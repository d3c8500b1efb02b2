import { addDays } from "../../domain/day";
import { countFatal, type Incident, PRECISIONS } from "../../domain/incident";
import { PROVINCES } from "../../domain/province";
import { isBesideClasses, VICTIMS } from "../../domain/victim";
import { isFault } from "../fault";
import type { Context } from "../formats/format";
import { victimOf } from "../formats/incident-row";
import { isTotalWord, readProvince } from "../place";
import { handOver } from "./hand-over";
import { type Members, rememberMembers } from "./members";
import { BLANK, countIn, dayIn, isDegrees, ODD } from "./numbers";
import { FEED, type Output, TAB } from "./output";
import { COUNTS, DIMENSIONS, type Plan } from "./plan";
import { type Addend, beginRollup, type Rollup } from "./rollup";
import { type Cells, cellsOf, NUL, SPECIAL } from "./scan";

/** Writes the rows of one file as lines for the ledger, and adds them to its rollup. */
export interface RowWriter {
  /**
   * Writes a row of plain cells. Answers false, and has done nothing, where the general reading has to tell what it says. `bytes`
   * holds for each cell where it stands, its doubled quotes made single.
   */
  write: (sources: readonly Uint8Array[], cells: Cells, line: number, bytes: number) => boolean;
  /** Writes an incident the general reading made. */
  writeRead: (incident: Incident) => void;
  rollup: Rollup | null;
}

const PROVINCE_CODES = [...PROVINCES, "PK-TA"];
const day = (text: string | null) => (text === null ? BLANK : Number(text.replaceAll("-", "")));
const GRAIN_OF: Record<string, number> = { quarter: 1, year: 2 };

/** Begins the rows of a file. */
export function beginRows(plan: Plan, context: Context, required: readonly string[], out: Output, isRolledUp: boolean): RowWriter {
  const lastYear = Number(context.today.slice(0, 4)) + 1;
  const latest = day(addDays(context.today, 1));
  const [when, ended, precision, place, victim, id] = [
    plan.at("occurred_on"),
    plan.at("ended_on"),
    plan.at("date_precision"),
    plan.at("province"),
    plan.at("victim"),
    plan.at("incident_id"),
  ];
  const [latitude, longitude, tally, published] = [plan.at("latitude"), plan.at("longitude"), plan.at("incidents"), plan.at("published_on")];
  const needed = required.map(plan.at);

  const provinces = rememberMembers((text) => {
    if (isTotalWord(text)) handOver("a row is the total of others");
    const province = text.trim() === "" ? null : readProvince(text, context.spellings);
    return province === null || isFault(province) ? ODD : PROVINCE_CODES.indexOf(province);
  });
  const victims = rememberMembers((text) => {
    const found = text.trim() === "" ? "unspecified" : victimOf(text);
    if (found === "all") handOver("a row is of all victims");
    if (found === "unspecified" && isBesideClasses(text)) handOver("a class is told to be none of the three");
    return found === null ? ODD : VICTIMS.indexOf(found as (typeof VICTIMS)[number]);
  });
  const precisions = rememberMembers((text) => (text === "" ? 0 : PRECISIONS.indexOf(text as (typeof PRECISIONS)[number])));
  const named: string[][] = DIMENSIONS.map(() => [""]);
  const memberNumber = (dimension: number, text: string) => {
    if (text.trim() === "") return 0;
    if ((DIMENSIONS[dimension] === "district" || DIMENSIONS[dimension] === "incident_type") && isTotalWord(text)) handOver("a row may be the total of others");
    return (named[dimension]?.push(text) ?? 1) - 1;
  };
  const members: Members[] = DIMENSIONS.map((_, dimension) => rememberMembers((text) => memberNumber(dimension, text)));
  const rollup = !isRolledUp
    ? null
    : beginRollup(
        DIMENSIONS.map((name) => ({ name, isThere: plan.at(name) !== -1 })),
        {
          member: (dimension, number) => (number === 0 ? null : (named[dimension]?.[number] ?? null)),
          province: (number) => PROVINCE_CODES[number] ?? "",
        },
        COUNTS.some((field, which) => /_/.test(field) && plan.counts[which] !== -1),
      );
  const row: Addend = {
    day: 0,
    grain: 0,
    province: 0,
    victim: 0,
    members: new Int32Array(DIMENSIONS.length),
    incidents: 1,
    fatal: 0,
    counts: new Int32Array(6),
  };
  const published_on = context.published_on;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();

  /** Whether a cell holds nothing but blanks: of the bytes an Urdu or English text begins with, only few begin a blank. */
  const isBlank = (bytes: Uint8Array, start: number, end: number) => {
    if (start === end) return true;
    const first = bytes[start] as number;
    if (first > 32 && first !== 0xc2 && (first < 0xe1 || first > 0xef)) return false;
    return decoder.decode(bytes.subarray(start, end)).trim() === "";
  };
  const optional = (value: number) => {
    out.byte(TAB);
    if (value < 0) out.ascii("\\N");
    else out.number(value);
  };
  const cell = (bytes: Uint8Array, start: number, end: number, mark: number) => {
    out.byte(TAB);
    if ((mark & SPECIAL) === 0) out.plain(bytes, start, end);
    else out.escaped(bytes, start, end);
  };
  const nullable = (bytes: Uint8Array, start: number, end: number, mark: number) => {
    if (!isBlank(bytes, start, end)) return cell(bytes, start, end, mark);
    out.byte(TAB);
    out.ascii("\\N");
  };

  // The row at hand: set once for each, so that what reads its cells need not be made anew for every row.
  let sources: readonly Uint8Array[] = [];
  let { starts, ends, marks }: Pick<Cells, "starts" | "ends" | "marks"> = cellsOf(0);
  const isBlankAt = (index: number) => isBlank(sources[index] as Uint8Array, starts[index] as number, ends[index] as number);
  const dayAt = (index: number) => (index === -1 ? BLANK : dayIn(sources[index] as Uint8Array, starts[index] as number, ends[index] as number, lastYear));
  const countAt = (index: number) => (index === -1 ? BLANK : countIn(sources[index] as Uint8Array, starts[index] as number, ends[index] as number));
  const numberAt = (index: number, known: Members) =>
    index === -1 ? 0 : known.numberOf(sources[index] as Uint8Array, starts[index] as number, ends[index] as number);
  const areDegrees = (index: number, limit: number) =>
    index === -1 || isDegrees(sources[index] as Uint8Array, starts[index] as number, ends[index] as number, limit);
  const cellAt = (index: number) => cell(sources[index] as Uint8Array, starts[index] as number, ends[index] as number, marks[index] as number);
  const nullableAt = (index: number) => nullable(sources[index] as Uint8Array, starts[index] as number, ends[index] as number, marks[index] as number);
  const plainOnes = [id, ended, latitude, longitude].filter((index) => index !== -1);
  const placed = plan.texts.filter(({ dimension }) => dimension !== -1);
  const unspecified = VICTIMS.indexOf("unspecified");

  const write: RowWriter["write"] = (given, cells, line, bytes) => {
    if (cells.count !== plan.width) return false;
    sources = given;
    ({ starts, ends, marks } = cells);
    for (let index = 0; index < plan.width; index++) if (((marks[index] as number) & NUL) !== 0) return false;
    for (const index of needed) if (isBlankAt(index)) return false;

    const occurred = dayAt(when);
    const until = dayAt(ended);
    const printed = dayAt(published);
    if (occurred < 0 || until === ODD || (until >= 0 && until < occurred) || printed === ODD || printed > latest) return false;
    row.province = numberAt(place, provinces);
    row.victim = victim === -1 ? unspecified : numberAt(victim, victims);
    const exact = numberAt(precision, precisions);
    const incidents = countAt(tally);
    if (row.province < 0 || row.victim < 0 || exact < 0 || incidents === 0 || incidents === ODD) return false;
    for (let which = 0; which < COUNTS.length; which++) {
      const value = countAt(plan.counts[which] as number);
      if (value === ODD) return false;
      row.counts[which] = value;
    }
    if (!settleBounds(row.counts, 0) || !settleBounds(row.counts, 3)) return false;
    if (!areDegrees(latitude, 90) || !areDegrees(longitude, 180)) return false;
    if (id !== -1 && !isPlainId(sources[id] as Uint8Array, starts[id] as number, ends[id] as number)) return false;
    for (const { index } of plan.extra) if (!isBlankAt(index)) return false;

    row.day = occurred;
    row.grain = GRAIN_OF[PRECISIONS[exact] ?? ""] ?? 0;
    row.incidents = incidents === BLANK ? 1 : incidents;
    const killed = row.counts[0] as number;
    row.fatal = row.incidents === 1 && killed > 0 ? 1 : 0;
    for (const { index, dimension } of placed) row.members[dimension] = numberAt(index, members[dimension] as Members);

    out.reserve(bytes);
    out.number(line);
    out.byte(TAB);
    out.number(line);
    cellAt(when);
    out.byte(TAB);
    out.ascii(PRECISIONS[exact] ?? "");
    out.byte(TAB);
    out.ascii(PROVINCE_CODES[row.province] ?? "");
    cellAt(place);
    out.byte(TAB);
    out.ascii(VICTIMS[row.victim] ?? "");
    optional(row.incidents);
    // A tally with deaths, or a blank, leaves open how many of its incidents were fatal.
    optional(row.fatal === 1 ? 1 : killed === 0 ? 0 : BLANK);
    for (const which of plan.written) optional(row.counts[which] as number);
    for (const index of plainOnes) nullableAt(index);
    if (printed === BLANK) {
      out.byte(TAB);
      out.ascii(published_on ?? "\\N");
    } else cellAt(published);
    for (const { index } of plan.texts) nullableAt(index);
    if (plan.extra.length > 0) {
      out.byte(TAB);
      out.ascii("\\N");
    }
    out.byte(FEED);
    rollup?.add(row);
    return true;
  };

  const writeRead = (incident: Incident) => {
    row.day = day(incident.occurred_on);
    row.grain = GRAIN_OF[incident.date_precision] ?? 0;
    row.province = PROVINCE_CODES.indexOf(incident.province);
    row.victim = VICTIMS.indexOf(incident.victim);
    row.incidents = incident.incidents;
    const fatal = countFatal([incident.fatalities.best], incident.incidents);
    row.fatal = fatal ?? 0;
    const counts = [incident.fatalities, incident.injured].flatMap(({ best, low, high }) => [best, low, high]);
    for (const [which, value] of counts.entries()) row.counts[which] = value ?? BLANK;
    for (const [dimension, name] of DIMENSIONS.entries()) {
      const bytes = encoder.encode(incident[name] ?? "");
      row.members[dimension] = members[dimension]?.numberOf(bytes, 0, bytes.length) ?? 0;
    }
    const extra = incident.extra === null ? null : JSON.stringify(incident.extra);
    const values = [
      ...[incident.line, incident.line, incident.occurred_on, incident.date_precision, incident.province, incident.province_raw, incident.victim],
      ...[incident.incidents, fatal, ...plan.written.map((which) => counts[which] ?? null)],
      ...(["incident_id", "ended_on", "latitude", "longitude"] as const).filter((field) => plan.at(field) !== -1).map((field) => incident[field]),
      incident.published_on,
      ...plan.texts.map(({ field }) => incident[field]),
      ...(plan.extra.length > 0 ? [extra] : []),
    ];
    for (const [at, value] of values.entries()) {
      if (at > 0) out.byte(TAB);
      if (value === null) out.ascii("\\N");
      else out.text(String(value));
    }
    out.byte(FEED);
    rollup?.add(row);
  };

  return { write, writeRead, rollup };
}

/** Best is the low bound where nothing else is given. False where the three fall, which is a fault. */
function settleBounds(counts: Int32Array, at: number): boolean {
  const [best, low, high] = [counts[at] as number, counts[at + 1] as number, counts[at + 2] as number];
  if (low >= 0 && best >= 0 && best < low) return false;
  if (high >= 0 && ((best >= 0 && high < best) || (low >= 0 && high < low))) return false;
  if (best < 0) counts[at] = low;
  return true;
}

/** Whether an id is as it stands: nothing to trim, and no plus sign, with which a spreadsheet writes an id it has rounded. */
function isPlainId(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const [first, last] = [bytes[start] as number, bytes[end - 1] as number];
  if (first <= 32 || last <= 32 || first > 126 || last > 126) return false;
  for (let at = start; at < end; at++) if (bytes[at] === 43 || bytes[at] === 92 || (bytes[at] as number) < 32) return false;
  return true;
}
