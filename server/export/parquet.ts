import { parquetWriteBuffer, schemaFromColumnData } from "hyparquet-writer";
import type { Cell, Column } from "../domain/table";
import { type Exported, refuseCells, typeOf, type ValueType } from "./exported";

type Kind = "INT64" | "DOUBLE" | "BOOLEAN" | "STRING";
const KINDS: Record<Exclude<ValueType, "date">, Kind> = { integer: "INT64", number: "DOUBLE", boolean: "BOOLEAN", string: "STRING" };

/** So many take half a second, in which nobody else is answered, and some forty megabytes. */
const MOST_CELLS = 1_000_000;

/**
 * The table as Parquet (snappy): counts INT64, percentages DOUBLE, printing dates DATE, nulls null in every column. Where it comes from
 * stands in the file's key-value metadata under the names of the workbook's second sheet. Throws TooManyCells.
 */
export function toParquet(exported: Exported): Buffer {
  refuseCells(exported, MOST_CELLS, "As Parquet", ".csv");
  const { columns, rows } = exported;
  const typed = columns.map((column) => {
    const type = typeOf(column, rows);
    return { name: column.name, type, data: rows.map((row) => parquetValue(row[column.name] ?? null, type)) };
  });
  const schema = schemaFromColumnData({
    columnData: typed.map(({ name, type, data }) => (type === "date" ? { name, data } : { name, data, type: KINDS[type], nullable: true })),
    schemaOverrides: Object.fromEntries(typed.filter(({ type }) => type === "date").map(({ name }) => [name, dateElement(name)])),
  });
  const columnData = typed.map(({ name, data }) => ({ name, data }));
  const kvMetadata = [
    ["citation", exported.sources.map(({ citation }) => citation).join("\n")],
    ["licence", [...new Set(exported.sources.map(({ licence }) => licence))].join("\n")],
    ["address", exported.address],
    ["pinned_address", exported.pinned],
    ["query", JSON.stringify(exported.query)],
    ["notes", JSON.stringify(exported.notes)],
    ["columns", JSON.stringify(columns.map(described))],
  ].map(([key = "", value = ""]) => ({ key, value }));
  return Buffer.from(parquetWriteBuffer({ columnData, schema, kvMetadata, createdBy: "Incident Ledger" }));
}

const dateElement = (name: string) => ({ name, type: "INT32" as const, converted_type: "DATE" as const, repetition_type: "OPTIONAL" as const });

const described = ({ name, label, unit }: Column) => ({ name, label, unit });

function parquetValue(cell: Cell, type: ValueType): bigint | number | string | boolean | Date | null {
  if (cell === null) return null;
  if (type === "integer") return BigInt(Math.round(Number(cell)));
  if (type === "number") return Number(cell);
  if (type === "boolean") return cell === true;
  return type === "date" ? new Date(`${String(cell)}T00:00:00Z`) : String(cell);
}
