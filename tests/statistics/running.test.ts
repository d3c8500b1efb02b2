import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { printPercent } from "../../server/domain/print";
import { parseQuery } from "../../server/domain/query";
import type { Table } from "../../server/domain/table";
import { figureTable } from "../../server/statistics/figure-table";
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
const rowOf = (address: string, at = -1) => ask(address).rows.at(at) ?? {};

// Quarterly Security Report, Q3 2025 (2 October 2025): 2,414 killed in nine months, "over 58 %" above the 1,527 of the same months of 2024.
test("the year to date against the same months of the year before: 2,414 on 1,527, over 58%", () => {
  const row = rowOf("by=quarter&from=2025-Q3&to=2025-Q3&cumulative=true");
  assert.deepEqual([row.fatalities_cumulative, row.fatalities_cumulative_status, row.fatalities_cumulative_base], [2414, "published", 1527]);
  assert.equal(printPercent(Number(row.fatalities_cumulative_change_pct)), "over 58%");
  assert.equal(row.fatalities_year_before, 2555);
});

// Quarterly Security Report, Q3 2024: 1,534 in nine months exceed the 1,523 of all 2023; later printings make it 1,527 and 1,533.
test("the year to date against the whole year before, by vintage: 1,534 and 1,523 in October 2024, 1,527 and 1,533 today", () => {
  const address = "by=quarter&from=2024-Q3&to=2024-Q3&cumulative=true";
  const then = rowOf(`${address}&as_of=2024-10-05`);
  assert.deepEqual([then.fatalities_cumulative, then.fatalities_year_before], [1534, 1523]);
  const today = rowOf(address);
  assert.deepEqual([today.fatalities_cumulative, today.fatalities_year_before], [1527, 1533]);
});

test("a printed year to date stands beside the sum of its quarters: 1,527 and 432 + 380 + 722 = 1,534", () => {
  const { notes } = ask("by=quarter&from=2024-Q3&to=2024-Q3&cumulative=true");
  assert.ok(notes.some(({ code, message }) => code === "conflict" && message.includes("printed 1,527, its calendar parts add up to 1,534")));
});

test("a year to date without all of its parts is no whole and is not compared: Sindh, 2025-Q3 (8 + 21)", () => {
  const row = rowOf("by=quarter&from=2025-Q3&to=2025-Q3&province=PK-SD&cumulative=true");
  assert.deepEqual([row.fatalities_cumulative, row.fatalities_cumulative_status, row.fatalities_cumulative_change], [29, "partial", null]);
});

// CRSS, 2025 (the values are in data/crss.csv): 900, then 900 + 616, printed 2,414 for nine months and 3,417 for the year. In nine months
// Khyber Pakhtunkhwa 567 + 389 + 638 and Balochistan 317 + 190 + 230; of Sindh (≥29), Punjab (≥29) and Azad Jammu and Kashmir (≥6) only a part.
test("the year to date by province ends in what was not split, so that its parts reach the printed total: 2,414 − 1,594 − 737 = 83", () => {
  const rows = ask("by=quarter,province&from=2025-Q1&to=2025-Q4&cumulative=true").rows;
  const rest = rows.filter(({ province }) => province === "unsplit");
  assert.deepEqual(
    rest.map((row) => [row.quarter, row.fatalities, row.fatalities_cumulative, row.fatalities_cumulative_status, row.fatalities_cumulative_change]),
    [
      ["2025-Q1", 8, 8, "derived", null],
      // 1,516 less 956, 507, 29 of Punjab and 6 of Azad Jammu and Kashmir.
      ["2025-Q2", 2, 18, "derived", null],
      ["2025-Q3", 12, 83, "derived", null],
      // Nothing is printed of the quarter itself. 3,417 less 2,331, 956, 56, 40 and 4.
      ["2025-Q4", null, 30, "derived", null],
    ],
  );
  for (const [quarter, total] of Object.entries({ "2025-Q1": 900, "2025-Q2": 1516, "2025-Q3": 2414, "2025-Q4": 3417 })) {
    const whole = rows.filter((row) => row.quarter === quarter && row.fatalities_cumulative_status !== "partial");
    assert.equal(
      whole.reduce((sum, row) => sum + Number(row.fatalities_cumulative), 0),
      total,
      quarter,
    );
  }
});

test("with the largest apart, the others and what was not split still reach the total", () => {
  const rows = ask("by=quarter,province&from=2025-Q2&to=2025-Q2&cumulative=true&rolling=2&top=2").rows;
  assert.deepEqual(
    rows.map((row) => [row.province, row.fatalities_cumulative, row.fatalities_rolling]),
    [
      ["PK-KP", 956, 956],
      ["PK-BA", 507, 507],
      // Of the others Punjab's 29 and Azad Jammu and Kashmir's 6 are known of both quarters; over the last two the others are not all known.
      ["(others)", 35, null],
      ["unsplit", 18, 1516 - 956 - 507],
    ],
  );
});

