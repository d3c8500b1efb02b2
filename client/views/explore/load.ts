import type { Dataset } from "../../../server/domain/dataset";
import { formatQuery } from "../../../server/domain/query";
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
  const { query, look } = exploration;
  const card = readDataset(query.dataset, signal);
  // Only whether a range is one of rows or of printed figures hangs on the kind; all other looks are asked for at once.
  const kind = look === "range" ? (await card).dataset.kind : "figures";
  const { parts, totals } = questionsOf(query, look, kind);
  const [{ datasets }, known, answer, whole] = await Promise.all([
    readDatasets(signal),
    card,
    readAggregates(formatQuery(parts), signal),
    totals === null ? null : readAggregates(formatQuery(totals), signal),
  ]);
  return { ...drawable(exploration, answer, whole), datasets, card: known };
}
