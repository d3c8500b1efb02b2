import type { Database } from "./db/connect";
import { findHalved } from "./db/left-out";
import { type Issue, issueAt } from "./domain/issue";
import type { ImportOptions } from "./import-read";
import type { Reading } from "./ingest/read";

/** Incidents told of at most. */
const MOST = 100;

/**
 * What an update with rows left out would take away unsaid: an incident whose other rows would replace all of it, or, where the file is said to be the whole dataset, one it has after all. Each is
 * an error, and the file is refused. An incident that is left out with all its rows stays as it was.
 */
export async function leftOutOfUpdate(
  { knex }: Database,
  batch: number,
  { columns }: Pick<Reading, "columns">,
  rejected: number,
  options: ImportOptions,
): Promise<Issue[]> {
  if (options.mode !== "update" || options.on_error === "reject" || rejected === 0) return [];
  if (options.complete) return [issueAt("error", null, null, null, "not_complete", notComplete(rejected))];
  const column = columns?.at.get("incident_id")?.[0];
  if (column === undefined) return [];
  const header = columns?.header[column] ?? null;
  const halved = await findHalved(knex, batch, column, MOST);
  return halved.map(({ line, incident_id }) => issueAt("error", line, header, incident_id, "half_incident", HALVED));
}

const HALVED =
  "This row is left out, and other rows of the same incident would replace all of it. Correct the row, or leave the whole incident out of the file.";

const notComplete = (rejected: number) =>
  `${rejected} rows cannot be read, so the file is not the whole dataset, and with complete=true their incidents would be withdrawn. Correct the rows, or send the file without complete=true.`;
