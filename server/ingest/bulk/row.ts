import { addDays } from "../../domain/day";
import { CUBE_DIMENSIONS } from "../../domain/dimension";
import { countFatal, type Incident, PRECISIONS } from "../../domain/incident";
import { INCIDENT_PROVINCES } from "../../domain/province";
import { isBesideClasses, VICTIMS } from "../../domain/victim";
import { isFault } from "../fault";
import type { Context } from "../formats/format";
import { houseIncidents } from "../formats/house-incidents";
import { victimOf } from "../formats/incident-row";
import { isTotalWord, readProvince } from "../place";
import { handOver, Otherwise } from "./hand-over";
import { type Members, rememberMembers } from "./members";
import { BLANK, countIn, dayIn, degreesIn, ODD, settleBounds } from "./numbers";
import {
  fieldOf,
  joined,
  jsonField,
  type Output,
  type Page,
  pageOf,
  putBytes,
  putDay,
  putDouble,
  putNull,
  putOptional,
  putText,
  putWhole,
  putWidth,
  reserve,
  textField,
} from "./output";
import { isBlank, isPlainId } from "./plain";
import { columnsOf, hasBounds, isTallied, type Plan } from "./plan";
import { type Addend, beginRollup, type Rollup } from "./rollup";
import { type Cells, NUL } from "./scan";

/** Writes the rows of one file for the ledger, and adds them to its rollup. */
export interface RowWriter {
  /**
   * Writes a row of plain cells, whose doubled quotes were made single. Answers false, and has done nothing, where the general reading has to
   * tell what it says.
   */
  write: (page: Page, cells: Cells, line: number, bytes: number) => boolean;
  /** Writes an incident the general reading made. Throws Otherwise where it is not dated as was expected. */
  writeRead: (incident: Incident) => void;
  rollup: Rollup | null;
  /** Columns of the ledger the rows fill. */
  columns: string[];
}

const [PROVINCE_FIELDS, VICTIM_FIELDS, PRECISION_FIELDS] = [INCIDENT_PROVINCES.map(textField), VICTIMS.map(textField), PRECISIONS.map(textField)];
const UNSPECIFIED = VICTIMS.indexOf("unspecified");
const day = (text: string | null) => (text === null ? BLANK : Number(text.replaceAll("-", "")));

const whole = (value: number | null) => fieldOf((to, at) => (value === null ? putNull(to, at) : putWhole(to, at, value)));
const dayField = (value: number) => fieldOf((to, at) => (value === BLANK ? putNull(to, at) : putDay(to, at, value)));
const double = (value: number | null) => fieldOf((to, at) => (value === null ? putNull(to, at) : putDouble(to, at, value)));
const GRAIN_OF: Record<string, number> = { quarter: 1, year: 2 };

/** What every row tells beside what the file says of it: its batch, part 0 of its line, led by part 0, counted; and that it is one incident where it does not tally them. */
function sameOf(batch: number | null, tallied: boolean): Uint8Array {
  if (batch === null) return new Uint8Array(0);
  return joined(whole(batch), whole(0), whole(0), Uint8Array.of(0, 0, 0, 1, 1), ...(tallied ? [] : [whole(1)]));
}

