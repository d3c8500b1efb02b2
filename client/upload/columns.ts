import type { Kind } from "../../server/domain/dataset";
import { readRecords } from "../../server/ingest/open";
import { nameOfColumn } from "../../server/ingest/position";
import type { Reading, Source } from "../../server/ingest/read";
import { suggestMapping } from "../../server/ingest/suggest";
import type { ColumnLook } from "./preview";

const SAMPLE = 200;
const SHOWN = 3;

/** Each column of the file: its field, its first values, and a suggestion where no field is read from it. */
export async function lookAtColumns(source: Source, reading: Reading, kind: Kind): Promise<ColumnLook[]> {
  const header = reading.columns?.header ?? reading.header;
  const rows = await firstRows(source, reading);
  const fields = new Map<number, string>();
  for (const [field, indexes] of reading.columns?.at ?? []) for (const index of indexes) fields.set(index, fields.get(index) ?? field);
  // A known format knows why it leaves a column out.
  const suggestions = reading.format === "house" ? suggestMapping(header, rows, kind).filter(({ field }) => reading.mapping[field] === undefined) : [];
  return header.map((spelled, index) => {
    const name = nameOfColumn(header, index);
    const values = rows.map((cells) => (cells[index] ?? "").trim()).filter((cell) => cell !== "");
    const field = fields.get(index) ?? null;
    return {
      header: spelled,
      name,
      field,
      values: [...new Set(values)].slice(0, SHOWN).map((value) => value.slice(0, 80)),
      suggestion: field === null ? (suggestions.find(({ column }) => column === name) ?? null) : null,
    };
  });
}

/** The first rows below the header. */
async function firstRows(source: Source, { structure, last_header_line, header_line }: Reading): Promise<string[][]> {
  const rows: string[][] = [];
  if (structure === null || header_line === 0) return rows;
  for await (const records of readRecords(source, structure)) {
    for (const { line, cells } of records) if (line > Math.max(last_header_line, header_line)) rows.push(cells);
    if (rows.length >= SAMPLE) break;
  }
  return rows.slice(0, SAMPLE);
}
