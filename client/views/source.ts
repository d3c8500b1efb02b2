import type { Dataset } from "../../server/domain/dataset";
import type { Answer } from "../../server/domain/table";
import { date } from "../format";
import * as say from "../words/rows";

/** The line under every chart: who counted, which dataset, which revision of which day. */
export function sourceWords(dataset: Pick<Dataset, "publisher"> | null, answer: Answer["dataset"]): string {
  const who = dataset === null ? "" : `${dataset.publisher}, `;
  // A day is not broken at the end of a line.
  const day = date(answer.published_at.slice(0, 10)).replaceAll(" ", "\u00a0");
  return say.sourceOf(who, answer.title, answer.revision, day);
}
