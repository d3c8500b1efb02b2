import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { StoredFigure } from "../../server/domain/figure";
import { readPortions, surveyFile } from "../../server/ingest/read";

/** The figures of a file in `data/`, read by the real import without a database. */
export async function readFigureFile(name: string): Promise<StoredFigure[]> {
  const source = () => createReadStream(join(import.meta.dirname, "../../data", name));
  const options = { kind: "figures" as const, today: "2026-11-21" };
  const reading = await surveyFile(source, options);
  const figures: StoredFigure[] = [];
  for await (const portion of readPortions(source, reading, options)) {
    for (const figure of portion.figures) figures.push({ ...figure, batch: 1, file_name: name });
  }
  return figures;
}
