import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { Column } from "../domain/table";
import { bibtexOf } from "./citation";
import { toCsv } from "./csv";
import { type Exported, type Source, STATUS_WORDS, typeOf } from "./exported";

const CSV = "data.csv";

/** Licences with an identifier of their own (SPDX, which Open Definition's follow), by how publishers write them. */
const LICENCES: [RegExp, string, string][] = [
  [/^cc[ -]?by[ -]?4\.0$/i, "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"],
  [/^cc[ -]?by[ -]?sa[ -]?4\.0$/i, "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"],
  [/^cc0([ -]?1\.0)?$/i, "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"],
  [/^odbl([ -]?1\.0)?$/i, "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"],
];

/**
 * The table as a data package (https://datapackage.org, version 2): the pure CSV, its Table Schema with licence and sources, and a
 * page that people read. The same table gives the same bytes: entries carry the day of the revision, not of the download.
 */
export function toDataPackage(exported: Exported): Buffer {
  const csv = strToU8(toCsv(exported));
  const files = {
    [CSV]: csv,
    "datapackage.json": strToU8(`${JSON.stringify(descriptor(exported, csv), null, 2)}\n`),
    "README.md": strToU8(readme(exported)),
  };
  // A zip holds no year before 1980 and local time only; midday is the same day everywhere.
  const day = exported.sources[0]?.published_at.slice(0, 10) ?? "1980-01-01";
  return Buffer.from(zipSync(files, { mtime: new Date(`${day}T12:00:00`) }));
}

function descriptor(exported: Exported, csv: Uint8Array): Record<string, unknown> {
  const { name, title, sources, columns, rows, pinned, view, notes, query } = exported;
  const key = columns.filter(({ role }) => role === "dimension").map((column) => column.name);
  const isKey = key.length > 0 && rows.every((row) => key.every((column) => row[column] !== null));
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-"),
    title,
    description: sources.map(({ citation }) => citation).join("\n"),
    homepage: view,
    version: sources.map(({ revision }) => revision).join("."),
    created: sources[0]?.published_at,
    sources: sources.map((source) => ({ title: `${source.publisher}. ${source.title}`, ...(source.homepage === null ? {} : { path: source.homepage }) })),
    licenses: uniqueLicences(sources),
    contributors: sources.map(({ publisher }) => ({ title: publisher, roles: ["publisher"] })),
    query,
    notes,
    resources: [
      {
        name: "data",
        type: "table",
        path: CSV,
        title,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: csv.length,
        hash: `sha256:${createHash("sha256").update(csv).digest("hex")}`,
        sources: [{ title: "Incident Ledger", path: pinned }],
        schema: {
          fields: columns.map((column) => ({ name: column.name, type: typeOf(column, rows), title: column.label, unit: column.unit, ...statuses(column) })),
          missingValues: [""],
          ...(isKey ? { primaryKey: key } : {}),
        },
      },
    ],
  };
}

const statuses = ({ role }: Column) => (role === "status" ? { constraints: { enum: STATUS_WORDS.map(([status]) => status) } } : {});

/** A licence without an identifier is told in the words of the dataset, which the README repeats. */
function uniqueLicences(sources: readonly Source[]): { name?: string; title: string; path: string }[] {
  return [...new Set(sources.map(({ licence }) => licence.trim()))].map((words) => {
    const [, name, path] = LICENCES.find(([spelling]) => spelling.test(words)) ?? [];
    return name === undefined || path === undefined ? { title: words === "" ? "Not stated" : words, path: "README.md" } : { name, title: words, path };
  });
}

const line = (text: string) => text.replace(/\s+/g, " ").trim();
const cell = (text: string) => line(text).replace(/\|/g, "\\|");

function readme({ title, sources, address, pinned, view, notes, columns, rows }: Exported): string {
  const of = (source: Source) => [
    `### ${line(source.title)}`,
    "",
    line(source.citation),
    "",
    "```bibtex",
    bibtexOf(source, source.revision, source.published_at, view).trimEnd(),
    "```",
    "",
    `Licence: ${line(source.licence)}`,
    "",
    `Method: ${line(source.methodology) || "not stated"}`,
    ...(source.homepage === null ? [] : ["", `Homepage: ${source.homepage}`]),
    "",
  ];
  const withStatus = columns.some(({ role }) => role === "status");
  return [
    `# ${line(title)}`,
    "",
    `${rows.length} rows in \`${CSV}\`: UTF-8, one header line, missing values empty (an empty cell is not zero). \`datapackage.json\` describes its columns.`,
    "",
    `- Seen at: ${view}`,
    `- This very answer: ${pinned}`,
    `- The latest: ${address}`,
    "",
    "## Source and citation",
    "",
    ...sources.flatMap(of),
    ...(notes.length > 0 ? ["## What to know", "", ...notes.map(({ message }) => `- ${line(message)}`), ""] : []),
    ...(withStatus ? ["## Statuses", "", ...STATUS_WORDS.map(([status, meaning]) => `- \`${status}\`: ${meaning}`), ""] : []),
    "## Columns",
    "",
    "| column | meaning | unit |",
    "|---|---|---|",
    ...columns.map((column) => `| \`${cell(column.name)}\` | ${cell(column.label)} | ${column.unit} |`),
    "",
  ].join("\n");
}
