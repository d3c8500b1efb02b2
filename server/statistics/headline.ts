import { MEASURES, type MeasureName } from "../domain/measure";
import { printNumber, printPercent } from "../domain/print";
import type { Cell, Row, Table } from "../domain/table";

/** A headline figure, the year's total or its growth, before and after publishing. */
export interface Headline {
  year: string;
  measure: MeasureName;
  before: number | null;
  after: number | null;
  growth_before: number | null;
  growth_after: number | null;
  /** Of figures, how the year's total came about: a `partial` one is a lower bound. Null of incidents. */
  before_status: string | null;
  after_status: string | null;
  /** `2024 fatalities 2,546 → 2,555; growth on 2023 from over 66% to nearly 67%`. */
  text: string;
}

const status = (cell: Cell | undefined): string | null => (typeof cell === "string" ? cell : null);
const number = (cell: Cell | undefined): number | null => (typeof cell === "number" ? cell : null);

/**
 * What a revision does to the figures people quote: for each year whose total or whose growth on the year before changes, both as
 * they were and as they will be. `before` and `after` are yearly tables with change=previous.
 */
export function headlineEffects(before: Table, after: Table, measures: readonly MeasureName[]): Headline[] {
  const byYear = (table: Table) => new Map(table.rows.map((row) => [String(row.year), row]));
  const [earlier, later] = [byYear(before), byYear(after)];
  const years = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return years.flatMap((year) => measures.map((measure) => effectOf(year, measure, earlier.get(year), later.get(year))).filter((effect) => effect !== null));
}

function effectOf(year: string, measure: MeasureName, old: Row | undefined, now: Row | undefined): Headline | null {
  const [before, after] = [number(old?.[measure]), number(now?.[measure])];
  const [growth_before, growth_after] = [number(old?.[`${measure}_change_pct`]), number(now?.[`${measure}_change_pct`])];
  const [before_status, after_status] = [status(old?.[`${measure}_status`]), status(now?.[`${measure}_status`])];
  const isSame = before === after && (before_status === "partial") === (after_status === "partial");
  if (isSame && growth_before === growth_after) return null;
  // A year that had no figure and gets one was unknown; one that had and loses it has none any more.
  const said = (value: number | null, how: string | null, blank: string) =>
    value === null ? blank : `${how === "partial" ? "at least " : ""}${printNumber(value)}`;
  const total = isSame ? said(after, after_status, "unknown") : `${said(before, before_status, "unknown")} → ${said(after, after_status, "none")}`;
  return {
    year,
    measure,
    before,
    after,
    growth_before,
    growth_after,
    before_status,
    after_status,
    text: `${year} ${MEASURES[measure].name} ${total}${growthWords(year, growth_before, growth_after)}`,
  };
}

function growthWords(year: string, before: number | null, after: number | null): string {
  const words = (percent: number) => (percent < 0 ? `a fall of ${printPercent(percent)}` : printPercent(percent));
  const base = Number(year) - 1;
  if (before === after) return "";
  if (after === null) return `; growth on ${base} no longer known`;
  return before === null ? `; growth on ${base} ${words(after)}` : `; growth on ${base} from ${words(before)} to ${words(after)}`;
}
