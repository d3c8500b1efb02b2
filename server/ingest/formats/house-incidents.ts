import { VICTIM_PARTS } from "../../domain/victim";
import { type Aliases, byKey, CASUALTIES, countColumnOf, countField, PLACE_ALIASES, SHARED_ALIASES, withTableColumns } from "../columns";
import { isTotalWord, isWordTotal, provinceOf } from "../place";
import { cellOf, type Row } from "../row";
import { countAt } from "./counts";
import type { Context, Format, Made, PrintedTotal } from "./format";
import { readIncidents, victimOf, WHEN } from "./incident-row";
import { victimSplitter, WIDE_AND_LONG } from "./victims";
import { periodAt, whenField, writtenAt } from "./when";

/** Fields of an incident, and the keys of the headers they are also known under. */
export const FIELDS: Aliases = {
  ...SHARED_ALIASES,
  occurred_on: ["date", "event_date", "date_start", "start_date", "incident_date", "date_of_incident", "attack_date"],
  period: ["reporting_period"],
  ended_on: ["date_end", "end_date"],
  date_precision: ["time_precision", "date_prec"],
  province: PLACE_ALIASES,
  district: ["admin2", "adm2", "adm_2", "admin_2"],
  place: ["location", "city"],
  latitude: ["lat"],
  longitude: ["lon", "long", "lng"],
  tactic: ["sub_event_type", "attacktype1_txt"],
  perpetrator: ["gname"],
  claimed_by: [],
  target: ["targtype1_txt"],
  incident_id: ["event_id", "event_id_cnty", "eventid"],
  notes: ["note"],
};
const BY_KEY = byKey(FIELDS);

function countFieldOf(key: string): string | null {
  const column = countColumnOf(key);
  if (column === null || column.measure !== "casualties") return column && countField(column);
  return countField(column) === "casualties" ? CASUALTIES : null;
}

/** Whether a field holds a count, under the name the ledger gives it. */
export const isCount = (field: string) => field === "incidents" || countFieldOf(field) === field;
/** The field of an incident a header key stands for, taken by itself. */
export const fieldOf = (key: string) => BY_KEY.get(key) ?? countFieldOf(key);
const fieldsOf = (keys: readonly string[]) =>
  withTableColumns(
    keys,
    keys.map((key) => BY_KEY.get(key) ?? (countColumnOf(key)?.measure === "casualties" ? countFieldOf(key) && "casualties" : countFieldOf(key))),
  ).map((field) => (field === "casualties" ? CASUALTIES : field));

/** Fields in which a row may be the total of the others, and what a cell that names no total looks like. */
const MEMBERS = new Map<string, (cell: string) => boolean>([
  ["victim", (cell) => (VICTIM_PARTS as readonly (string | null)[]).includes(victimOf(cell))],
  ["district", (cell) => cell.trim() !== "" && !isTotalWord(cell)],
  ["incident_type", (cell) => cell.trim() !== "" && !isTotalWord(cell)],
  ...["tactic", "perpetrator", "target"].map((field): [string, (cell: string) => boolean] => [field, (cell) => cell.trim() !== "" && !isWordTotal(cell)]),
]);

/** The house format for incidents: a row is an incident, a report of one, one victim class of it, or a tally. */
export const houseIncidents: Format = {
  name: "house",
  kind: "incidents",
  signatures: [],
  fieldOf,
  fieldsOf,
  isField: (name) => Object.hasOwn(FIELDS, name) || isCount(name) || name === CASUALTIES,
  when: WHEN,
  dates: ["occurred_on", "period", "ended_on", "published_on"],
  requirements: [
    {
      code: "missing_column",
      message: "No column says when. Name one occurred_on (or date), or period.",
      isMet: (fields) => WHEN.some((field) => fields.includes(field)),
      offers: ["occurred_on"],
    },
    {
      code: "missing_column",
      message: "No column says where. Name one province (or region).",
      isMet: (fields) => fields.includes("province"),
      offers: ["province"],
    },
    {
      code: "missing_column",
      message:
        "No column has a count. Name one fatalities (or killed), injured (or wounded), or incidents; casualties alone do not tell the killed from the wounded.",
      isMet: (fields) => fields.some(isCount),
      offers: ["fatalities", "injured", "incidents"],
    },
    WIDE_AND_LONG,
  ],
  isVital: (field) => WHEN.includes(field) || field === "province" || isCount(field),
  members: MEMBERS,
  assumesPublication: false,
  reader: (columns, context) => {
    const split = victimSplitter(columns);
    return (row) => totalOf(row, context, split) ?? readIncidents(row, context, split);
  },
};

/** The row as a total of others, where a cell makes it one: the country or "Total" as place or date, or a total among members. */
function totalOf(row: Row, context: Context, split: Split): Made | null {
  const place = cellOf(row, "province");
  const when = whenField(row, WHEN);
  const written = writtenAt(row, when);
  if (isTotalWord(place)) return { total: place, printed: printedAt(row, "province", context, split) };
  if (!/\d/.test(written) && isTotalWord(written)) return { total: written, printed: printedAt(row, when, context, split) };
  for (const [field, isMember] of MEMBERS) {
    const cell = cellOf(row, field);
    const isTotal = field === "victim" ? victimOf(cell) === "all" : cell.trim() !== "" && !isMember(cell);
    if (isTotal && context.brokenDown.has(field)) return { total: cell, printed: printedAt(row, field, context, split) };
  }
  return null;
}

type Split = ReturnType<typeof victimSplitter>;

/** What a total row prints, and which rows it is the total of. What cannot be read of it is not checked. */
function printedAt(row: Row, over: string, context: Context, split: Split): PrintedTotal {
  const own: Row = { ...row, issues: [] };
  const period = WHEN.includes(over) ? null : periodAt(own, whenField(own, WHEN), context);
  const province = over === "province" ? null : provinceOf(cellOf(own, "province"), context.spellings);
  const victim = over === "victim" ? null : victimOf(cellOf(own, "victim"));
  const stated = (field: string) => (field === over || isTotalWord(cellOf(own, field)) ? "" : cellOf(own, field).trim());
  const members = [
    ["province", province ?? ""],
    ["victim", victim === null || victim === "all" ? "" : victim],
    ["district", stated("district")],
    ["incident_type", stated("incident_type")],
  ];
  const shares = split({ ...own, meant: null, issues: [] }, "unspecified");
  const sum = (measure: "fatalities" | "injured") => {
    const known = shares.map((share) => share[measure].best).filter((value) => value !== null);
    return known.length === 0 ? [] : [[measure, known.reduce((total, value) => total + value, 0)]];
  };
  const incidents = countAt(own, "incidents");
  return {
    over,
    start: period?.start ?? null,
    end: period?.end ?? null,
    members: Object.fromEntries(members.filter(([, member]) => member !== "")),
    counts: Object.fromEntries([...sum("fatalities"), ...sum("injured"), ...(incidents === null ? [] : [["incidents", incidents]])]),
  };
}
