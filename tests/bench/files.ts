import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { writeRows } from "./rows";

/** A file of so many rows. */
export interface File {
  rows: number;
  label: string;
  path: string;
}

/** Makes the files that are not there yet, beside the installed packages: they are the same each time. */
export async function makeFiles(sizes: readonly [label: string, rows: number][]): Promise<File[]> {
  const folder = join(import.meta.dirname, "../../node_modules/.cache/incident-ledger-bench");
  await mkdir(folder, { recursive: true });
  const files = sizes.map(([label, rows]) => ({ label, rows, path: join(folder, `rows-1-${label}.csv`) }));
  for (const { rows, path } of files) {
    if (existsSync(path)) continue;
    await writeRows(`${path}.${process.pid}`, rows);
    await rename(`${path}.${process.pid}`, path);
  }
  return files;
}
