import { MEASURES } from "../domain/measure";
import { memberInWords } from "../domain/member";
import { printNumber, printSigned } from "../domain/print";
import { type Fault, parseQuery, type Query } from "../domain/query";
import type { Cell, Row } from "../domain/table";

/** Cells an entry tells; more are counted. */
const MOST_TOLD = 30;

/** What ties a question to one revision, or adds what a feed does not compare. */
export const UNFOLLOWED: ReadonlySet<string> = new Set(
  ["revision", "as_of", "change", "share", "layout", "detail"].concat(["rank", "cumulative", "rolling", "per_day", "peak"]),
);

/** What a feed of figures follows: a question without what ties it to one revision. Unless said, the headline figures by quarter. */
export function readFeedQuery(params: URLSearchParams): { query: Query; faults: Fault[] } {
  const faults: Fault[] = [];
  for (const name of UNFOLLOWED) {
    if (params.has(name)) faults.push({ parameter: name, message: `A feed takes no ${name}: it follows what each revision says of the figures themselves.` });
  }
  if (!params.has("by")) params.set("by", "quarter");
  if (!params.has("measure")) params.set("measure", "fatalities,injured,incidents");
  const { query, faults: more } = parseQuery(params);
  return { query, faults: [...faults, ...more] };
}

/** Changed cells in lines: `2024-Q3, Khyber Pakhtunkhwa: killed 720 → 722 (+2)`. */
export function changeWords(query: Query, rows: readonly Row[]): string {
  const lines = rows.flatMap((row) => {
    const cell = query.by.map((name) => (row[name] === null || row[name] === undefined ? "not stated" : memberInWords(name, String(row[name])))).join(", ");
    const changes = query.measure.flatMap((measure) => {
      const [before, after] = [row[`${measure}_before`] ?? null, row[`${measure}_after`] ?? null];
      const [was, is] = [row[`${measure}_status_before`] ?? null, row[`${measure}_status_after`] ?? null];
      if (before === after && was === is) return [];
      const difference = row[`${measure}_difference`];
      const by = typeof difference === "number" && difference !== 0 ? ` (${printSigned(difference)})` : "";
      return `${MEASURES[measure].short.toLowerCase()} ${printed(before, was)} → ${printed(after, is)}${by}`;
    });
    return changes.length === 0 ? [] : `${cell === "" ? "" : `${cell}: `}${changes.join("; ")}`;
  });
  const rest = lines.length - MOST_TOLD;
  return [...lines.slice(0, MOST_TOLD), ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}

function printed(value: Cell, status: Cell): string {
  if (typeof value !== "number") return "no figure";
  return `${status === "partial" ? "at least " : ""}${printNumber(value)}${status === "derived" ? " (derived)" : ""}`;
}
