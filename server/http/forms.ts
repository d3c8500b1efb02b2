import type { Request, Response } from "express";
import { today } from "../domain/day";
import { formatQuery } from "../domain/query";
import { bibtexOf, citationOf } from "../export/citation";
import { toCsv } from "../export/csv";
import { toDataPackage } from "../export/datapackage";
import type { Exported, Source } from "../export/exported";
import { hasAdditions } from "../statistics/additions";
import type { Asked } from "./answer";
import { asDownload, JSON_TYPE, sendMade, sendVersioned } from "./reply";

interface Form {
  type: string;
  make(exported: Exported): string | Buffer | Promise<Buffer>;
}

/** The files an answer can be taken away in, by the ending of the address. What writes workbooks and Parquet is loaded when the first is asked for: it takes memory that many a process never needs. */
const FORMS: Record<string, Form> = {
  csv: { type: "text/csv; charset=utf-8", make: toCsv },
  xlsx: {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    make: async (exported) => (await import("../export/xlsx")).toXlsx(exported),
  },
  parquet: { type: "application/vnd.apache.parquet", make: async (exported) => (await import("../export/parquet")).toParquet(exported) },
  zip: { type: "application/zip", make: toDataPackage },
  bib: {
    type: "application/x-bibtex; charset=utf-8",
    make: ({ sources, view }) => sources.map((source) => bibtexOf(source, source.revision, source.published_at, view)).join("\n"),
  },
};

/** The addresses of a table in every form: `/aggregates`, `/aggregates.csv`... */
export const addressesOf = (path: string): string[] => [path, ...["json", ...Object.keys(FORMS)].map((form) => `${path}.${form}`)];

/** The form an address asks for: the ending of its path. */
export const formOf = (request: Request): string => request.path.split(".")[1] ?? "json";

/** What an answer depends on beside the revision and the query: the dataset's description, and the day on which a period is whole. */
export function versionOf({ query, dataset, edition }: Asked): { key: string; pinned: boolean } {
  const { id, coverage, title, publisher, licence, methodology, homepage } = dataset;
  // Whether a period is over decides what it may be compared with; figures say themselves how whole they are.
  const ages = dataset.kind === "incidents" && (query.change !== null || hasAdditions(query));
  const key = [id, edition.revision, formatQuery(query), coverage, title, publisher, licence, methodology, homepage, ages && today()].join("|");
  return { key, pinned: query.revision !== null && !ages };
}

/** The dataset as a file names it; `address` is where its numbers stay. */
export function sourceOf({ dataset, edition }: Asked, address: string): Source {
  const { slug, title, publisher, licence, homepage, methodology } = dataset;
  const { revision, published_at } = edition;
  return { slug, title, publisher, licence, homepage, methodology, revision, published_at, citation: citationOf(dataset, revision, published_at, address) };
}

/** Sends a table as a file of the form, or as the JSON given. */
export async function sendForm(
  request: Request,
  response: Response,
  version: { key: string; pinned: boolean },
  answer: { json: unknown; exported: () => Exported },
): Promise<void> {
  const name = formOf(request);
  const form = FORMS[name];
  if (form === undefined) return sendVersioned(request, response, version, JSON_TYPE, JSON.stringify(answer.json));
  const exported = answer.exported();
  // The file names the host it came from.
  const key = `${version.key}|${name}|${exported.view}`;
  await sendMade(request, response, { ...version, key }, form.type, async () => {
    const body = await form.make(exported);
    asDownload(response, `${exported.name}.${name}`);
    return body;
  });
}
