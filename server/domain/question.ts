import { DIMENSION_LABELS, FILTERS } from "./dimension";
import type { Beside, Shown } from "./drawing";
import { MEASURES } from "./measure";
import { regionName } from "./province";
import { categoriesOf, type Query, timeOf } from "./query";

/** A question in one line, for the head of a file or an entry of a feed: `Killed and wounded by quarter, province PK-KP, 2024-Q1 to 2024-Q4`. */
export function inWords(query: Query): string {
  const measures = listed(query.measure.map((name, at) => (at === 0 ? MEASURES[name].short : MEASURES[name].short.toLowerCase())));
  const by = query.by.length > 0 ? ` by ${listed(query.by.map((name) => DIMENSION_LABELS[name].toLowerCase()))}` : "";
  const filters = FILTERS.flatMap((name) => {
    const values = query.filters[name];
    if (values === undefined) return [];
    return `${DIMENSION_LABELS[name].toLowerCase()} ${listed(name === "province" ? values.map(regionName) : values)}`;
  });
  const asked = [query.as_of === null ? "" : `as of ${query.as_of}`, query.estimate === "best" ? "" : `${query.estimate} estimate`];
  return [`${measures}${by}`, ...filters, spanOfQuery(query), ...asked].filter(Boolean).join(", ");
}

function spanOfQuery({ from, to }: Query): string {
  if (from === null && to === null) return "all periods";
  if (from === null || to === null) return from === null ? `to ${to?.label}` : `from ${from.label}`;
  return from.label === to.label ? from.label : `${from.label} to ${to.label}`;
}

const listed = (words: readonly string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** The questions a chart is drawn from: what was asked, and those beside it that its look needs. */
export function questionsOf(query: Query, { look, against }: Shown): { parts: Query; beside: Record<keyof Beside, Query | null> } {
  const time = timeOf(query);
  const [measure = "fatalities"] = query.measure;
  const parts: Query = { ...query, layout: "tidy", detail: true };
  const bare = { share: null, rank: false, cumulative: false, rolling: null, per_day: false, peak: null };
  const whole: Query = { ...parts, ...bare, by: time === null ? [] : [time], ...(time === null ? { change: null } : {}) };
  const isOneLine = time !== null && categoriesOf(query).length === 0;
  const bound = (estimate: "low" | "high") => (look === "range" && isOneLine ? { ...parts, estimate, change: null } : null);
  return {
    parts,
    beside: {
      totals: categoriesOf(query).length === 1 && MEASURES[measure].additive ? whole : null,
      earlier: against !== null && isOneLine ? { ...parts, as_of: against, change: null } : null,
      low: bound("low"),
      high: bound("high"),
    },
  };
}

/** What a feed follows of a question: its cells, and nothing that ties it to a revision or is computed from them. */
export function followed(query: Query): Query {
  const plain = { revision: null, as_of: null, change: null, share: null, rank: false, cumulative: false, rolling: null, per_day: false, peak: null };
  return { ...query, ...plain, layout: "tidy", detail: false };
}
