import { hasRemembered } from "../../server/ingest/position";
import type { Remembered } from "../api";
import { list, plural } from "../format";
import * as plurals from "../words/plurals";
import * as words from "../words/upload-columns";
import type { Preview } from "./preview";

export const NOTHING: Remembered = { mapping: {}, constants: {}, spellings: {} };

/** Whether what was said of an earlier file can be said of this one, and says more than the file itself. */
export function fits({ mapping, constants }: Remembered, { columns, mapping: own }: Preview): boolean {
  const wanted = Object.values(mapping).flat();
  const headers = columns.map(({ header }) => header);
  const says = JSON.stringify(Object.entries(mapping).sort()) !== JSON.stringify(Object.entries(own).sort()) || Object.keys(constants).length > 0;
  return wanted.length > 0 && says && wanted.every((column) => hasRemembered(headers, column));
}

/** What of the dataset's last file is used again, in words: `4 columns and 1 name of a province`. Null where nothing is. */
export function usedAgain({ mapping, constants, spellings }: Remembered): string | null {
  const [columns, values, names] = [mapping, constants, spellings].map((said) => Object.keys(said).length);
  const parts = [columns && plural(columns, plurals.column), values && plural(values, words.valueForTheWhole), names && plural(names, words.nameOfAProvince)];
  const said = parts.filter((part) => typeof part === "string");
  return said.length === 0 ? null : list(said);
}
