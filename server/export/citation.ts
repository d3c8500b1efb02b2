import type { Dataset } from "../domain/dataset";

/** What a reader puts under a number: publisher, dataset, revision with its day, and the address that keeps answering it. */
export function citationOf(dataset: Pick<Dataset, "publisher" | "title">, revision: number, publishedAt: string, address: string): string {
  return `${dataset.publisher}. ${dataset.title}, revision ${revision} of ${publishedAt.slice(0, 10)}. Incident Ledger, ${address}`;
}
