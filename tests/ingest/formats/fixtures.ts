import { readFileSync } from "node:fs";
import type { ReadOptions } from "../../../server/ingest/read";
import { type Read, read } from "../reading";

/** The bytes of a file of tests/fixtures/formats. */
export const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../fixtures/formats/${name}.csv`, import.meta.url)));

export const text = (name: string): string => new TextDecoder().decode(fixture(name));

export const readFixture = (name: string, options: Partial<ReadOptions> = {}): Promise<Read> => read(fixture(name), options);

/** The header and rows of a fixture, whose cells need no care beyond quotes. */
export function tableOf(name: string): string[][] {
  return text(name)
    .trimEnd()
    .split("\n")
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1]?.replaceAll('""', '"') ?? cell[2] ?? ""));
}

export const csvOf = (table: readonly (readonly string[])[]): string =>
  table.map((cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\n");
