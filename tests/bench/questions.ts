/** Months of 2015 and of 2024, between which the questions ask: always nearly all there is. */
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0"));
const MEASURES = ["fatalities", "injured", "incidents", "fatal_incidents", "casualties"];
const PAIRS = MEASURES.flatMap((first) => MEASURES.filter((second) => second !== first).map((second) => `${first},${second}`));
const ESTIMATES = ["best", "low", "high"];
const BOUNDARIES = ["today", "historical"];

/** How many different questions there are: 17,280. */
const ALL = MONTHS.length ** 2 * PAIRS.length * ESTIMATES.length * BOUNDARIES.length;

/**
 * The question of a turn, by quarter and province, 320 cells of two measures over some ten years: every turn another one, so that no answer was kept. Whoever
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
  const [from, to] = [pick(MONTHS), pick(MONTHS)];
  return `/api/aggregates?dataset=${dataset}&by=quarter,province&from=2015-${from}&to=2024-${to}&measure=${pick(PAIRS)}&estimate=${pick(ESTIMATES)}&boundaries=${pick(BOUNDARIES)}`;
}