// 616 + 901 = 1,517 less 389 + 638, 190 + 230 and Sindh's 8 + 21; the 8 of 2025-Q1 that were not split, in 90 days.
test("sums over the last periods and averages a day have a rest as well", () => {
  const rest = (address: string) => ask(address).rows.find(({ province }) => province === "unsplit") ?? {};
  assert.equal(rest("by=quarter,province&from=2025-Q3&to=2025-Q3&rolling=2").fatalities_rolling, 1517 - 1027 - 420 - 29);
  assert.equal(rest("by=quarter,province&from=2025-Q1&to=2025-Q1&per_day=true").fatalities_per_day, 0.0889);
  assert.equal(rest("by=quarter,province&from=2025-Q1&to=2025-Q1&rank=true").fatalities_rank, null, "the rest is no member that could be the highest");
});

// Of 2025-Q3 all three classes are printed; of its year to date none is whole.
test("a rest stands also where no part is whole: 2,414 by victim", () => {
  const rows = ask("by=quarter,victim&from=2025-Q3&to=2025-Q3&cumulative=true").rows;
  assert.deepEqual(
    rows.map((row) => [row.victim, row.fatalities_cumulative, row.fatalities_cumulative_status]),
    [
      ["civilian", 372, "partial"],
      ["security", 296, "partial"],
      ["militant", 849, "partial"],
      ["unsplit", 2414, "derived"],
    ],
  );
});

test("a rolling sum needs every period in one scope", () => {
  const sums = ask("by=quarter&from=2024-Q1&to=2025-Q3&rolling=4").rows.map(({ fatalities_rolling }) => fatalities_rolling);
  // 2023-Q4 was not printed. 432 + 380 + 722 + 1,028; then with 900, 616 and 901 in turn.
  assert.deepEqual(sums, [null, null, null, 2562, 3030, 2646 + 620, 3445]);
  const years = ask("by=year&from=2016&to=2019&rolling=2").rows.map(({ fatalities_rolling }) => fatalities_rolling);
  // 4,647 + 2,613; 2,613 + 2,057; across the change of scope none; 980 + 679.
  assert.deepEqual(years, [7260, 4670, null, 1659]);
});

test("a rolling sum says what was printed for the same months: 2,555 for 2024", () => {
  const { notes } = ask("by=quarter&from=2024-Q4&to=2024-Q4&rolling=4");
  assert.ok(notes.some(({ code, message }) => code === "conflict" && message.includes("printed 2,555")));
});

// CRSS, annual report of 2024 (30 December 2024): 2,546 killed, nearly seven lives a day; 2024 has 366 days, and two were still to come.
test("the average a day: 2,546 in 366 days, flagged because the year was not over; 722 in the 92 days of 2024-Q3", () => {
  const year = rowOf("by=year&from=2024&to=2024&per_day=true&as_of=2025-06-01");
  assert.deepEqual([year.fatalities_per_day, year.fatalities_per_day_flag], [6.9563, "provisional"]);
  const quarter = rowOf("by=quarter&from=2024-Q3&to=2024-Q3&per_day=true");
  assert.deepEqual([quarter.fatalities_per_day, quarter.fatalities_per_day_flag], [7.8478, null]);
  assert.equal(rowOf("by=quarter&from=2023-Q4&to=2023-Q4&per_day=true").fatalities_per_day, null);
});

// CRSS, Annual Security Report 2017: all twelve months printed, February the highest with 318. Annual report of 2024: November, 450.
test("the deadliest month of 2017 is February; of 2024 one month in twelve is known", () => {
  const peak = (year: string) => {
    const row = rowOf(`by=year&from=${year}&to=${year}&peak=month`);
    return ["peak", "peak_value", "peak_known", "peak_of"].map((name) => row[`fatalities_${name}`]);
  };
  assert.deepEqual(peak("2017"), ["2017-02", 318, 12, 12]);
  assert.deepEqual(peak("2024"), ["2024-11", 450, 1, 12]);
  assert.deepEqual(peak("2020"), [null, null, 0, 12]);
});

test("killed per incident where both are known: 722 / 328 in 2024-Q3; Azad Jammu and Kashmir printed no incidents", () => {
  const quarter = rowOf("measure=lethality&by=quarter&from=2024-Q2&to=2024-Q3&change=previous");
  assert.deepEqual([quarter.lethality, quarter.lethality_status], [2.2012, "derived"]);
  // 380 / 240 = 1.5833; a ratio below ten is no low base.
  assert.deepEqual([quarter.lethality_base, quarter.lethality_flag], [1.5833, null]);
  const none = rowOf("measure=lethality&by=quarter&from=2025-Q2&to=2025-Q2&province=PK-JK");
  assert.deepEqual([none.lethality, none.lethality_status], [null, "missing"]);
});
