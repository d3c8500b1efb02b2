import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Knex } from "knex";
import { programActor } from "../server/db/audit";
import type { Database } from "../server/db/connect";
import { createDataset, type DatasetFields, findDataset } from "../server/db/datasets";
import { importFile } from "../server/import";

/** A dataset as `data/datasets.json` describes it, with the file its figures are in. */
type Seeded = DatasetFields & { file: string };

/**
 * Puts the published figures of `data/` into the ledger, through the same import as any upload. A dataset that has a revision
 * is left alone, so that a first start that was killed goes on where it ended and nothing of a user's is touched.
 */
export async function seed(knex: Knex): Promise<void> {
  const { database, data } = knex.userParams as { database: Database; data: string };
  const datasets: Seeded[] = JSON.parse(await readFile(join(data, "datasets.json"), "utf8"));
  for (const { file, ...fields } of datasets) {
    const find = () => findDataset(database.knex, fields.slug);
    if ((await find()) === null) await database.knex.transaction((trx) => createDataset(trx, fields, programActor("seed")));
    const dataset = await find();
    if (dataset === null || dataset.revision !== null || dataset.archived) continue;
    const path = join(data, file);
    const content_hash = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    const upload = { source: () => createReadStream(path), content_hash, file_name: file };
    const report = await importFile(database, dataset, upload, { mode: "replace", on_error: "reject", publish: true, actor: programActor("seed") });
    if (report.state !== "published") {
      const reasons = report.issues.slice(0, 3).map((issue) => `line ${issue.line}: ${issue.message}`);
      throw new Error(`data/${file} was refused: ${reasons.join(" ")}`);
    }
  }
}
