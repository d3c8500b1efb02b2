import type { Dataset } from "../domain/dataset";
import { type Cell, type Column, emptyRow, type Note, type Row, type Table } from "../domain/table";
import { listed } from "./phrases";

/** One publisher's answer to the question that all are asked. */
export interface Side {
  dataset: Pick<Dataset, "slug" | "title" | "publisher" | "counts_militants" | "counts_operations" | "counts_injured">;
  table: Table;
  /** Whether a count of the period, by its label, is of a part of it; figures tell it by their status. */
  isPartial?: (period: string) => boolean;
}

const DEFINITIONS = [
  ["counts_militants", "militants among the killed"],
  ["counts_operations", "security operations"],
  ["counts_injured", "the wounded"],
] as const;

/** What a publisher's totals include, and what it does not say, in a sentence. */
export function definitionOf(dataset: Omit<Side["dataset"], "slug" | "title">): string {
  const words = (answer: boolean | null) => listed(DEFINITIONS.filter(([flag]) => dataset[flag] === answer).map(([, name]) => name));
  const parts = [
    ["counts", words(true)],
    ["does not count", words(false)],
    ["does not say whether it counts", words(null)],
  ].flatMap(([verb, what]) => (what === "" ? [] : [`it ${verb} ${what}`]));
  return `${dataset.publisher}: ${parts.join("; ")}.`;
}

/**
 * Publishers side by side: one row a period, one column a dataset (null where it printed nothing), and the spread of the known
 * values: lowest, highest and their ratio, highest / lowest, where at least two whole values are known and the lowest is not zero.
 * Lower bounds are shown and kept out of the spread. Nothing is averaged.
 */
export function compareSides(sides: readonly Side[], time: string, measure: string): Table {
  const unit = sides[0]?.table.columns.find((column) => column.name === measure)?.unit ?? "people";
  const columns: Column[] = [
    { name: time, role: "dimension", unit: "period", label: "Period" },
    ...sides.flatMap(({ dataset }): Column[] => [
      { name: dataset.slug, role: "measure", unit, label: dataset.title },
      { name: `${dataset.slug}_status`, role: "status", unit: "flag", label: `${dataset.title}: status` },
    ]),
    { name: "spread_low", role: "detail", unit, label: "Lowest" },
    { name: "spread_high", role: "detail", unit, label: "Highest" },
    { name: "spread_ratio", role: "detail", unit: "flag", label: "Highest divided by lowest" },
  ];
  const cells = new Map(sides.map(({ dataset, table }) => [dataset.slug, new Map(table.rows.map((row) => [row[time], row]))]));
  const periods = [...new Set(sides.flatMap(({ table }) => table.rows.map((row) => String(row[time]))))].sort();
  const rows = periods.map((period): Row => {
    const row = emptyRow();
    row[time] = period;
    const whole: number[] = [];
    for (const { dataset, isPartial } of sides) {
      const answer = cells.get(dataset.slug)?.get(period);
      const value: Cell = answer?.[measure] ?? null;
      const status = answer?.[`${measure}_status`] ?? (value === null ? "missing" : isPartial?.(period) ? "partial" : "published");
      row[dataset.slug] = value;
      row[`${dataset.slug}_status`] = status;
      if (typeof value === "number" && status !== "partial") whole.push(value);
    }
    const several = whole.length > 1;
    const [low, high] = [Math.min(...whole), Math.max(...whole)];
    row.spread_low = several ? low : null;
    row.spread_high = several ? high : null;
    row.spread_ratio = several && low > 0 ? Number((high / low).toFixed(3)) : null;
    return row;
  });
  return { columns, rows, notes: definitionNotes(sides) };
}

/** Why the publishers differ, as far as their definitions say. */
function definitionNotes(sides: readonly Side[]): Note[] {
  const slugs = (found: readonly Side[]) => found.map(({ dataset }) => dataset.slug).join(", ");
  return DEFINITIONS.flatMap(([flag, words]) => {
    const [yes, no, open] = [true, false, null].map((answer) => sides.filter(({ dataset }) => dataset[flag] === answer));
    if (!yes || !no || !open || yes.length === sides.length || no.length === sides.length) return [];
    const parts = [
      yes.length > 0 ? `counted by ${slugs(yes)}` : "",
      no.length > 0 ? `not by ${slugs(no)}` : "",
      open.length > 0 ? `not stated by ${slugs(open)}` : "",
    ].filter((part) => part !== "");
    return [{ code: "definition", message: `${words[0]?.toUpperCase()}${words.slice(1)}: ${parts.join("; ")}.` }];
  });
}
