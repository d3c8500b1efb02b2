import { addDays } from "../../domain/day";
import { CUBE_DIMENSIONS } from "../../domain/dimension";
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
import {
  encoded,
  FEED,
  type Output,
  type Page,
  pageOf,
  putByte,
  putBytes,
  putEscaped,
  putNumber,
  putOptional,
  putPlain,
  putText,
  reserve,
  TAB,
} from "./output";
import { COUNTS, type Plan } from "./plan";
import { type Addend, beginRollup, type Rollup } from "./rollup";
import { type Cells, NUL, SPECIAL } from "./scan";

/** Writes the rows of one file as lines for the ledger, and adds them to its rollup. */
export interface RowWriter {
  /**
   * Writes a row of plain cells, whose doubled quotes were made single. Answers false, and has done nothing, where the general reading has to
   * tell what it says.
   */
  write: (page: Page, cells: Cells, line: number, bytes: number) => boolean;
  /** Writes an incident the general reading made. */
  writeRead: (incident: Incident) => void;
  rollup: Rollup | null;
}

const PROVINCE_CODES = [...PROVINCES, "PK-TA"];
const [PROVINCE_NAMES, VICTIM_NAMES, PRECISION_NAMES] = [PROVINCE_CODES.map(encoded), VICTIMS.map(encoded), PRECISIONS.map(encoded)];
const NULL = encoded(null);
const UNSPECIFIED = VICTIMS.indexOf("unspecified");
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
  const named: string[][] = CUBE_DIMENSIONS.map(() => [""]);
  const memberNumber = (dimension: number, text: string) => {
    if (text.trim() === "") return 0;
    if ((CUBE_DIMENSIONS[dimension] === "district" || CUBE_DIMENSIONS[dimension] === "incident_type") && isTotalWord(text))
      handOver("a row may be the total of others");
    return (named[dimension]?.push(text) ?? 1) - 1;
  };
  const members: Members[] = CUBE_DIMENSIONS.map((_, dimension) => rememberMembers((text) => memberNumber(dimension, text)));
  const rollup = !isRolledUp
    ? null
    : beginRollup(
        CUBE_DIMENSIONS.map((name) => ({ name, isThere: plan.at(name) !== -1 })),
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
    members: new Int32Array(CUBE_DIMENSIONS.length),
    incidents: 1,
    fatal: 0,
    counts: new Int32Array(6),
  };
  const asSent = [id, ended, latitude, longitude].filter((index) => index !== -1);
  const placed = plan.texts.filter(({ dimension }) => dimension !== -1);
  const printed = encoded(context.published_on);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();

  /** Whether a cell holds nothing but blanks: of the bytes an Urdu or English text begins with, only few begin a blank. */
  const isBlank = (bytes: Uint8Array, start: number, end: number) => {
    if (start === end) return true;
    const first = bytes[start] as number;
    if (first > 32 && first !== 0xc2 && (first < 0xe1 || first > 0xef)) return false;
    return decoder.decode(bytes.subarray(start, end)).trim() === "";
  };

  /** A cell as it was sent, or null where it is blank. */
  const putCell = (to: Uint8Array, view: DataView, at: number, page: Page, { starts, ends, marks }: Cells, index: number) => {
    const [start, end] = [starts[index] as number, ends[index] as number];
    if (isBlank(page.bytes, start, end)) return putBytes(to, at, NULL);
    return ((marks[index] as number) & SPECIAL) === 0 ? putPlain(to, view, at, page, start, end) : putEscaped(to, at, page.bytes, start, end);
  };

  const write: RowWriter["write"] = (page, cells, line, size) => {
    if (cells.count !== plan.width || (cells.marked & NUL) !== 0) return false;
    const { starts, ends } = cells;
    const { bytes } = page;
    for (const index of needed) if (isBlank(bytes, starts[index] as number, ends[index] as number)) return false;

    const occurred = dayIn(bytes, starts[when] as number, ends[when] as number, lastYear);
    const until = ended === -1 ? BLANK : dayIn(bytes, starts[ended] as number, ends[ended] as number, lastYear);
    const told = published === -1 ? BLANK : dayIn(bytes, starts[published] as number, ends[published] as number, lastYear);
    if (occurred < 0 || until === ODD || (until >= 0 && until < occurred) || told === ODD || told > latest) return false;
    row.province = provinces.numberOf(page, starts[place] as number, ends[place] as number);
    row.victim = victim === -1 ? UNSPECIFIED : victims.numberOf(page, starts[victim] as number, ends[victim] as number);
    const exact = precision === -1 ? 0 : precisions.numberOf(page, starts[precision] as number, ends[precision] as number);
    const incidents = tally === -1 ? BLANK : countIn(bytes, starts[tally] as number, ends[tally] as number);
    if (row.province < 0 || row.victim < 0 || exact < 0 || incidents === 0 || incidents === ODD) return false;
    for (let which = 0; which < plan.counts.length; which++) {
      const index = plan.counts[which] as number;
      const value = index === -1 ? BLANK : countIn(bytes, starts[index] as number, ends[index] as number);
      if (value === ODD) return false;
      row.counts[which] = value;
    }
    if (!settleBounds(row.counts, 0) || !settleBounds(row.counts, 3)) return false;
    if (latitude !== -1 && !isDegrees(bytes, starts[latitude] as number, ends[latitude] as number, 90)) return false;
    if (longitude !== -1 && !isDegrees(bytes, starts[longitude] as number, ends[longitude] as number, 180)) return false;
    if (id !== -1 && !isPlainId(bytes, starts[id] as number, ends[id] as number)) return false;
    for (const { index } of plan.extra) if (!isBlank(bytes, starts[index] as number, ends[index] as number)) return false;

    row.day = occurred;
    row.grain = GRAIN_OF[PRECISIONS[exact] ?? ""] ?? 0;
    row.incidents = incidents === BLANK ? 1 : incidents;
    const killed = row.counts[0] as number;
    row.fatal = row.incidents === 1 && killed > 0 ? 1 : 0;
    for (let at = 0; at < placed.length; at++) {
      const { index, dimension } = placed[at] as (typeof placed)[number];
      row.members[dimension] = (members[dimension] as Members).numberOf(page, starts[index] as number, ends[index] as number);
    }

    reserve(out, size);
    const { bytes: to, view } = out;
    let end = putNumber(to, out.at, line);
    end = putNumber(to, putByte(to, end, TAB), line);
    end = putPlain(to, view, putByte(to, end, TAB), page, starts[when] as number, ends[when] as number);
    end = putBytes(to, putByte(to, end, TAB), PRECISION_NAMES[exact] as Uint8Array);
    end = putBytes(to, putByte(to, end, TAB), PROVINCE_NAMES[row.province] as Uint8Array);
    end = putCell(to, view, putByte(to, end, TAB), page, cells, place);
    end = putBytes(to, putByte(to, end, TAB), VICTIM_NAMES[row.victim] as Uint8Array);
    end = putNumber(to, putByte(to, end, TAB), row.incidents);
    // A tally with deaths, or a blank, leaves open how many of its incidents were fatal.
    end = putOptional(to, putByte(to, end, TAB), row.fatal === 1 ? 1 : killed === 0 ? 0 : BLANK);
    for (let at = 0; at < plan.written.length; at++) end = putOptional(to, putByte(to, end, TAB), row.counts[plan.written[at] as number] as number);
    for (let at = 0; at < asSent.length; at++) end = putCell(to, view, putByte(to, end, TAB), page, cells, asSent[at] as number);
    end = putByte(to, end, TAB);
    end = told === BLANK ? putBytes(to, end, printed) : putCell(to, view, end, page, cells, published);
    for (let at = 0; at < plan.texts.length; at++) {
      const { index } = plan.texts[at] as (typeof plan.texts)[number];
      end = putCell(to, view, putByte(to, end, TAB), page, cells, index);
    }
    if (plan.extra.length > 0) end = putBytes(to, putByte(to, end, TAB), NULL);
    end = putByte(to, end, FEED);
    out.at = end;
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
    for (const [dimension, name] of CUBE_DIMENSIONS.entries()) {
      const bytes = encoder.encode(incident[name] ?? "");
      row.members[dimension] = members[dimension]?.numberOf(pageOf(bytes), 0, bytes.length) ?? 0;
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
      putText(out, value === null ? null : String(value));
      out.at = putByte(out.bytes, out.at, at === values.length - 1 ? FEED : TAB);
    }
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
