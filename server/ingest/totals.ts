import type { Figure } from "../domain/figure";
import { groupBy } from "../domain/group";
import type { Incident } from "../domain/incident";
import { type Issue, issueAt } from "../domain/issue";
import { printNumber } from "../domain/print";
import { regionShort, todaysProvince } from "../domain/province";
import { type Difference, type Part, smallestCorrection, wordOf } from "./balance";
import { checkFigures } from "./figure-totals";
import type { Made, PrintedTotal } from "./formats/format";
import type { Columns } from "./header";
import { isTotalWord } from "./place";
import { cellOf, type Row } from "./row";

/** Compares the totals a file prints with the rows they are of. */
export interface Comparison {
  add: (row: Row, made: Made) => void;
  /** A warning for each total that its parts do not add up to. */
  end: () => Issue[];
}

/** Rows of a larger file are not kept for the comparison: such files are exports, and nobody typed a total under them. */
const MOST_ROWS = 20_000;

interface Item {
  incident: Incident;
  /** How many totals stood above it. */
  section: number;
}

interface Total {
  line: number;
  said: string;
  printed: PrintedTotal;
  section: number;
}

/** Begins the comparison for a file. */
export function compareTotals(columns: Columns): Comparison {
  const items: Item[] = [];
  const totals: Total[] = [];
  const figures: Figure[] = [];
  const tableTotals = new Set<number>();
  const sections = new Map<number, number>();
  const reported = new Set<string>();
  let rows = 0;
  let printed = 0;

  const add = (row: Row, made: Made) => {
    rows += 1;
    if ("total" in made && made.printed !== undefined) printed += 1;
    if (rows > MOST_ROWS || "outside" in made) return;
    if ("total" in made) {
      if (made.printed !== undefined) totals.push({ line: row.line, said: made.total, printed: made.printed, section: totals.length });
      return;
    }
    for (const incident of made.incidents ?? []) {
      // Of several reports of one incident the first stands for all.
      const report = incident.incident_id === null ? null : JSON.stringify([incident.incident_id, incident.victim]);
      if (report !== null && reported.has(report)) continue;
      if (report !== null) reported.add(report);
      items.push({ incident, section: totals.length });
    }
    for (const figure of made.figures ?? []) {
      figures.push(figure);
      sections.set(figure.line, totals.length);
    }
    if ((made.figures ?? []).length > 0 && ["region", "incident_type", "victim"].some((field) => isTableTotal(cellOf(row, field)))) tableTotals.add(row.line);
  };
  const end = () => {
    if (rows > MOST_ROWS) return printed === 0 ? [] : [unchecked(printed)];
    const found = totals.flatMap((total) => checkTotal(total, [...items.map(partOf), ...periodParts(figures, sections, total)], columns));
    return [...found, ...checkFigures(figures, tableTotals, columns)];
  };
  return { add, end };
}

function unchecked(totals: number): Issue {
  const message = `Totals are checked in files of at most ${printNumber(MOST_ROWS)} rows: the ${printNumber(totals)} printed here are kept out of the sums and compared with nothing.`;
  return issueAt("warning", null, null, null, "totals_unchecked", message);
}

/** "Total" and its like, which a table prints under its rows; the country's name may stand beside any choice of its provinces. */
const isTableTotal = (cell: string) => isTotalWord(cell) && !/pakistan|^\W*pa?k\W*$/i.test(cell);

/** A row a total may be of: what it counts, and how many totals stood above it. */
interface Counted extends Part {
  section: number;
  isOf: (printed: PrintedTotal) => boolean;
}

const partOf = ({ incident, section }: Item): Counted => ({
  label: `line ${incident.line} (${regionShort(incident.province)}, ${incident.occurred_on})`,
  counts: { fatalities: incident.fatalities.best, injured: incident.injured.best, incidents: incident.part === 0 ? incident.incidents : null },
  section,
  isOf: (printed) => isPart(incident, printed),
});

/** The lines of figures a total of periods is of: those of its region and type, of all victims. */
function periodParts(figures: readonly Figure[], sections: ReadonlyMap<number, number>, { printed }: Total): Counted[] {
  const whole = figures.filter(
    ({ victim, region, incident_type }) => victim === "" && region === printed.members.region && incident_type === printed.members.incident_type,
  );
  return [...groupBy(whole, ({ line }) => line)].map(([line, group]) => ({
    label: group[0]?.period ?? "",
    counts: Object.fromEntries(group.map(({ measure, value }) => [measure, value])),
    section: sections.get(line) ?? 0,
    isOf: () => true,
  }));
}

function checkTotal(total: Total, items: readonly Counted[], columns: Columns): Issue[] {
  const all = items.filter((item) => item.isOf(total.printed));
  const above = all.filter(({ section }) => section === total.section);
  const candidates = [all, above].filter((parts) => parts.length > 1).map((parts) => ({ parts, differences: differencesOf(parts, total.printed) }));
  const [first] = candidates;
  if (first === undefined || candidates.some(({ differences }) => differences.length === 0)) return [];
  // Where totals stand between the rows, each is of those above it.
  const { parts, differences } = total.section === 0 ? first : (candidates[1] ?? first);
  const remedy = smallestCorrection(parts, differences) ?? "The fault is in a row or in the total: check both.";
  return differences.map(({ measure, by, sum, printed }) => {
    const message = `${parts.length} rows add up to ${printNumber(sum)} ${wordOf(measure)}, ${total.said.trim()} is printed as ${printNumber(printed)}: ${Math.abs(by)} too ${by > 0 ? "many" : "few"}. To mend it: ${remedy}`;
    return issueAt("warning", total.line, columns.header[columns.at.get(measure)?.[0] ?? -1] ?? null, String(printed), "total_differs", message);
  });
}

function isPart(incident: Incident, { start, end, members }: PrintedTotal): boolean {
  if (start !== null && end !== null && (incident.occurred_on < start || incident.occurred_on >= end)) return false;
  return Object.entries(members).every(([field, member]) => {
    if (field === "province") return incident.province === member || todaysProvince(incident.province) === member;
    return String(incident[field as "victim" | "district" | "incident_type"] ?? "").trim() === member;
  });
}

/** Where the rows add up to other numbers than the total prints. Rows that leave a count blank may explain what is missing. */
function differencesOf(parts: readonly Part[], { counts }: PrintedTotal): (Difference & { sum: number; printed: number })[] {
  return Object.entries(counts).flatMap(([measure, printed]) => {
    const values = parts.map((part) => part.counts[measure] ?? null);
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return [];
    const sum = known.reduce((total, value) => total + value, 0);
    const isExplained = sum < printed && known.length < values.length && measure !== "incidents";
    return sum === printed || isExplained ? [] : [{ measure, by: sum - printed, sum, printed }];
  });
}
