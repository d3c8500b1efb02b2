import type { StoredDataset } from "../db/datasets";
import type { Notices } from "../db/notices";
import type { Ledger } from "./ledger";

/** The latest revision of each dataset a process has read. */
const seen = new WeakMap<Notices, Map<number, number>>();

/**
 * Notes a dataset that was just read. A revision newer than any read before counts as word of the change, which may still be on its way here from
 * the process that published it: what was answered before must not be shown after it.
 */
export function see({ database: { notices } }: Ledger, datasets: readonly StoredDataset[]): void {
  const latest = seen.get(notices) ?? new Map<number, number>();
  seen.set(notices, latest);
  for (const { id, revision } of datasets) {
    const before = latest.get(id);
    if (revision === null || (before !== undefined && revision <= before)) continue;
    latest.set(id, revision);
    if (before !== undefined) notices.tell();
  }
}
