import { Router } from "express";
import { findEdition, listDatasets, type StoredDataset } from "../db/datasets";
import { readFigures } from "../db/figures";
import { BEST_RULE_WORDS } from "../domain/dataset";
import { periodInWords, spanOf } from "../domain/period";
import { escaped } from "../export/html";
import type { Ledger } from "./ledger";
import { type MethodPart, methodParts } from "./methodology-parts";
import { pageFrame } from "./page-frame";
import { styleSheet } from "./pages";

/** `/methodology`: what the numbers mean, made from the definitions in the code and the datasets as they are described. */
export function methodologyRoutes(ledger: Ledger): Router {
  const router = Router();
  router.get("/methodology", async (_request, response) => {
    // Where reading needs a token the page has none: it then holds the definitions alone.
    const datasets = ledger.config.READ_ACCESS === "private" ? [] : await datasetParts(ledger);
    response
      .set("Cache-Control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(methodologyPage([...methodParts(), ...datasets], styleSheet()));
  });
  return router;
}

const FLAGS = [
  ["counts_militants", "Militants among the killed"],
  ["counts_operations", "Security operations"],
  ["counts_injured", "The wounded"],
] as const;

/** Each dataset under its own method: what it counts, its rules, and where its scope changes. */
async function datasetParts(ledger: Ledger): Promise<MethodPart[]> {
  const all = (await listDatasets(ledger.database.knex)).filter(({ archived }) => !archived);
  return Promise.all(
    all.map(
      async (dataset): Promise<MethodPart> => ({
        id: `dataset-${dataset.slug}`,
        title: `Dataset ${dataset.slug}: ${dataset.title}`,
        words: [`${dataset.publisher}. ${dataset.methodology}`, `Licence: ${dataset.licence}`],
        table: {
          heads: ["It counts", "As stated"],
          rows: [...FLAGS.map(([flag, words]) => [words, said(dataset[flag])]), ...rulesOf(dataset), ...(await scopesOf(ledger, dataset))],
        },
      }),
    ),
  );
}

const said = (flag: boolean | null) => (flag === null ? "not stated" : flag ? "yes" : "no");

function rulesOf(dataset: StoredDataset): string[][] {
  if (dataset.kind === "figures") return [];
  return [
    ["Coverage, inside which no row means zero", dataset.coverage ?? "not stated: no row means unknown"],
    ["Best of several reports", BEST_RULE_WORDS[dataset.best_rule]],
  ];
}

/** The scopes of its figures with the time each spans: no change is computed from one to another. */
async function scopesOf(ledger: Ledger, dataset: StoredDataset): Promise<string[][]> {
  const edition = dataset.kind === "figures" ? await findEdition(ledger.database.knex, dataset, {}) : null;
  if (edition === null) return [];
  const spans = new Map<string, { start: string; end: string }>();
  for (const { scope, period_start, period_end } of await readFigures(ledger.database.knex, edition.batches)) {
    const span = spans.get(scope) ?? { start: period_start, end: period_end };
    spans.set(scope, { start: period_start < span.start ? period_start : span.start, end: period_end > span.end ? period_end : span.end });
  }
  const order = [...spans].sort(([, a], [, b]) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return order.map(([scope, { start, end }]) => [`Scope: ${scope === "" ? "not stated" : scope}`, periodInWords(spanOf(start, end))]);
}

/** The page: a contents list, then every part under an address of its own. */
function methodologyPage(parts: readonly MethodPart[], style: string | null): string {
  const contents = parts.map(({ id, title }) => `<li><a href="#${escaped(id)}">${escaped(title)}</a></li>`).join("");
  const body = `<h1>Methodology</h1>
<p class="deck">What a number here means. This page is made from the definitions the program works with, and cannot differ from them.</p>
<nav aria-label="Contents"><ul class="contents">${contents}</ul></nav>
${parts.map(sectionOf).join("\n")}`;
  return pageFrame({ title: "Methodology", kind: "method", style, body });
}

function sectionOf({ id, title, words, table }: MethodPart): string {
  const cells = (row: readonly string[]) =>
    row
      .map((cell, at) =>
        at === 0
          ? `<th scope="row" role="rowheader">${escaped(cell)}</th>`
          : `<td role="cell" data-name="${escaped(table?.heads[at] ?? "")}">${escaped(cell)}</td>`,
      )
      .join("");
  const body =
    table === undefined
      ? ""
      : `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(title)}"><table role="table"><thead><tr>${table.heads
          .map((head) => `<th scope="col">${escaped(head)}</th>`)
          .join("")}</tr></thead><tbody role="rowgroup">${table.rows.map((row) => `<tr role="row">${cells(row)}</tr>`).join("")}</tbody></table></div>`;
  return `<section class="section" id="${escaped(id)}"><h2>${escaped(title)}</h2>${words.map((text) => `<p>${escaped(text)}</p>`).join("")}${body}</section>`;
}
