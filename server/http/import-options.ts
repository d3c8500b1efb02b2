import type { Request } from "express";
import type { Actor } from "../db/audit";
import type { Review } from "../db/publish";
import { parseDay, today } from "../domain/day";
import { UNSTORABLE } from "../domain/issue";
import type { Fault } from "../domain/query";
import { IMPORT_MODES } from "../domain/report";
import type { ImportOptions } from "../import";
import { DELIMITER_NAMES } from "../ingest/dialect";
import { ENCODINGS } from "../ingest/encoding";
import { LAST_HEADER_LINE } from "../ingest/preamble";
import { readList, readMapping, readTexts } from "./import-texts";
import { badParameters } from "./problem";
import { parametersOf } from "./reply";

const OVERRIDES = ["encoding", "delimiter", "sheet", "header_line", "dates"];
/** What an upload may be told in its address. */
export const IMPORT_OPTIONS = [
  "mode",
  "on_error",
  "publish",
  "published_on",
  "date_order",
  "mapping",
  "format",
  "file_name",
  "complete",
  "constants",
  "classes",
  "spellings",
  ...OVERRIDES,
];

/** Reads the options of an upload from its address. Whatever is wrong with them is told at once. */
export function readOptions(request: Request, actor: Actor): { options: ImportOptions; file_name: string | null } {
  const params = parametersOf(request);
  const faults: Fault[] = [...new Set(params.keys())]
    .filter((name) => !IMPORT_OPTIONS.includes(name))
    .map((name) => ({ parameter: name, message: `There is no parameter "${name}". Known: ${IMPORT_OPTIONS.join(", ")}.` }));
  const choice = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const value = params.get(name) || undefined;
    if (value === undefined || (values as readonly string[]).includes(value)) return value as T | undefined;
    faults.push({ parameter: name, message: `"${value}" is not a ${name}: use ${values.join(", ")}.` });
    return undefined;
  };
  const published_on = params.get("published_on") || undefined;
  if (published_on !== undefined && (parseDay(published_on) === null || published_on > today())) {
    faults.push({ parameter: "published_on", message: `"${published_on}" is not a day up to today. Write 2024-09-30.` });
  }
  const mode = choice("mode", IMPORT_MODES) ?? "replace";
  const options: ImportOptions = {
    mode,
    on_error: choice("on_error", ["reject", "quarantine"] as const) ?? "reject",
    publish: choice("publish", ["true", "false"] as const) === "true",
    actor,
    ...(published_on === undefined ? {} : { published_on }),
    ...(choice("complete", ["true", "false"] as const) === "true" ? { complete: true } : {}),
    ...optional("date_order", choice("date_order", ["dmy", "mdy"] as const)),
    ...optional("mapping", readMapping(params.get("mapping"), faults)),
    ...optional("format", readName(params, "format", faults)),
    ...optional("constants", readTexts(params, "constants", '{"period":"2024-Q3","region":"PK"}', faults)),
    ...optional("spellings", readTexts(params, "spellings", '{"Baloch Belt":"PK-BA"}', faults)),
    ...optional("classes", readList(params, "classes")),
    ...optional("encoding", choice("encoding", ENCODINGS)),
    ...optional("delimiter", choice("delimiter", DELIMITER_NAMES)),
    ...optional("sheet", readName(params, "sheet", faults)),
    ...optional("header_line", readLine(params.get("header_line"), faults)),
    ...optional("dates", choice("dates", ["serial"] as const)),
  };
  if (faults.length > 0) throw badParameters(faults);
  // Cut between characters: half a surrogate pair is no text to the database.
  return { options, file_name: [...(params.get("file_name") ?? "")].slice(0, 200).join("") || null };
}

function optional<K extends string, V>(name: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [key in K]?: V };
}

function readName(params: URLSearchParams, name: string, faults: Fault[]): string | undefined {
  const text = params.get(name) || undefined;
  if (text === undefined || (text.length <= 100 && !UNSTORABLE.test(text))) return text;
  faults.push({ parameter: name, message: `The ${name} is a name of at most 100 characters.` });
  return undefined;
}

function readLine(text: string | null, faults: Fault[]): number | undefined {
  if (text === null || text === "") return undefined;
  const line = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (line >= 1 && line <= LAST_HEADER_LINE) return line;
  faults.push({ parameter: "header_line", message: `"${text}" is not the line of a header. Write a number from 1 to ${LAST_HEADER_LINE}.` });
  return undefined;
}

/** `reviewed`: the revision whose comparison with the import somebody saw, `from` of its changes. */
export function readReview(request: Request): Review {
  const params = parametersOf(request);
  const given = params.getAll("reviewed");
  const faults: Fault[] = [...new Set(params.keys())]
    .filter((name) => name !== "reviewed")
    .map((name) => ({ parameter: name, message: `There is no parameter "${name}" here. Known: reviewed.` }));
  if (given.length > 1 || !/^(?:\d{1,15})?$/.test(given[0] ?? ""))
    faults.push({ parameter: "reviewed", message: `"${given.join(", ")}" is not the number of a revision. Write the "from" of the changes you saw.` });
  if (faults.length > 0) throw badParameters(faults);
  return { revision: given[0] ? Number(given[0]) : null };
}