/** Begins the rows of a file. */
export function beginRows(
  plan: Plan,
  context: Context,
  required: readonly string[],
  out: Output,
  { batch, isByDay, isRolledUp }: { batch: number | null; isByDay: boolean; isRolledUp: boolean },
): RowWriter {
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
    return province === null || isFault(province) ? ODD : INCIDENT_PROVINCES.indexOf(province);
  });
  const victims = rememberMembers((text) => {
    const found = text.trim() === "" ? "unspecified" : victimOf(text);
    if (found === "all") handOver("a row is of all victims");
    if (found === "unspecified" && isBesideClasses(text)) handOver("a class is told to be none of the three");
    return found === null ? ODD : VICTIMS.indexOf(found as (typeof VICTIMS)[number]);
  });
  const precisions = rememberMembers((text) => (text === "" ? 0 : PRECISIONS.indexOf(text as (typeof PRECISIONS)[number])));
  const named: (string | null)[][] = CUBE_DIMENSIONS.map(() => [null]);
  const memberNumber = (dimension: number, text: string) => {
    if (text.trim() === "") return 0;
    if (houseIncidents.members.get(CUBE_DIMENSIONS[dimension] ?? "")?.(text) === false) handOver("a row may be the total of others");
    return (named[dimension]?.push(text) ?? 1) - 1;
  };
  const members: Members[] = CUBE_DIMENSIONS.map((_, dimension) => rememberMembers((text) => memberNumber(dimension, text)));
  const rollup = !isRolledUp
    ? null
    : beginRollup(
        CUBE_DIMENSIONS.map((name) => ({ name, isThere: plan.at(name) !== -1 })),
        { members: named, provinces: INCIDENT_PROVINCES },
        hasBounds(plan),
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
  const placed = plan.texts.filter(({ dimension }) => dimension !== -1);
  const printed = day(context.published_on);
  const tellsPrint = published !== -1 || printed !== BLANK;
  const columns = columnsOf(plan, { withSame: batch !== null, isByDay, isPrinted: printed !== BLANK });
  const [fields, same, tellsPrecision] = [columns.length, sameOf(batch, isTallied(plan)), columns.includes("date_precision")];
  const encoder = new TextEncoder();

  /** A cell as it was sent, or null where it is blank. */
  const putCell = (to: Uint8Array, view: DataView, at: number, page: Page, { starts, ends }: Cells, index: number) => {
    const [start, end] = [starts[index] as number, ends[index] as number];
    return isBlank(page.bytes, start, end) ? putNull(view, at) : putText(to, view, at, page, start, end);
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
    const north = latitude === -1 ? BLANK : degreesIn(bytes, starts[latitude] as number, ends[latitude] as number, 90);
    const east = longitude === -1 ? BLANK : degreesIn(bytes, starts[longitude] as number, ends[longitude] as number, 180);
    if (north === ODD || east === ODD) return false;
    if (id !== -1 && !isPlainId(bytes, starts[id] as number, ends[id] as number)) return false;
    for (const { index } of plan.extra) if (!isBlank(bytes, starts[index] as number, ends[index] as number)) return false;

    row.day = occurred;
    row.grain = GRAIN_OF[PRECISIONS[exact] ?? ""] ?? 0;
    row.incidents = incidents === BLANK ? 1 : incidents;
    row.fatal = row.incidents === 1 && (row.counts[0] as number) > 0 ? 1 : 0;
    for (let at = 0; at < placed.length; at++) {
      const { index, dimension } = placed[at] as (typeof placed)[number];
      row.members[dimension] = (members[dimension] as Members).numberOf(page, starts[index] as number, ends[index] as number);
    }

    reserve(out, size);
    const { bytes: to, view } = out;
    let end = putBytes(to, putWidth(view, out.at, fields), same);
    end = putWhole(view, end, line);
    for (let at = 0; at < plan.written.length; at++) end = putOptional(view, end, row.counts[plan.written[at] as number] as number);
    if (tally !== -1) end = putWhole(view, end, row.incidents);
    if (latitude !== -1) end = north === BLANK ? putNull(view, end) : putDouble(view, end, north);
    if (longitude !== -1) end = east === BLANK ? putNull(view, end) : putDouble(view, end, east);
    end = putDay(view, end, occurred);
    if (ended !== -1) end = until === BLANK ? putNull(view, end) : putDay(view, end, until);
    const publishedOn = told === BLANK ? printed : told;
    if (tellsPrint) end = publishedOn === BLANK ? putNull(view, end) : putDay(view, end, publishedOn);
    if (id !== -1) end = putCell(to, view, end, page, cells, id);
    if (tellsPrecision) end = putBytes(to, end, PRECISION_FIELDS[exact] as Uint8Array);
    end = putBytes(to, end, PROVINCE_FIELDS[row.province] as Uint8Array);
    end = putBytes(to, end, VICTIM_FIELDS[row.victim] as Uint8Array);
    end = putCell(to, view, end, page, cells, place);
    for (let at = 0; at < plan.texts.length; at++) {
      const { index } = plan.texts[at] as (typeof plan.texts)[number];
      end = putCell(to, view, end, page, cells, index);
    }
    if (plan.extra.length > 0) end = putNull(view, end);
    out.at = end;
    rollup?.add(row);
    return true;
  };

  const writeRead = (incident: Incident) => {
    if (!tellsPrecision && incident.date_precision !== "day") throw new Otherwise({ isByDay: false });
    row.day = day(incident.occurred_on);
    row.grain = GRAIN_OF[incident.date_precision] ?? 0;
    row.province = INCIDENT_PROVINCES.indexOf(incident.province);
    row.victim = VICTIMS.indexOf(incident.victim);
    row.incidents = incident.incidents;
    row.fatal = countFatal([incident.fatalities.best], incident.incidents) ?? 0;
    const counts = [incident.fatalities, incident.injured].flatMap(({ best, low, high }) => [best, low, high]);
    for (const [which, value] of counts.entries()) row.counts[which] = value ?? BLANK;
    for (const [dimension, name] of CUBE_DIMENSIONS.entries()) {
      const bytes = encoder.encode(incident[name] ?? "");
      row.members[dimension] = members[dimension]?.numberOf(pageOf(bytes), 0, bytes.length) ?? 0;
    }
    const there = <T>(index: number, field: T) => (index === -1 ? [] : [field]);
    const values = [
      fieldOf((to, at) => putWidth(to, at, fields)),
      ...[same, whole(incident.line)],
      ...plan.written.map((which) => whole(counts[which] ?? null)),
      ...there(tally, whole(incident.incidents)),
      ...there(latitude, double(incident.latitude)),
      ...there(longitude, double(incident.longitude)),
      dayField(row.day),
      ...there(ended, dayField(day(incident.ended_on))),
      ...(tellsPrint ? [dayField(day(incident.published_on))] : []),
      ...there(id, textField(incident.incident_id)),
      ...(tellsPrecision ? [textField(incident.date_precision)] : []),
      ...[textField(incident.province), textField(incident.victim), textField(incident.province_raw)],
      ...plan.texts.map(({ field }) => textField(incident[field])),
      ...(plan.extra.length > 0 ? [incident.extra === null ? textField(null) : jsonField(incident.extra)] : []),
    ];
    for (const bytes of values) {
      reserve(out, bytes.length);
      out.at = putBytes(out.bytes, out.at, bytes);
    }
    rollup?.add(row);
  };

  return { write, writeRead, rollup, columns };
}
