import { type Issue, issueAt } from "../../domain/issue";
import { COUNTRY } from "../../domain/province";
import { quote } from "../fault";
import { cellOf, cellUnder, hasColumn, means, note, type Row } from "../row";
import { sayRows } from "../scope";
import { nationalOnly } from "./acled-monthly";
import type { Census, Context, Made, PrintedTotal } from "./format";
import { incidentsOf } from "./layout";
import { spanAt } from "./span";

/**
 * HDX HAPI's conflict events: ACLED's counts a month, class and place. The classes overlap: by HDX's definitions civilian_targeting
 * lies inside political_violence, demonstration apart from both. Rows of the country (admin_level 0) may stand beside those of
 * its parts. Neither is ever summed: one class is read, and of each month the finest level. Before 2025 the file had other headers.
 */
export const hapi = incidentsOf({
  name: "hapi",
  signatures: [
    ["location_code", "event_type", "events", "reference_period_start"],
    ["country_iso3", "event_type", "events", "start_date"],
  ],
  mayBeNational: true,
  columns: {
    occurred_on: ["reference_period_start", "start_date"],
    ended_on: ["reference_period_end", "end_date"],
    province: ["admin1_name", "provider_admin1_name", "admin1_code", "admin_1_name", "admin_1_pcode"],
    district: ["admin2_name", "provider_admin2_name", "admin2_code", "admin_2_name", "admin_2_pcode"],
    incident_type: ["event_type"],
    incidents: ["events"],
    fatalities: ["fatalities"],
  },
  hasClasses: true,
  adapt,
  census,
});

/** The classes, the one read unless another is asked for first: the second lies inside it, the third is no violence. */
const CLASSES = ["political_violence", "civilian_targeting", "demonstration"];

export const classOf = (row: Row) => cellOf(row, "incident_type").trim().toLowerCase();
const placeOf = (row: Row, keys: readonly string[]) => keys.map((key) => cellUnder(row, key)).find((cell) => cell !== "") ?? "";
export const provinceIn = (row: Row) => placeOf(row, ["admin1_name", "provider_admin1_name", "admin1_code", "admin_1_name", "admin_1_pcode"]);
const districtIn = (row: Row) => placeOf(row, ["admin2_name", "provider_admin2_name", "admin2_code", "admin_2_name", "admin_2_pcode"]);

/** The level of a row's place: as stated, else by what is filled in. */
export function levelOf(row: Row): number {
  const stated = cellUnder(row, "admin_level");
  if (/^[0-2]$/.test(stated)) return Number(stated);
  return districtIn(row) !== "" ? 2 : provinceIn(row) !== "" ? 1 : 0;
}

const cellKey = (row: Row) => `level ${classOf(row)} ${cellOf(row, "occurred_on").trim()}`;

function adapt(row: Row, context: Context): Made | null {
  if (cellUnder(row, "error") !== "" || !(context.settled.classes ?? "").split(",").includes(classOf(row))) return { outside: true };
  const level = levelOf(row);
  const finest = Number(context.settled[cellKey(row)] ?? level);
  const span = spanAt(row, context);
  if (span !== null) means(row, "date_precision", span.precision);
  if (level < finest) return { total: `${classOf(row)} at admin_level ${level}`, printed: printed(row, level, span) };
  if (level === 0) means(row, "province", COUNTRY);
  else if (cellOf(row, "province").trim() === "" && provinceIn(row) !== "") means(row, "province", provinceIn(row));
  if (districtIn(row) !== "") means(row, "district", districtIn(row));
  const warning = cellUnder(row, "warning");
  if (warning !== "") note(row, "warning", null, { code: "source_warning", message: `The source says of this row: ${quote(warning)}. It is counted.` });
  return null;
}

/** What a row of a coarser level prints of those of the finest: they are checked by it. */
function printed(row: Row, level: number, span: ReturnType<typeof spanAt>): PrintedTotal | undefined {
  const counts = ["incidents", "fatalities"].flatMap((field): [string, number][] => {
    const cell = hasColumn(row, field) ? cellOf(row, field).trim() : "";
    return /^\d+$/.test(cell) ? [[field, Number(cell)]] : [];
  });
  if (level !== 0 || span === null) return undefined;
  return {
    over: "province",
    start: span.start,
    end: span.end,
    members: { incident_type: cellOf(row, "incident_type").trim() },
    counts: Object.fromEntries(counts),
  };
}

function census(_columns: unknown, given: { classes?: readonly string[] }): Census {
  const rows = new Map<string, number>();
  const levels = new Map<string, number>();
  let faulty = 0;
  return {
    add: (row) => {
      if (cellUnder(row, "error") !== "") {
        faulty += 1;
        return;
      }
      rows.set(classOf(row), (rows.get(classOf(row)) ?? 0) + 1);
      levels.set(cellKey(row), Math.max(levels.get(cellKey(row)) ?? 0, levelOf(row)));
    },
    end: () => {
      const { classes, issues } = pickClasses(rows, given.classes);
      if (faulty > 0) {
        const message = `${sayRows(faulty)} that the source itself marks as errors: left out.`;
        issues.push(issueAt("warning", null, "error", null, "source_error", message));
      }
      const read = [...levels].filter(([key]) => classes.some((name) => key.startsWith(`level ${name} `)));
      if (read.length > 0 && read.every(([, level]) => level === 0)) issues.push(nationalOnly());
      return { issues, settled: { classes: classes.join(","), ...Object.fromEntries(read.map(([key, level]) => [key, String(level)])) } };
    },
  };
}

/** The classes whose rows are read: those asked for where they do not overlap, else the first there is. */
function pickClasses(rows: ReadonlyMap<string, number>, asked: readonly string[] | undefined): { classes: string[]; issues: Issue[] } {
  const there = [...rows.keys()];
  const listed = there.map((name) => `${name} (${sayRows(rows.get(name) ?? 0)})`).join(", ");
  const issue = (level: Issue["level"], code: string, message: string) => ({ classes: [], issues: [issueAt(level, null, "event_type", null, code, message)] });
  if (asked !== undefined) {
    const unknown = asked.find((name) => !rows.has(name));
    if (unknown !== undefined) return issue("error", "unknown_class", `The file has no rows of the class ${quote(unknown)}. It has ${listed}.`);
    const [whole = "", inside = ""] = CLASSES;
    if (asked.includes(whole) && asked.includes(inside)) {
      return issue("error", "classes_overlap", `${inside} lies inside ${whole}: added up, people would count twice. Ask for one of them.`);
    }
    return { classes: [...asked], issues: [] };
  }
  const picked = CLASSES.find((name) => rows.has(name)) ?? there[0];
  if (picked === undefined || there.length < 2) return { classes: there, issues: [] };
  const message = `The file has the classes ${listed}; civilian_targeting lies inside political_violence and demonstration apart from it, so they are not added up. ${picked} is read and the others are left out. Repeat the import with classes= to read another.`;
  return { classes: [picked], issues: issue("warning", "classes_overlap", message).issues };
}
