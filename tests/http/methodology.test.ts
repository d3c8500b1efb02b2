import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import request from "supertest";
import { BEST_RULE_WORDS, KINDS } from "../../server/domain/dataset";
import { QUALIFIERS } from "../../server/domain/figure";
import { MEASURE_NAMES } from "../../server/domain/measure";
import { PROVINCES } from "../../server/domain/province";
import { STATUSES } from "../../server/domain/table";
import { VIEWS } from "../../server/domain/view";
import { methodParts } from "../../server/http/methodology-parts";
import { FORMAT_WORDS } from "../../server/ingest/formats/about";
import { formatsOf } from "../../server/ingest/formats/known";
import { CHANGE_FLAG_WORDS, LOW_BASE } from "../../server/statistics/change";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

test("the methodology page holds every definition the program works with, and every dataset's own method", async () => {
  const response = await request(ledger.app).get("/methodology");
  assert.equal(response.status, 200);
  assert.match(response.headers["content-type"] ?? "", /^text\/html/);
  const names = [
    ...MEASURE_NAMES,
    ...STATUSES,
    ...Object.keys(CHANGE_FLAG_WORDS),
    ...QUALIFIERS,
    ...Object.keys(BEST_RULE_WORDS),
    ...Object.keys(FORMAT_WORDS),
    ...PROVINCES,
  ];
  for (const name of names) assert.ok(response.text.includes(`<th scope="row" role="rowheader">${name}</th>`), name);
  // CRSS counted all violence up to its reports of 2019, terrorism and counter-terrorism from 2018 on (data/README.md).
  assert.match(response.text, /Scope: all violence<\/th><td [^>]*>January 2013 to September 2019</);
  assert.ok(response.text.includes("46.27 is printed “over 46%”") && response.text.includes("27.69 is printed “nearly 28%”"));
  for (const slug of ["crss", "picss", "chinese-nationals"]) assert.ok(response.text.includes(`id="dataset-${slug}"`), slug);
  assert.ok(!response.text.includes("<script"));
});

test("the pages the server writes lead to every view, as the views themselves do", async () => {
  for (const path of ["/methodology", "/api"]) {
    const { text } = await request(ledger.app).get(path);
    const masthead = /<header class="masthead">.*?<\/header>/s.exec(text)?.[0] ?? "";
    const links = [...masthead.matchAll(/<li><a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, label]) => `${label} ${href}`);
    assert.deepEqual(
      links,
      VIEWS.map(({ label, path: href }) => `${label} ${href}`),
      path,
    );
    assert.ok(links.length === 7 && !text.includes("<script"), path);
  }
});

test("every format is described once, and nothing is described that is not read", () => {
  const read = new Set(KINDS.flatMap((kind) => formatsOf(kind).map(({ name }) => name)));
  assert.deepEqual(Object.keys(FORMAT_WORDS).sort(), [...read].sort());
});

test("parts have addresses of their own", () => {
  const ids = methodParts().map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("the README names the same statuses, flags, qualifiers and threshold", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  for (const name of [...STATUSES, ...Object.keys(CHANGE_FLAG_WORDS), ...QUALIFIERS]) assert.ok(readme.includes(`\`${name}\``), name);
  assert.ok(readme.includes(`below ${LOW_BASE}`));
});

test("where reading needs a token the page holds the definitions alone", async () => {
  const closed = await openLedger({ seed: true, config: { READ_ACCESS: "private" } });
  try {
    const { text } = await request(closed.app).get("/methodology");
    assert.ok(text.includes("published") && !text.includes("dataset-crss"));
  } finally {
    await closed.close();
  }
});

test("what a dataset says of itself stands on the page as text", async () => {
  const hostile = "<img src=x onerror=alert(1)>\"'&";
  await ledger.create({ slug: "marked", title: hostile, publisher: hostile, methodology: hostile, licence: hostile }).expect(201);
  const { text } = await request(ledger.app).get("/methodology").expect(200);
  assert.ok(text.split("&lt;img src=x onerror=alert(1)&gt;").length > 4);
  assert.doesNotMatch(text, /<img/);
});
