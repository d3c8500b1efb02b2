import { COUNTRY, regionName } from "../../domain/province";
import type { Victim } from "../../domain/victim";
import { type Aliases, countColumnOf } from "../columns";
import { quote } from "../fault";
import type { Columns } from "../header";
import { cellOf, means, note, type Row } from "../row";
import type { Census, Context, Format, Made, Requirement } from "./format";
import { FIELDS, fieldOf, houseIncidents, isCount } from "./house-incidents";
import { readIncidents } from "./incident-row";
import { type VictimShare, victimSplitter } from "./victims";

/** A published format of incidents: a table of its columns, and what is odd about it. */
export interface Layout {
  name: string;
  /** Sets of header keys, of which a file of the format has all of one. */
  signatures: readonly (readonly string[])[];
  /** Whether common words sign the format: then a file with other columns of places, victims or counts is not of it. */
  isWeaklySigned?: boolean;
  /** The keys each field is read from: the first that the file has. `year`, `month` and `day` are parts of the date. */
  columns: Aliases;
  /** Makes the cells mean what the format means by them; answers what the row is where it is no incident of its own. */
  adapt?: (row: Row, context: Context) => Made | null;
  /** The counts of a row by victim class, where the columns alone do not say. */
  split?: (row: Row) => VictimShare[];
  /** Whether its rows may be of the whole country, and a file may have no column of provinces. */
  mayBeNational?: boolean;
  hasClasses?: boolean;
  census?: (columns: Columns, given: { classes?: readonly string[] }) => Census;
}

/** Fields whose loss would change what a file says. */
const TELLING = /^(?:province|victim|occurred_on|period|fatalities|injured)/;

/** Words for a province that is not known. */
const UNPLACED = /^(?:unknown|not available|n\/?a|unspecified|-+)?$/i;

/** The format a layout describes. A row is read as an incident of the house format, once its cells mean what the layout says. */
export function incidentsOf(layout: Layout): Format {
  const byKey = new Map(Object.entries(layout.columns).flatMap(([field, keys]) => keys.map((key): [string, string] => [key, field])));
  // Wounded, where somebody added them to a format that has none, are read as in any file.
  const added = (key: string) => (countColumnOf(key)?.measure === "injured" ? fieldOf(key) : null);
  const fieldsOf = (keys: readonly string[]) => {
    const isThere = new Set(keys);
    return keys.map((key) => {
      const field = byKey.get(key);
      if (field === undefined) return added(key);
      return layout.columns[field]?.find((wanted) => isThere.has(wanted)) === key ? field : null;
    });
  };
  return {
    ...houseIncidents,
    name: layout.name,
    signatures: layout.signatures,
    isForeign: (key) => layout.isWeaklySigned === true && !byKey.has(key) && TELLING.test(fieldOf(key) ?? ""),
    fieldOf: (key) => byKey.get(key) ?? added(key),
    fieldsOf,
    isField: (name) => Object.hasOwn(FIELDS, name) || isCount(name),
    requirements: houseIncidents.requirements.filter(needs(layout)),
    members: new Map(),
    hasClasses: layout.hasClasses ?? false,
    census: layout.census,
    reader: (columns, context) => {
      const split = layout.split ?? victimSplitter(columns);
      const earlier = new Map<string, string>();
      return (row) => {
        const made = layout.adapt?.(row, context) ?? null;
        if (made !== null) return made;
        unplaced(row);
        return withRepeat(readIncidents(row, context, split as (row: Row, victim: Victim) => VictimShare[]), row, earlier);
      };
    },
  };
}

/** A victim told twice is the house format's fault alone: here each column has one meaning. */
const needs = (layout: Layout) => (requirement: Requirement) =>
  (requirement.code !== "victim_twice" || layout.split === undefined) && !(layout.mayBeNational && requirement.offers?.includes("province"));

/** A row of the country whose province is not known is counted in the country and in no province: left out, its dead would be lost. */
function unplaced(row: Row): void {
  const cell = cellOf(row, "province");
  if (row.meant?.has("province") || !UNPLACED.test(cell.trim())) return;
  means(row, "province", COUNTRY);
  const message = `The province is ${cell.trim() === "" ? "blank" : quote(cell)}. The row is counted in ${regionName(COUNTRY)} and in none of its provinces.`;
  note(row, "warning", "province", { code: "province_unknown", message });
}

/**
 * Tells a row of an incident that an earlier row has told already, as in exports with a row an actor: they share their id, and
 * staging counts them once.
 */
function withRepeat(made: Made, row: Row, earlier: Map<string, string>): Made {
  const first = "incidents" in made ? made.incidents?.[0] : undefined;
  if (first === undefined || first.incident_id === null) return made;
  const line = earlier.get(first.incident_id);
  if (line !== undefined) return { ...made, repeatOf: Number(line), countsOnce: true };
  earlier.set(first.incident_id, String(row.line));
  return made;
}
