import type { Dataset } from "../../../server/domain/dataset";
import type { Beside } from "../../../server/domain/drawing";
import { formatQuery, type Query } from "../../../server/domain/query";
import { questionsOf } from "../../../server/domain/question";
import { type DatasetCard, readAggregates, readDataset, readDatasets } from "../../api";
import type { Exploration } from "./address";
import { type Drawable, drawable } from "./drawable";

/** The answer to an exploration, with what its controls offer. */
export interface Findings extends Drawable {
  datasets: Dataset[];
  card: DatasetCard;
}

export async function loadFindings(exploration: Exploration, signal: AbortSignal): Promise<Findings> {
  const { query } = exploration;
  const { parts, beside } = questionsOf(query, exploration);
  const ask = (one: Query | null) => (one === null ? null : readAggregates(formatQuery(one), signal));
  const [{ datasets }, card, answer, totals, earlier, low, high] = await Promise.all([
    readDatasets(signal),
    readDataset(query.dataset, signal),
    readAggregates(formatQuery(parts), signal),
    ask(beside.totals),
    ask(beside.earlier),
    ask(beside.low),
    ask(beside.high),
  ]);
  return { ...drawable(exploration, answer, { totals, earlier, low, high } satisfies Beside), datasets, card };
}
