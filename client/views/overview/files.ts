import { formatQuery, type Query } from "../../../server/domain/query";
import { type Child, h } from "../../dom";
import * as words from "../../words/overview";

/** The forms a table is taken away in, each by its ending and its name. */
export const FORMS = [
  ["csv", "CSV"],
  ["xlsx", "XLSX"],
  ["parquet", words.parquet],
  ["zip", words.dataPackage],
] as const;

/** The numbers of a section as files, with status, qualifier and printing date of each. */
export function fileLinks(query: Query): Child[] {
  const address = formatQuery({ ...query, detail: true });
  return FORMS.flatMap(([form, label]) => ["\u00a0· ", h("a", { href: `/api/aggregates.${form}?${address}`, download: true }, label)]);
}
