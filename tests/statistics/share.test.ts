import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { parseQuery } from "../../server/domain/query";
import type { Tally } from "../../server/domain/tally";
import { figureTable } from "../../server/statistics/figure-table";
import { incidentTable } from "../../server/statistics/incident-table";
import { readFigureFile } from "../support/figures";

let crss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
});

const read = (address: string) => {
  const { query, faults } = parseQuery(new URLSearchParams(address));
  assert.deepEqual(faults, []);
  return query;
};

// Q3 2025 report: civilians 219 of 901 after 153 of 616, security personnel 166 after 130, outlaws 516 after 333.
test("shares of two quarters differ in points: civilians 24.3% after 24.8%, outlaws 57.3% after 54.1%", () => {
  const { columns, rows } = figureTable(read("by=quarter,victim&from=2025-Q3&to=2025-Q3&share=victim&change=previous"), crss);
  assert.equal(columns.find(({ name }) => name === "fatalities_share_change")?.unit, "points");
  assert.deepEqual(
    rows.map((row) => [row.victim, row.fatalities_share, row.fatalities_share_change]),
    [
      ["civilian", 24.3063, -0.5314],
      ["security", 18.424, -2.6799],
      ["militant", 57.2697, 3.2113],
    ],
  );
});

test("no difference of shares across a change of scope, nor of shares of time itself", () => {
  // Balochistan: 798 of 2,613 in 2016 and 489 of 2,057 in 2017, all violence; 405 of 980 in 2018, terrorism and counter-terrorism.
  const { rows } = figureTable(read("by=year,province&from=2017&to=2018&share=province&change=previous"), crss);
  const balochistan = rows.filter(({ province }) => province === "PK-BA").map((row) => [row.fatalities_share, row.fatalities_share_change]);
  assert.deepEqual(balochistan, [
    [23.7725, -6.7671],
    [41.3265, null],
  ]);
  const { columns } = figureTable(read("by=quarter&from=2025&to=2025&share=quarter&change=previous"), crss);
  assert.ok(!columns.some(({ name }) => name === "fatalities_share_change"));
});

test("of incidents: 3 of 4 after 1 of 4 is 50 points more, also where the base lies before the range", () => {
  const tally = (start: string, province: string, fatalities: number): Tally => ({
    members: [start, province],
    rows: 1,
    incidents: 1,
    fatal_incidents: 1,
    fatalities,
    injured: null,
    fatalities_blank: 0,
    injured_blank: 1,
  });
  const coverage = { label: "2023/2024", start: "2023-01-01", end: "2025-01-01", grain: "span" as const };
  const { rows } = incidentTable(
    read("by=year,province&from=2024&to=2024&share=province&change=previous&province=PK-KP,PK-BA"),
    {
      shown: [tally("2024-01-01", "PK-KP", 3), tally("2024-01-01", "PK-BA", 1)],
      earlier: [tally("2023-01-01", "PK-KP", 1), tally("2023-01-01", "PK-BA", 3)],
      years: [],
      parts: [],
    },
    { range: { start: "2024-01-01", end: "2025-01-01" }, coverage, unplaced: null, coarse: null, today: "2026-01-01" },
  );
  assert.deepEqual(
    rows.map((row) => [row.province, row.fatalities_share, row.fatalities_share_change]),
    [
      ["PK-KP", 75, 50],
      ["PK-BA", 25, -50],
    ],
  );
});
