import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { parseQuery } from "../../server/domain/query";
import type { Table } from "../../server/domain/table";
import { figureTable } from "../../server/statistics/figure-table";
import { readFigureFile } from "../support/figures";

/** Series across 2018: the former FATA was merged into Khyber Pakhtunkhwa, and CRSS narrowed what it counts. */

let crss: StoredFigure[];
let picss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
  picss = await readFigureFile("picss.csv");
});

function ask(figures: StoredFigure[], address: string): Table {
  const { query, faults } = parseQuery(new URLSearchParams(`dataset=crss&${address}`));
  assert.deepEqual(faults, []);
  return figureTable(query, figures);
}
const killed = ({ rows }: Table, province?: string) =>
  rows.filter((row) => province === undefined || row.province === province).map((row) => [row.year, row.fatalities, row.fatalities_status]);

// Annual Security Reports 2014 to 2017: KP without FATA 1,031, 952, 441, 357, 192; FATA 1,457, 3,371, 1,917, 436;
// of 2016 only three quarters of it: 239, 63, 120 (quarterly reports Q1 and Q3 2016).
test("Khyber Pakhtunkhwa with the former FATA: both halves where both were printed, a lower bound where one was", () => {
  assert.deepEqual(killed(ask(crss, "by=year&from=2013&to=2017&province=PK-KP")), [
    ["2013", 1031 + 1457, "derived"],
    ["2014", 952 + 3371, "derived"],
    ["2015", 441 + 1917, "derived"],
    ["2016", 357 + 239 + 63 + 120, "partial"],
    ["2017", 192 + 436, "derived"],
  ]);
});

// 2021: 165 and 227 in the release, 399 for the province a year later; 2022: 348 and 279, then 633. 2023 and later the province only.
test("boundaries=historical shows the halves apart, also after the merger where they were printed", () => {
  const table = ask(crss, "by=year,province&from=2017&to=2024&boundaries=historical");
  assert.deepEqual(killed(table, "PK-NW"), [
    ["2017", 192, "published"],
    ["2018", null, "missing"],
    ["2019", 148, "published"],
    ["2020", 122, "published"],
    ["2021", 165, "published"],
    ["2022", 348, "published"],
    ["2023", null, "missing"],
    ["2024", null, "missing"],
  ]);
  assert.deepEqual(killed(table, "PK-TA").slice(0, 6), [
    ["2017", 436, "published"],
    ["2018", 192, "published"],
    ["2019", 117, "published"],
    ["2020", 191, "published"],
    ["2021", 227, "published"],
    ["2022", 279, "published"],
  ]);
  assert.ok(table.notes.some(({ code, message }) => code === "boundary_change" && message.includes("2018")));
});

test("the notes name provinces and victims, where the columns have their codes", () => {
  const notes = ["by=year,province&from=2014&to=2022", "by=quarter,province,victim&from=2024-Q1&to=2025-Q3"].flatMap((query) => ask(crss, query).notes);
  const told = notes.map(({ message }) => message).join("\n");
  assert.match(told, /Lower bounds.* 2016, Khyber Pakhtunkhwa, killed/);
  assert.doesNotMatch(told, /PK-[A-Z]{2}|[a-z]_[a-z]|[a-z]=/);
});

test("the printed province and its printed halves disagree: both are told (399 and 392 in 2021, 633 and 627 in 2022)", () => {
  const { notes } = ask(crss, "by=year&from=2021&to=2022&province=PK-KP");
  const told = notes.filter(({ code }) => code === "conflict").map(({ message }) => message);
  assert.ok(told.some((message) => message.includes("2021") && message.includes("printed 399, its provinces add up to 392")));
  assert.ok(told.some((message) => message.includes("2022") && message.includes("printed 633, its provinces add up to 627")));
});

// PICSS, annual assessment of 2018 and of 2024: 72 and 107, 331 and 375 killed in militant attacks.
test("PICSS reports the former FATA apart: the province is derived from the two", () => {
  const table = ask(picss, "by=year&from=2018&to=2024&province=PK-KP&incident_type=Militant attack");
  const known = killed(table).filter(([, value]) => value !== null);
  assert.deepEqual(known, [
    ["2018", 72 + 107, "derived"],
    ["2023", 620, "published"],
    ["2024", 331 + 375, "derived"],
  ]);
});

// The annual report of 2019 is of 30 December: its year was not over.
test("no change and no record is computed across the change of scope, and a note says where it is", () => {
  const { rows, notes } = ask(crss, "by=year&from=2017&to=2019&change=previous&rank=true");
  assert.deepEqual(
    rows.map((row) => [row.year, row.fatalities, row.fatalities_change, row.fatalities_flag, row.fatalities_record]),
    [
      ["2017", 2057, -556, null, null],
      ["2018", 980, null, "scope_change", null],
      ["2019", 679, -301, "provisional", null],
    ],
  );
  assert.ok(notes.some(({ code, message }) => code === "scope_change" && message.includes("all violence; terrorism and counter-terrorism")));
  assert.ok(notes.some(({ code, message }) => code === "record_scope" && message.includes("2018")));
});

// The annual report of 2019 compares with 2018 in its own, narrower scope: 980 killed, 405 of them in Balochistan.
test("a share is of a total in the same scope: Balochistan in 2018, 405 of 980; none of its 188 in 2015-Q3 in the scope of today", () => {
  const balochistan = ({ rows }: Table) => rows.find(({ province }) => province === "PK-BA");
  const whole = balochistan(ask(crss, "by=year,province&from=2018&to=2018&share=province"));
  assert.deepEqual([whole?.fatalities, whole?.fatalities_share], [405, 41.3265]);
  const narrow = balochistan(ask(crss, "by=quarter,province&from=2015-Q3&to=2015-Q3&share=province&scope=terrorism and counter-terrorism"));
  assert.deepEqual([narrow?.fatalities, narrow?.fatalities_share], [null, null]);
});
