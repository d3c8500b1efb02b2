import assert from "node:assert/strict";
import { test } from "node:test";
import { reconcileCounts } from "../../server/domain/best";
import { parseDay } from "../../server/domain/day";
import { groupBy } from "../../server/domain/group";
import { PROVINCES } from "../../server/domain/province";
import { linesOf } from "./published";

type Report = Record<
  | "incident_id"
  | "occurred_on"
  | "province"
  | "fatalities"
  | "injured"
  | "fatalities_target"
  | "injured_target"
  | "source"
  | "source_url"
  | "published_on"
  | "notes",
  string
>;

const reports = linesOf<Report>("chinese-nationals");
const incidents = groupBy(reports, (report) => report.incident_id);
const countOf = (cell: string) => (cell === "" ? null : Number(cell));
const reconciled = (id: string, measure: "fatalities" | "injured") =>
  reconcileCounts(
    (incidents.get(id) ?? []).map((report, line) => ({
      count: { best: countOf(report[measure]), low: null, high: null },
      published_on: report.published_on || null,
      line,
    })),
    "most_reported",
  );

test("18 attacks in 31 reports, each with its source", () => {
  assert.equal(incidents.size, 18);
  assert.equal(reports.length, 31);
  for (const { source, source_url, published_on, notes } of reports) {
    assert.ok(source !== "" && !/memory/i.test(source + notes));
    assert.ok(source_url === "" ? /publisher not named/.test(source) : URL.canParse(source_url));
    assert.ok(published_on === "" || parseDay(published_on) !== null);
  }
});

test("reports of one attack agree on the day and the province", () => {
  for (const [id, given] of incidents) {
    assert.equal(new Set(given.map(({ occurred_on, province }) => `${occurred_on} ${province}`)).size, 1, id);
    for (const { occurred_on, province, published_on } of given) {
      assert.ok(parseDay(occurred_on) !== null || /^\d{4}-(0[1-9]|1[0-2])$/.test(occurred_on), occurred_on);
      assert.ok(id.startsWith(occurred_on), id);
      assert.ok(PROVINCES.includes(province), province);
      assert.ok(published_on === "" || published_on >= occurred_on);
    }
  }
});

test("counts are whole numbers or blank, and the Chinese are among the victims", () => {
  for (const report of reports) {
    for (const measure of ["fatalities", "injured"] as const) {
      const [all, target] = [report[measure], report[`${measure}_target`]];
      for (const cell of [all, target]) assert.match(cell, /^(\d{1,3})?$/);
      if (all !== "" && target !== "") assert.ok(Number(target) <= Number(all), report.incident_id);
    }
  }
});

test("Karachi airport, 6 October 2024: reports of 2 and 3 killed, 8 to 17 wounded", () => {
  // Dawn, Pakistan Today, MENAFN, News.Az, ANI, moneytreck.com, The Friday Times and two unnamed reports, 7 October to 30 November 2024.
  assert.equal(incidents.get("2024-10-06-karachi-airport")?.length, 9);
  assert.deepEqual(reconciled("2024-10-06-karachi-airport", "fatalities"), { best: 3, low: 2, high: 3 });
  assert.deepEqual(reconciled("2024-10-06-karachi-airport", "injured"), { best: 11, low: 8, high: 17 });
});

test("Dasu, 14 July 2021: reports of 10, 12, 12 and 13 killed", () => {
  // Sputnik 10, Xinhua and Daily Pakistan 12, Wikipedia 13; wounded: Wikipedia 28, Xinhua over 30.
  assert.deepEqual(reconciled("2021-07-14-dasu", "fatalities"), { best: 12, low: 10, high: 13 });
  assert.deepEqual(reconciled("2021-07-14-dasu", "injured"), { best: 28, low: 28, high: 30 });
});
