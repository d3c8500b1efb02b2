import { readConfig } from "./config";
import { writeBackup } from "./db/backup";
import { connect } from "./db/connect";
import { migrate } from "./db/migrate";
import { restoreBackup } from "./db/restore";

/** `npm run backup FILE` and `npm run restore FILE`: the ledger of DATABASE_URL or DATA_DIR to one file and back, on either engine. */
const [verb, path] = process.argv.slice(2);
const count = (value: number, what: string) => `${value.toLocaleString("en")} ${what}${value === 1 ? "" : "s"}`;

try {
  if ((verb !== "backup" && verb !== "restore") || path === undefined) throw new Error("Say which file: npm run backup FILE, or npm run restore FILE.");
  const config = readConfig();
  const database = await connect({ url: config.DATABASE_URL, directory: config.DATA_DIR, isPatient: true });
  try {
    await migrate(database);
    const { revisions, rows, sha256 } = await (verb === "backup" ? writeBackup(database, path) : restoreBackup(database, path));
    const datasets = new Set(revisions.map(({ dataset }) => dataset)).size;
    console.log(
      `${verb === "backup" ? "Wrote" : "Restored"} ${path}: ${count(datasets, "dataset")}, ${count(revisions.length, "revision")}, ` +
        `${count((rows.incident ?? 0) + (rows.figure ?? 0), "row")}. SHA-256 of its text: ${sha256}`,
    );
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
