import type { Kind } from "../domain/dataset";
import { headerKey } from "../domain/name";
import type { Mapping } from "../domain/report";
import type { Knows } from "./dialect";
import { isTagRow, taggedKeys } from "./formats/hxl";
import { formatsOf } from "./formats/known";

/** No header is wider, and no name in one longer: a row of texts is not searched for fields. */
const MOST_COLUMNS = 500;
const LONGEST_NAME = 200;

/** Makes the count of the fields a line's cells name: of any format a file of the kind may have, or by the mapping given. */
export function knowsFields(kind: Kind, mapping: Mapping = {}): Knows {
  const formats = formatsOf(kind);
  const mapped = new Set(Object.values(mapping).flat().map(headerKey));
  return (cells) => {
    const names = cells.slice(0, MOST_COLUMNS).map((cell) => (cell.length > LONGEST_NAME ? "" : cell));
    const keys = isTagRow(names) ? taggedKeys(names, names) : names.map(headerKey);
    const countOf = (fields: readonly (string | null)[]) => {
      const known = fields.map((field, at) => field ?? (mapped.has(keys[at] ?? "") ? keys[at] : null));
      return new Set(known.filter((field) => field !== null)).size;
    };
    return Math.max(0, ...formats.map((format) => countOf(format.fieldsOf(keys))));
  };
}
