import type { Dataset } from "../../server/domain/dataset";
import type { Answer } from "../../server/domain/table";
import { date, whole } from "../format";
import * as say from "../words/rows";

/** The line under every chart: who counted, which dataset, which revision of which day. */
export function sourceWords(dataset: Pick<Dataset, "publisher"> | null, answer: Answer["dataset"]): string {
  const who = dataset === null ? "" : `${dataset.publisher}, `;
  return say.sourceOf(who, answer.title, answer.revision, whole(date(answer.published_at.slice(0, 10))));
}
