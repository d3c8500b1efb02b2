import type { Dataset } from "../../../server/domain/dataset";
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
  const { parts, whole } = questionsOf(query);
  const ask = (one: Query) => readAggregates(formatQuery(one), signal);
  const [{ datasets }, card, answer, totals] = await Promise.all([
    readDatasets(signal),
    readDataset(query.dataset, signal),
    ask(parts),
    whole === null ? null : ask(whole),
  ]);
  return { ...drawable(exploration, answer, totals), datasets, card };
}
