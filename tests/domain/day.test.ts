import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays, addMonths, dayOf, daysBetween, daysInMonth, isRealDay, parseDay, today } from "../../server/domain/day";

test("only a real day in ISO form is a day", () => {
  for (const text of ["2024-09-14", "2024-02-29", "2000-02-29", "1900-12-31"]) assert.equal(parseDay(text), text);
  const wrong = [
    "2023-02-29",
    "1900-02-29",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-1-1",
    "14/09/2024",
    "2024-09-14 ",
    "",
    "2024-09-14T00:00",
  ];
  for (const text of wrong) assert.equal(parseDay(text), null, text);
});

test("leap years follow the Gregorian rule", () => {
  assert.deepEqual(
    [1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2)),
    [28, 29, 28, 29],
  );
  assert.equal(isRealDay(2024, 2, 29), true);
  assert.equal(isRealDay(2024, 2, 30), false);
  assert.equal(isRealDay(2024, 0, 1), false);
});

test("days and months are counted without a time zone", () => {
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(addDays("2024-03-01", -1), "2024-02-29");
  assert.equal(addDays("2024-12-31", 1), "2025-01-01");
  assert.equal(addMonths("2024-01-31", 1), "2024-02-01");
  assert.equal(addMonths("2024-01-15", -1), "2023-12-01");
  assert.equal(addMonths("2024-11-01", 14), "2026-01-01");
  assert.equal(dayOf(2024, 9, 4), "2024-09-04");
  // Two nights a year last 23 or 25 hours somewhere; a count of days must not notice.
  assert.equal(daysBetween("2024-01-01", "2025-01-01"), 366);
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), (count) => {
      assert.equal(daysBetween("2020-01-01", addDays("2020-01-01", count)), count);
      assert.equal(parseDay(addDays("2020-01-01", count)), addDays("2020-01-01", count));
    }),
  );
});

test("today is the day in UTC", () => {
  assert.equal(today(new Date("2024-09-14T23:59:59Z")), "2024-09-14");
  assert.equal(today(new Date("2024-09-15T04:59:59+05:00")), "2024-09-14");
});
