import type { Dataset } from "../domain/dataset";
import type { Query } from "../domain/query";
import { tooFine } from "../domain/sharing";
import { Problem } from "./problem";

/** Throws 403 for cells so fine that they would be rows, of a dataset whose licence allows showing aggregates only. */
export function refuseTooFine(query: Query, dataset: Dataset): void {
  const fine = tooFine(query, dataset);
  if (fine.length === 0) return;
  const reason = `The licence of "${dataset.slug}" allows showing aggregates only, by month or coarser.`;
  throw new Problem(403, "aggregates_only", `${reason} ${fine.map(({ message }) => message).join(" ")}`, { parameters: fine });
}
