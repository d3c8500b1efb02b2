import assert from "node:assert/strict";
import { newRoom } from "../../server/ingest/bulk/output";
import type { Rollup } from "../../server/ingest/bulk/rollup";

/** Reads rows of COPY's binary format (PostgreSQL manual, COPY, "Binary Format") as the database does: by the types of their columns. */

const DAYS = new Set(["occurred_on", "ended_on", "published_on", "period_start"]);
const DOUBLES = new Set(["latitude", "longitude"]);
const TEXTS = new Set(
  ["date_precision", "province", "province_raw", "victim", "incident_id", "district", "place", "incident_type", "tactic", "perpetrator"].concat(
    ["claimed_by", "target", "source", "source_url", "notes"],
    ["dimension", "member", "precision"],
  ),
);
const DAY = 86_400_000;

/** The columns of a cell of the cube. */
const CELL_COLUMNS = [
  ...["batch_id", "dimension", "member", "period_start", "precision", "province", "victim", "row_count", "incidents", "fatal_incidents"],
  ...["fatalities", "fatalities_low", "fatalities_high", "fatalities_blank", "fatalities_high_blank"],
  ...["injured", "injured_low", "injured_high", "injured_blank", "injured_high_blank"],
];

/** The values of each row as texts, null where there is none, in the order of the columns. Throws where a row has another number of fields. */
export function readCopied(bytes: Uint8Array, columns: readonly string[]): (string | null)[][] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: (string | null)[][] = [];
  for (let at = 0; at < buffer.length; ) {
    const width = buffer.readInt16BE(at);
    at += 2;
    if (width !== columns.length) throw new Error(`A row has ${width} fields, and there are ${columns.length} columns.`);
    rows.push(
      columns.map((name) => {
        const length = buffer.readInt32BE(at);
        at += 4;
        if (length === -1) return null;
        at += length;
        return textOf(name, buffer.subarray(at - length, at));
      }),
    );
  }
  return rows;
}

function textOf(name: string, field: Buffer): string {
  if (TEXTS.has(name)) return field.toString();
  if (name === "extra") return field.subarray(1).toString();
  if (name === "counted") return String(field.readInt8() === 1);
  const size = DAYS.has(name) ? 4 : 8;
  if (field.length !== size) throw new Error(`${name} has ${field.length} bytes, not ${size}.`);
  if (DAYS.has(name)) return new Date(Date.UTC(2000, 0, 1) + field.readInt32BE() * DAY).toISOString().slice(0, 10);
  return DOUBLES.has(name) ? String(field.readDoubleBE()) : field.readBigInt64BE().toString();
}

/** The cells of a rollup as JSON of their values, sorted and without the batch, which each must tell. Where they are without bounds theirs are the best numbers. */
export function cellsOf(rollup: Rollup, columns: readonly string[], batch: number): string[] {
  return [...(rollup.cells(batch, newRoom) ?? [])]
    .flatMap((piece) => readCopied(piece, columns))
    .map((fields) => {
      const at = (name: string) => fields[columns.indexOf(columns.includes(name) ? name : name.replace(/_(low|high)/, ""))];
      const [told, ...cell] = CELL_COLUMNS.map(at);
      assert.equal(told, String(batch));
      return JSON.stringify(cell);
    })
    .sort();
}
