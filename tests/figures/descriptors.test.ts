import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import datasets from "../../data/datasets.json";
import { BEST_RULES, KINDS, SHARINGS } from "../../server/domain/dataset";
import { FIGURE_FILES } from "./published";

test("seven datasets, CRSS first, each with its file", () => {
  assert.deepEqual(
    datasets.map((dataset) => dataset.slug),
    [...FIGURE_FILES, "chinese-nationals"],
  );
  for (const { slug, file } of datasets) {
    assert.equal(file, `${slug}.csv`);
    assert.ok(existsSync(`data/${file}`));
  }
  const files = readdirSync("data").filter((name) => name.endsWith(".csv"));
  assert.deepEqual(files.sort(), datasets.map((dataset) => dataset.file).sort());
});

test("each says what it counts, how it was made and who owns it", () => {
  for (const dataset of datasets) {
    assert.ok((KINDS as readonly string[]).includes(dataset.kind) && dataset.kind === (dataset.slug === "chinese-nationals" ? "incidents" : "figures"));
    assert.ok((SHARINGS as readonly string[]).includes(dataset.sharing));
    assert.ok((BEST_RULES as readonly string[]).includes(dataset.best_rule));
    for (const flag of [dataset.counts_militants, dataset.counts_operations, dataset.counts_injured]) assert.ok(flag === null || typeof flag === "boolean");
    assert.match(dataset.methodology, /published_on/);
    assert.match(dataset.licence, /no licence over them is claimed/);
    assert.ok(dataset.homepage === null || URL.canParse(dataset.homepage));
    // None of these lists is complete, so a missing row is never a zero.
    assert.equal(dataset.coverage, null);
  }
});
