import type { Dataset } from "../../server/domain/dataset";
import type { Answer } from "../../server/domain/table";
import { date } from "../format";

/** The line under every chart: who counted, which dataset, which revision of which day. */
export function sourceWords(dataset: Pick<Dataset, "publisher"> | null, answer: Answer["dataset"]): string {
  const who = dataset === null ? "" : `${dataset.publisher}, `;
  return `Source: ${who}${answer.title}, revision ${answer.revision}, ${date(answer.published_at.slice(0, 10))}.`;
}
