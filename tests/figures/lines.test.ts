import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDay } from "../../server/domain/day";
import { QUALIFIERS } from "../../server/domain/figure";
import { isMeasure, MEASURES } from "../../server/domain/measure";
import { parsePeriod } from "../../server/domain/period";
import { COUNTRY, HISTORICAL_PROVINCES, PROVINCES, parseRegion } from "../../server/domain/province";
import { VICTIM_PARTS } from "../../server/domain/victim";
import { FIGURE_FILES, type Line, linesOf } from "./published";

const REGIONS = new Set([COUNTRY, ...PROVINCES, ...HISTORICAL_PROVINCES]);

for (const file of FIGURE_FILES) {
  const lines = linesOf(file);

  test(`${file}: every value is a count or a percentage, of a known measure`, () => {
    for (const line of lines) {
      assert.match(line.value, /^(0|[1-9]\d*)$/, line.value);
      assert.ok(isMeasure(line.measure), line.measure);
      const { kinds, unit } = MEASURES[line.measure];
      assert.ok(kinds.includes("figures"), line.measure);
      if (unit === "percent") assert.ok(Number(line.value) <= 100);
      assert.ok((QUALIFIERS as readonly string[]).includes(line.qualifier), line.qualifier);
    }
  });

  test(`${file}: every period, region and victim class is written in its one canonical way`, () => {
    for (const { period, region, victim } of lines) {
      assert.equal(parsePeriod(period)?.label, period);
      assert.equal(parseRegion(region), region);
      for (const member of region.split("+")) assert.ok(REGIONS.has(member), region);
      const classes = victim === "" ? [] : victim.split("+");
      for (const each of classes) assert.ok((VICTIM_PARTS as readonly string[]).includes(each), victim);
      assert.deepEqual([...classes].sort(), classes);
    }
  });

  test(`${file}: every value has a page to read it on and a day of printing`, () => {
    for (const line of lines) {
      assert.ok(line.source !== "" && line.report !== "" && line.scope !== "", JSON.stringify(line));
      assert.ok(URL.canParse(line.source_url) && /^https?:/.test(line.source_url), line.source_url);
      assert.ok(parseDay(line.published_on) !== null && line.published_on < "2026-07-01", line.published_on);
      assert.doesNotMatch(Object.values(line).join(" "), /memory|not found/i);
      assert.ok(
        Object.values(line).every((cell: string) => cell === cell.trim()),
        JSON.stringify(line),
      );
    }
  });

  test(`${file}: no report is dated before the period it covers began, and only three reports before it ended`, () => {
    const early = new Set<string>();
    for (const { period, published_on, report } of lines) {
      const covered = parsePeriod(period);
      assert.ok(covered && published_on > covered.start, `${report}: ${period}`);
      // A quarter's report may come out on the quarter's last day.
      if (published_on < covered.end && published_on.slice(5) !== "06-30" && !/-(03|12)-31$|-09-30$|-07-31$/.test(published_on)) early.add(report);
    }
    const known = ["Annual Security Report 2019", "Annual Security Report 2024", "Annual figures 2025 (first release)"];
    for (const report of early) assert.ok(known.includes(report), report);
  });

  test(`${file}: one report prints one value for a cell, and has one day and one scope`, () => {
    const cells = new Map<string, string>();
    const reports = new Map<string, string>();
    const cellOf = (line: Line) => [line.period, line.region, line.victim, line.incident_type, line.measure, line.scope].join("|");
    for (const line of lines) {
      const cell = `${cellOf(line)}|${line.published_on}`;
      assert.ok(!cells.has(cell), `${cell} twice`);
      cells.set(cell, line.value);
      const frame = `${line.published_on}|${line.scope}`;
      assert.equal(reports.get(line.report) ?? frame, frame, line.report);
      reports.set(line.report, frame);
    }
  });
}

test("CRSS changes its scope with the annual report of 2019", () => {
  for (const { report, scope, published_on } of linesOf("crss"))
    assert.equal(scope, published_on < "2019-12-30" ? "all violence" : "terrorism and counter-terrorism", report);
});

test("CRSS counts Khyber Pakhtunkhwa without the former FATA until the press release of 2022, with it afterwards", () => {
  for (const { region, report, published_on } of linesOf("crss")) {
    if (region === "PK-NW" || region === "PK-TA") assert.ok(published_on <= "2023-01-02", `${report}: ${region}`);
    if (region.includes("PK-KP")) assert.ok(published_on > "2023-01-02", `${report}: ${region}`);
  }
});
