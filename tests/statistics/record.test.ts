import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import type { StoredFigure } from "../../server/domain/figure";
import { type Period, periodsBetween } from "../../server/domain/period";
import { parseQuery } from "../../server/domain/query";
import type { Row, Table } from "../../server/domain/table";
import { figureTable } from "../../server/statistics/figure-table";
import { isComparable, type Point } from "../../server/statistics/point";
import { ranksOf, type Standing, standingsOf } from "../../server/statistics/record";
import { readFigureFile } from "../support/figures";

let crss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
});

function ask(address: string): Table {
  const { query, faults } = parseQuery(new URLSearchParams(`dataset=crss&${address}`));
  assert.deepEqual(faults, []);
  return figureTable(query, crss);
}
const recordIn = (row: Row | undefined, measure = "fatalities") =>
  ["record", "record_since", "record_from", "record_years"].map((name) => row?.[`${measure}_${name}`]);

// CRSS, Annual Security Report 2023 (1 January 2024): 1,524 killed, a six-year high above the level of 2018.
test("2023 is a six-year high as CRSS printed it, and no further back: until 2018 it counted all violence", () => {
  const { rows, notes } = ask("by=year&to=2023&as_of=2024-01-15&rank=true");
  assert.deepEqual(recordIn(rows.at(-1)), ["highest_in_scope", null, "2018", 6]);
  assert.deepEqual([rows.at(-1)?.fatalities, rows.at(-1)?.fatalities_rank, rows.at(-1)?.fatalities_rank_of], [1524, 1, 6]);
  assert.ok(notes.some(({ code, message }) => code === "record_scope" && message.includes("2018")));
});

test("2024-Q3 is no record beyond 2024: the quarter before was not printed, and the note says which quarters are missing", () => {
  const { rows, notes } = ask("by=quarter&from=2024-Q3&to=2024-Q3&rank=true");
  assert.deepEqual(recordIn(rows[0]), ["highest_known", null, "2024-Q1", 0]);
  const gap = notes.find(({ code }) => code === "record_gap")?.message ?? "";
  for (const quarter of ["2015-Q4", "2019-Q4 to 2020-Q2", "2023-Q4"]) assert.ok(gap.includes(quarter), `${quarter}: ${gap}`);
  assert.ok(notes.some(({ code }) => code === "record_decade"));
});

test("the share of Khyber Pakhtunkhwa and Balochistan, nearly 97% in 2024-Q3, is not told as the highest in a decade", () => {
  const { rows, notes } = ask("measure=fatalities_share&by=quarter&from=2014-Q4&to=2024-Q3&province=PK-KP,PK-BA&rank=true");
  const [last] = rows.slice(-1);
  // Printed shares of the pair: 2023-Q3 94, 2024-Q1 92, Q2 92, Q3 97 (quarterly reports).
  assert.deepEqual([last?.fatalities_share, last?.fatalities_share_rank, last?.fatalities_share_rank_of], [97, 1, 4]);
  assert.deepEqual(recordIn(last, "fatalities_share"), ["highest_known", null, "2024-Q1", 0]);
  assert.ok(notes.some(({ code, message }) => code === "record_gap" && message.includes("2023-Q4")));
  assert.ok(notes.some(({ code }) => code === "record_decade"));
});

test("records are as of a day: 2025-Q1 with 98% passes it (Quarterly Security Report, Q1 2025)", () => {
  const { rows } = ask("measure=fatalities_share&by=quarter&from=2023-Q3&province=PK-KP,PK-BA&rank=true");
  const first = rows.find(({ fatalities_share_rank }) => fatalities_share_rank === 1);
  assert.deepEqual([first?.quarter, first?.fatalities_share], ["2025-Q1", 98]);
});

test("the rest of a breakdown is no series: it has neither rank nor record", () => {
  const { rows } = ask("by=quarter,province&from=2025-Q1&to=2025-Q3&rank=true");
  const rest = rows.filter(({ province }) => province === "unsplit");
  assert.equal(rest.length, 3);
  for (const row of rest) assert.deepEqual([row.fatalities_rank, row.fatalities_record], [null, null]);
  // Khyber Pakhtunkhwa: 567, 389, 638 (quarterly reports of 2025).
  assert.deepEqual(
    rows.filter(({ province }) => province === "PK-KP").map(({ fatalities_rank }) => fatalities_rank),
    [2, 3, 1],
  );
});

const point: fc.Arbitrary<Point> = fc.record({
  value: fc.option(fc.nat(6), { freq: 5, nil: null }),
  whole: fc.constantFrom(true, true, true, true, false),
  scope: fc.constantFrom("one", "one", "one", "two"),
  provisional: fc.constant(false),
});

/** The definition, read word for word: walk back from each period until something ends the walk. */
function walkBack(periods: Period[], points: Point[], at: number): Standing {
  const own = points[at];
  const none: Standing = { record: null, since: null, from: null, years: null };
  if (own === undefined || !isComparable(own) || own.value === 0) return none;
  let first = at;
  let record: Standing["record"] = "highest_loaded";
  let since: Period | null = null;
  for (let back = at - 1; back >= 0; back--) {
    const other = points[back];
    if (other === undefined || !isComparable(other)) {
      record = points.slice(0, back).some(isComparable) ? "highest_known" : "highest_loaded";
      break;
    }
    if (other.scope !== own.scope) {
      record = "highest_in_scope";
      break;
    }
    if (other.value > own.value) {
      [record, since] = ["highest_since", periods[back] ?? null];
      break;
    }
    first = back;
  }
  return first === at ? none : { record, since, from: periods[first] ?? null, years: Math.floor((at - first + 1) / 4) };
}

test("standings and ranks are what walking back and counting give", () => {
  const property = fc.property(fc.array(point, { maxLength: 40 }), (points) => {
    const periods = periodsBetween("2000-01-01", "2100-01-01", "quarter").slice(0, points.length);
    assert.deepEqual(
      standingsOf(periods, points),
      points.map((_, at) => walkBack(periods, points, at)),
    );
    const expected = points.map((own) => {
      const others = points.filter((other) => isComparable(other) && other.scope === own.scope);
      return isComparable(own) ? { rank: 1 + others.filter(({ value }) => (value ?? 0) > own.value).length, of: others.length } : null;
    });
    assert.deepEqual(ranksOf(points), expected);
  });
  fc.assert(property, { numRuns: 200, seed: 20241006 });
});
