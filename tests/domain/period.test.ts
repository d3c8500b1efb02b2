import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, daysBetween } from "../../server/domain/day";
import { calendarParts, GRAINS, parsePeriod, periodInWords, periodOf, periodsBetween, previousPeriod, spanOf, yearBefore } from "../../server/domain/period";

const labelOf = (text: string) => parsePeriod(text)?.label ?? null;
const day = fc.integer({ min: 0, max: 100_000 }).map((count) => addDays("1901-01-01", count));

test("a period has one canonical label", () => {
  const canonical = {
    "2024": "2024",
    "2024-Q3": "2024-Q3",
    "2024-q3": "2024-Q3",
    "2024-09": "2024-09",
    "2024-09-14": "2024-09-14",
    "2024-01/2024-09": "2024-01/2024-09",
    "2024-Q1/2024-Q3": "2024-01/2024-09",
    "2024-01/2024-12": "2024",
    "2024-07/2024-09": "2024-Q3",
    "2024-09/2024-09": "2024-09",
    "2024-01-01/2024-03-31": "2024-Q1",
    "2024-09-14/2024-09-14": "2024-09-14",
    "2018-01-01/2018-04-15": "2018-01-01/2018-04-15",
    "2013/2018": "2013-01/2018-12",
    "2023-11/2024-01": "2023-11/2024-01",
  };
  for (const [text, label] of Object.entries(canonical)) assert.equal(labelOf(text), label, text);
});

test("what is no period is null, never a guess", () => {
  const wrong = ["", " ", "24", "2024-Q5", "2024-Q0", "Q3 2024", "2024-13", "2024-00", "2024-9", "2023-02-29", "2024-02-30", "2024-09/2024-01", "2024/"];
  const stranger = ["2024/2025/2026", "2024-W05", "2024-09-14T00:00:00Z", " 2024", "2024 ", "２０２４", "1899", "2200", "9999", "0000", "9999/9999", "-2024"];
  for (const text of [...wrong, ...stranger]) assert.equal(parsePeriod(text), null, JSON.stringify(text));
});

test("periods are half-open: the end is the first day outside", () => {
  assert.deepEqual(parsePeriod("2024-Q3"), { label: "2024-Q3", start: "2024-07-01", end: "2024-10-01", grain: "quarter" });
  assert.deepEqual(parsePeriod("2024-Q4"), { label: "2024-Q4", start: "2024-10-01", end: "2025-01-01", grain: "quarter" });
  assert.deepEqual(parsePeriod("2024-02"), { label: "2024-02", start: "2024-02-01", end: "2024-03-01", grain: "month" });
  assert.deepEqual(parsePeriod("2024-12-31"), { label: "2024-12-31", start: "2024-12-31", end: "2025-01-01", grain: "day" });
  assert.equal(parsePeriod("2024-01/2024-09")?.end, "2024-10-01");
  for (const [month, quarter] of [
    ["01", "2024-Q1"],
    ["03", "2024-Q1"],
    ["04", "2024-Q2"],
    ["09", "2024-Q3"],
    ["10", "2024-Q4"],
    ["12", "2024-Q4"],
  ])
    assert.equal(periodOf(`2024-${month}-15`, "quarter").label, quarter);
});

test("neighbouring periods meet without gap or overlap, and each label reads back as its period", () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...GRAINS), (at, grain) => {
      const period = periodOf(at, grain);
      assert.ok(period.start <= at && at < period.end);
      assert.deepEqual(parsePeriod(period.label), period);
      assert.equal(previousPeriod(period)?.end, period.start);
    }),
  );
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 1500 }), (start, length) => {
      const span = spanOf(start, addDays(start, length));
      assert.deepEqual(parsePeriod(span.label), span);
    }),
  );
});

