import type { Kind } from "../../server/domain/dataset";
import { today } from "../../server/domain/day";
import type { ImportMode, Mapping } from "../../server/domain/report";
import type { ReadOptions } from "../../server/ingest/read";

/** What the uploader says of a file. Unset means: as the file shows. One set of choices makes the preview and the import alike. */
export interface Choices {
  mapping?: Mapping;
  constants: Record<string, string>;
  spellings: Record<string, string>;
  classes?: string[];
  encoding?: ReadOptions["encoding"];
  delimiter?: ReadOptions["delimiter"];
  sheet?: string;
  header_line?: number;
  dates?: "serial";
  date_order?: "dmy" | "mdy";
  published_on?: string;
  mode: ImportMode;
  /** Of an update: incidents the file does not name are withdrawn. */
  complete: boolean;
  /** What becomes of a file with rows that cannot be read; null until somebody decides. */
  on_error: "reject" | "quarantine" | null;
}

/** The same for the reader in the browser. Plain values only: they are sent to a worker. */
export function readOptionsOf(choices: Choices, kind: Kind): ReadOptions {
  const { mode, complete: _, on_error: __, constants, spellings, ...reading } = choices;
  return {
    ...reading,
    kind,
    today: today(),
    ...(Object.keys(constants).length > 0 ? { constants } : {}),
    ...(Object.keys(spellings).length > 0 ? { spellings } : {}),
    ...(mode === "update" ? { required: ["incident_id"] } : {}),
  };
}

/**
 * The same as address parameters of an import. The format the preview found is named, so that the server reads the file as it was
 * shown and not by what it remembers of earlier ones.
 */
export function parametersOf(choices: Choices, file: string, format: string): URLSearchParams {
  const params = new URLSearchParams({ mode: choices.mode, on_error: choices.on_error ?? "reject", file_name: file, format });
  const { encoding, delimiter, sheet, header_line, dates, date_order, published_on, classes } = choices;
  for (const [name, value] of Object.entries({ encoding, delimiter, sheet, header_line, dates, date_order, published_on, classes })) {
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  const { mapping, constants, spellings } = choices;
  for (const [name, value] of Object.entries({ mapping, constants, spellings })) {
    if (value !== undefined && Object.keys(value).length > 0) params.set(name, JSON.stringify(value));
  }
  if (choices.mode === "update" && choices.complete) params.set("complete", "true");
  return params;
}
