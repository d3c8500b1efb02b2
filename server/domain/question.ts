import type { Kind } from "./dataset";
import { type CategoryDimension, DIMENSION_LABELS, FILTERS } from "./dimension";
import type { Look } from "./drawing";
import { MEASURES } from "./measure";
import { regionName } from "./province";
import { categoriesOf, PLAIN, type Query, timeOf } from "./query";

/** A question in one line, for the head of a file or an entry of a feed: `Killed and wounded by quarter, province PK-KP, 2024-Q1 to 2024-Q4`. */
export function inWords(query: Query): string {
  const measures = listed(query.measure.map((name, at) => (at === 0 ? MEASURES[name].short : MEASURES[name].short.toLowerCase())));
  const by = query.by.length > 0 ? ` by ${listed(query.by.map((name) => DIMENSION_LABELS[name].toLowerCase()))}` : "";
  const filters = FILTERS.flatMap((name) => {
    const values = query.filters[name];
    if (values === undefined) return [];
    return `${DIMENSION_LABELS[name].toLowerCase()} ${listed(name === "province" ? values.map(regionName) : values)}`;
  });
  const asked = [
    query.as_of === null ? "" : `as of ${query.as_of}`,
    query.earlier === null ? "" : `beside the print of ${query.earlier}`,
    query.bounds ? "with the least and most reported" : query.estimate === "best" ? "" : `${query.estimate} estimate`,
    query.share === null ? "" : `share by ${DIMENSION_LABELS[query.share].toLowerCase()}`,
    query.cumulative ? "year to date" : "",
    query.rolling === null ? "" : `sum over the last ${query.rolling} ${timeOf(query)}s`,
    query.per_day ? "a day on average" : "",
    query.top === null ? "" : `the ${query.top} largest apart`,
  ];
  return [`${measures}${by}`, ...filters, spanOfQuery(query), ...asked].filter(Boolean).join(", ");
}

function spanOfQuery({ from, to }: Query): string {
  if (from === null && to === null) return "all periods";
  if (from === null || to === null) return from === null ? `to ${to?.label}` : `from ${from.label}`;
  return from.label === to.label ? from.label : `${from.label} to ${to.label}`;
}

const listed = (words: readonly string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** Parts that can be told apart in a chart over time; of more the largest stand apart. */
const MOST_PARTS = 8;

/** The one dimension beside time, if there is exactly one. */
export function categoryOf(query: Query): CategoryDimension | null {
  const [first, second] = categoriesOf(query);
  return second === undefined ? (first ?? null) : null;
}

/** Whether the look of a question asks for shares, or for the bounds that reports give, in columns of their own. */
const sharesIn = (query: Query, look: Look) => look === "share" && query.measure.every((name) => MEASURES[name].additive) && timeOf(query) !== null;
const boundsIn = (query: Query, look: Look, kind: Kind) =>
  look === "range" &&
  kind === "incidents" &&
  query.by.length === 1 &&
  timeOf(query) !== null &&
  query.measure.every((name) => MEASURES[name].unit === "people");

/** A change needs something to compare with: the period before, where nothing is said. */
export const withBase = (query: Query, look: Look): Query =>
  look === "change" && query.change === null && timeOf(query) !== null ? { ...query, change: "previous" } : query;

/**
 * The question that a look asks: what was asked, with all that the look shows. Chart, table and every file are made of this one
 * question, so that what is taken away is what is on screen.
 */
export function lookedAt(query: Query, look: Look, kind: Kind): Query {
  const category = categoryOf(query);
  const isPicture = look !== "map" && look !== "table";
  const folds = isPicture && timeOf(query) !== null && category !== null && category !== "victim" && !query.bounds && query.earlier === null;
  return {
    ...withBase(query, look),
    layout: "tidy",
    share: category !== null && sharesIn(query, look) ? category : query.share,
    ...(boundsIn(query, look, kind) ? { bounds: true, estimate: "best" as const } : {}),
    top: query.top ?? (folds ? MOST_PARTS : null),
  };
}

/** The question of a look with what a chart must know of each cell, and that of the wholes its parts belong to. */
export function questionsOf(query: Query, look: Look, kind: Kind): { parts: Query; totals: Query | null } {
  const parts: Query = { ...lookedAt(query, look, kind), detail: true };
  const { cumulative, rolling, per_day, change } = parts;
  const time = timeOf(query);
  const whole: Query = { ...parts, ...PLAIN, cumulative, rolling, per_day, ...(time === null ? { by: [] } : { by: [time], change }) };
  return { parts, totals: categoryOf(query) !== null && query.measure.some((name) => MEASURES[name].additive) ? whole : null };
}

/** What a feed follows of a question: its cells, and nothing that ties it to a revision or is computed from them. */
export function followed(query: Query): Query {
  return { ...query, ...PLAIN, revision: null, as_of: null, layout: "tidy", detail: false };
}