test("the period before, and the same period a year before", () => {
  const before = (text: string) => previousPeriod(parsePeriod(text) ?? assert.fail(text))?.label ?? null;
  assert.deepEqual(["2024-Q3", "2024-Q1", "2024-01", "2024", "2024-03-01", "2024-01/2024-09"].map(before), [
    "2024-Q2",
    "2023-Q4",
    "2023-12",
    "2023",
    "2024-02-29",
    null,
  ]);
  const ago = (text: string) => yearBefore(parsePeriod(text) ?? assert.fail(text))?.label ?? null;
  assert.deepEqual(["2024-Q3", "2024-02", "2024", "2024-02-28", "2025-02-28"].map(ago), ["2023-Q3", "2023-02", "2023", "2023-02-28", "2024-02-28"]);
  // 29 February has no same day a year before, nor has a span that ends on it; the month of February has.
  assert.deepEqual(["2024-02-29", "2024-02-10/2024-02-29", "2024-02-29/2024-03-05"].map(ago), [null, null, null]);
  assert.deepEqual(["2024-01/2024-02", "2025-01/2025-02", "2024-01/2024-09"].map(ago), ["2023-01/2023-02", "2024-01/2024-02", "2023-01/2023-09"]);
  assert.deepEqual(["2024-02-10/2024-02-28", "2025-02-10/2025-02-28"].map(ago), ["2023-02-10/2023-02-28", "2024-02-10/2024-02-28"]);
});

test("calendar parts fill a period exactly, or there are none", () => {
  const parts = (text: string) => calendarParts(parsePeriod(text) ?? assert.fail(text)).map((part) => part.label);
  assert.deepEqual(parts("2024"), ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]);
  assert.deepEqual(parts("2024-Q3"), ["2024-07", "2024-08", "2024-09"]);
  assert.deepEqual(parts("2024-01/2024-09"), ["2024-Q1", "2024-Q2", "2024-Q3"]);
  assert.deepEqual(parts("2024-01/2024-10"), ["2024-Q1", "2024-Q2", "2024-Q3", "2024-10"]);
  assert.deepEqual(parts("2023-12/2025-04"), ["2023-12", "2024", "2025-Q1", "2025-04"]);
  assert.deepEqual(parts("2013-01/2018-12"), ["2013", "2014", "2015", "2016", "2017", "2018"]);
  assert.deepEqual(["2024-09", "2024-09-14", "2018-01-01/2018-04-15"].map(parts), [[], [], []]);
  fc.assert(
    fc.property(day, fc.constantFrom(...GRAINS), (at, grain) => {
      const whole = periodOf(at, grain);
      const sum = calendarParts(whole).reduce((days, part) => days + daysBetween(part.start, part.end), 0);
      assert.ok(sum === 0 || sum === daysBetween(whole.start, whole.end));
    }),
  );
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (at, months) => {
      const span = spanOf(periodOf(at, "month").start, addMonths(at, months));
      const parts = calendarParts(span);
      assert.deepEqual(
        parts.map(({ start }) => start),
        parts.length === 0 ? [] : [span.start, ...parts.slice(0, -1).map(({ end }) => end)],
      );
      assert.equal(parts.at(-1)?.end ?? "none", span.grain === "month" ? "none" : span.end);
    }),
  );
});

test("periods between two days include the ones they touch", () => {
  assert.deepEqual(
    periodsBetween("2024-05-20", "2024-10-02", "quarter").map((period) => period.label),
    ["2024-Q2", "2024-Q3", "2024-Q4"],
  );
  assert.deepEqual(periodsBetween("2024-05-20", "2024-05-20", "month"), []);
});

test("a period in words", () => {
  const words = (text: string) => periodInWords(parsePeriod(text) ?? assert.fail(text));
  assert.equal(words("2024"), "2024");
  assert.equal(words("2024-Q3"), "July–September 2024");
  assert.equal(words("2024-09"), "September 2024");
  assert.equal(words("2024-09-14"), "14 September 2024");
  assert.equal(words("2024-01/2024-09"), "January–September 2024");
  assert.equal(words("2023-11/2024-01"), "November 2023 to January 2024");
  assert.equal(words("2018-01-01/2018-04-15"), "1 January 2018 to 15 April 2018");
});
