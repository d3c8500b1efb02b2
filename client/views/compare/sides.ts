import { MEASURES, type MeasureName } from "../../../server/domain/measure";
import { parsePeriod } from "../../../server/domain/period";
import { formatQuery, parseQuery } from "../../../server/domain/query";
import type { Row, Status } from "../../../server/domain/table";
import type { Comparison } from "../../reports";
import * as words from "../../words/compare";

type SideSource = Comparison["datasets"][number];

/** One publisher's value in one period. */
export interface Side {
  source: SideSource;
  value: number | null;
  status: Status;
  /** The same question in Explore, and the rows behind the number. */
  href: string;
}

/** A period with every publisher's value and the spread of the whole ones. */
export interface Line {
  label: string;
  sides: Side[];
  low: number | null;
  high: number | null;
  ratio: number | null;
  /** How many publishers printed a whole value. */
  known: number;
  /** Attacks and operations are asked for alike, so that publishers may hold different classes. */
  mixed: boolean;
}

const numberOr = (cell: Row[string] | undefined) => (typeof cell === "number" ? cell : null);

/** The comparison as lines, latest period first; periods nobody printed are left out. */
export function linesOf(comparison: Comparison): Line[] {
  const { by, address } = comparison.query;
  const mixed = !new URLSearchParams(address.split("?")[1] ?? "").has("incident_type");
  return comparison.rows
    .map((row): Line => {
      const label = String(row[by]);
      const sides = comparison.datasets.map(
        (source): Side => ({
          source,
          value: numberOr(row[source.slug]),
          status: (row[`${source.slug}_status`] as Status | undefined) ?? "missing",
          href: explore(source.address, label),
        }),
      );
      const known = sides.filter(({ value, status }) => value !== null && status !== "partial").length;
      return { label, sides, low: numberOr(row.spread_low), high: numberOr(row.spread_high), ratio: numberOr(row.spread_ratio), known, mixed };
    })
    .filter(({ sides }) => sides.some(({ value }) => value !== null))
    .reverse();
}

function explore(address: string, label: string): string {
  const { query } = parseQuery(new URLSearchParams(address.split("?")[1] ?? ""));
  const period = parsePeriod(label);
  return `/explore?${formatQuery({ ...query, from: period, to: period })}&view=table`;
}

/** The name people know a publisher's figures by: CRSS, GTI; a longer slug as words. */
export function shortName({ slug }: Pick<SideSource, "slug">): string {
  return slug.length <= 5 ? slug.toUpperCase() : slug.replaceAll("-", " ").replace(/^./, (first) => first.toUpperCase());
}

/** The period looked at closely: the one asked for, else the latest that most publishers printed. */
export function closest(lines: readonly Line[], wanted: string | null): Line | null {
  const asked = lines.find(({ label }) => label === wanted);
  if (asked !== undefined) return asked;
  const most = Math.max(0, ...lines.map(({ known }) => known));
  return lines.find(({ known }) => known === most) ?? null;
}

/** What is counted, in words: `Terrorist or militant attacks`, `People killed`. */
export function countedWords(measure: string, type: string | null): string {
  const what = MEASURES[measure as MeasureName];
  const cause = type === "attack" ? words.attacks : type === "operation" ? words.operations : null;
  if (measure === "incidents") return cause === null ? words.incidents : type === "attack" ? words.terroristOrMilitantAttacks : words.securityOperations;
  return cause === null ? what.label : words.measureIn(what.label, cause);
}
