/** Months between which the questions ask: always nearly all of the ten years there are. */
const months = (...years: number[]) => years.flatMap((year) => Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`));
const [FIRST, LAST] = [months(2015, 2016), months(2023, 2024)];
const ORDERS = ["quarter,province", "province,quarter"];
const MEASURES = ["fatalities", "injured", "incidents", "fatal_incidents", "casualties"];
const PAIRS = MEASURES.flatMap((first) => MEASURES.filter((second) => second !== first).map((second) => `${first},${second}`));
const ESTIMATES = ["best", "low", "high"];
const BOUNDARIES = ["today", "historical"];

/** How many different questions there are: 138,240. */
const ALL = FIRST.length * LAST.length * PAIRS.length * ESTIMATES.length * BOUNDARIES.length * ORDERS.length;

/**
 * The question of a turn, by quarter and province, some 280 cells of two measures over some nine years: every turn another one, so that no answer was kept. Whoever
 * asks more than there are throws.
 */
export function question(dataset: string, turn: number): string {
  if (turn >= ALL) throw new Error(`There are ${ALL} different questions, and one more was asked for.`);
  let rest = turn;
  const pick = (values: readonly string[]) => {
    const value = values[rest % values.length];
    rest = Math.floor(rest / values.length);
    return value;
  };
  const [from, to] = [pick(FIRST), pick(LAST)];
  return `/api/aggregates?dataset=${dataset}&from=${from}&to=${to}&measure=${pick(PAIRS)}&estimate=${pick(ESTIMATES)}&boundaries=${pick(BOUNDARIES)}&by=${pick(ORDERS)}`;
}
