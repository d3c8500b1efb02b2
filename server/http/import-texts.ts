import { UNSTORABLE } from "../domain/issue";
import type { Fault } from "../domain/query";
import type { Mapping } from "../domain/report";

/** Most entries and the longest text of one: an option is typed by hand. */
const MOST = 500;
const LONGEST = 500;

/** Reads an option that is JSON, name to text: `{"period":"2024-Q3"}`. Unset: undefined; anything else is a fault that shows the example. */
export function readTexts(params: URLSearchParams, name: string, example: string, faults: Fault[]): Record<string, string> | undefined {
  const text = params.get(name);
  if (text === null || text === "") return undefined;
  const isText = (value: unknown) => typeof value === "string" && value.length <= LONGEST && !UNSTORABLE.test(value);
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) {
      const entries = Object.entries(read);
      if (entries.length <= MOST && entries.every(([key, value]) => isText(key) && isText(value))) return read as Record<string, string>;
    }
  } catch {
    // Told below, with what the option looks like.
  }
  faults.push({ parameter: name, message: `${name} is JSON, each value a text: ${example}.` });
  return undefined;
}

/** Reads an option that is a list, comma-joined or repeated. Unset: undefined. */
export function readList(params: URLSearchParams, name: string): string[] | undefined {
  const values = params
    .getAll(name)
    .flatMap((value) => value.split(","))
    .map((value) => [...value.trim()].slice(0, 100).join(""))
    .filter((value) => value !== "");
  return values.length === 0 ? undefined : values;
}

/** Reads a mapping, JSON of field to column header or headers. */
export function readMapping(text: string | null, faults: Fault[]): Mapping | undefined {
  if (text === null || text === "") return undefined;
  const isText = (value: unknown) => typeof value === "string" && !UNSTORABLE.test(value);
  const isColumns = (value: unknown) => isText(value) || (Array.isArray(value) && value.every(isText));
  try {
    const mapping: unknown = JSON.parse(text);
    const isMapping = typeof mapping === "object" && mapping !== null && !Array.isArray(mapping);
    if (isMapping && Object.entries(mapping).every(([field, columns]) => isText(field) && isColumns(columns))) return mapping as Mapping;
  } catch {
    // Told below, with what a mapping looks like.
  }
  faults.push({ parameter: "mapping", message: 'mapping is JSON, field to column header: {"province":"area","occurred_on":["iyear","imonth","iday"]}.' });
  return undefined;
}
