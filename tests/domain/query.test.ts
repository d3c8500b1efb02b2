import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TIME_DIMENSIONS } from "../../server/domain/dimension";
import { MEASURE_NAMES, MEASURES } from "../../server/domain/measure";
import { parsePeriod } from "../../server/domain/period";
import { categoriesOf, formatQuery, NOT_STATED, parseQuery, type Query, timeOf } from "../../server/domain/query";

const read = (text: string) => parseQuery(new URLSearchParams(text));
const good = (text: string) => {
  const { query, faults } = read(text);
  assert.deepEqual(faults, [], text);
  return query;
};
const faultsOf = (text: string) => read(text).faults.map((fault) => fault.parameter);

test("a question is read, defaults filled in", () => {
  const query = good("dataset=crss&measure=fatalities,injured,incidents&by=quarter&from=2024-Q2&to=2024-Q3&change=previous");
  assert.deepEqual(query.measure, ["fatalities", "injured", "incidents"]);
  assert.deepEqual([query.from?.start, query.to?.end, query.change, query.estimate, query.layout], ["2024-04-01", "2024-10-01", "previous", "best", "tidy"]);
  assert.deepEqual(good("dataset=crss").measure, ["fatalities"]);
  assert.deepEqual(good("measure=injured&measure=incidents&measure=injured").measure, ["injured", "incidents"]);
  assert.equal(timeOf(query), "quarter");
  assert.deepEqual(categoriesOf(good("by=quarter,province,victim")), ["province", "victim"]);
});

test("an unknown or unreadable parameter is named, never ignored", () => {
  assert.deepEqual(faultsOf("provinc=PK-KP"), ["provinc"]);
  assert.match(read("provinc=PK-KP").faults[0]?.message ?? "", /"provinc".*province/);
  assert.deepEqual(faultsOf("__proto__=1&constructor=2&toString=3"), ["__proto__", "constructor", "toString"]);
  for (const text of [
    "measure=deaths",
    "by=region",
    "by=quarter,month",
    "as_of=2024-02-30",
    "revision=0",
    "revision=1.5",
    "from=Q3",
    "estimate=mid",
    "estimate=low,high",
    "estimate=low,best,high&measure=incidents",
    "earlier=soon",
    "earlier=2024-10-05&as_of=2024-01-15",
    "top=3",
    "top=0&by=province",
    "top=3&by=province,tactic",
    "top=2&by=province&earlier=2024-01-15",
    "top=2&by=victim&measure=incidents",
    "order=name",
    "order=size&by=province",
  ]) {
    assert.deepEqual(faultsOf(text), [text.split("=")[0]], text);
  }
  assert.deepEqual(faultsOf("from=2024-Q3&to=2024-Q2"), ["to"]);
  assert.deepEqual(faultsOf("from=2024&from=2023"), ["from"]);
  assert.deepEqual(faultsOf("change=previous"), ["change"]);
  assert.deepEqual(faultsOf("by=quarter&share=province"), ["share"]);
  assert.deepEqual(faultsOf("measure=fatalities_share&by=province&share=province"), ["share"]);
  assert.deepEqual(faultsOf("layout=wide"), ["layout"]);
});

test("from and to may be periods of different length that overlap", () => {
  assert.deepEqual(faultsOf("from=2024&to=2024-Q1"), []);
  assert.deepEqual(faultsOf("from=2024-Q3&to=2024"), []);
});

test("a set of provinces survives a plus sign that arrives as a blank", () => {
  for (const text of ["province=PK-BA+PK-KP", "province=PK-BA%2BPK-KP", "province=PK-BA%20PK-KP"]) {
    assert.deepEqual(good(text).filters, { province: ["PK-BA+PK-KP"] }, text);
  }
  assert.equal(formatQuery(good("dataset=crss&province=PK-BA+PK-KP,PK")), "dataset=crss&measure=fatalities&province=PK-BA%2BPK-KP&province=PK");
  assert.deepEqual(good("victim=civilian+security").filters, { victim: ["civilian+security"] });
});

test("a comma inside a value is escaped, a comma between values is not", () => {
  assert.deepEqual(good("incident_type=Robberies\\, drone attacks and other,Sabotage").filters, {
    incident_type: ["Robberies, drone attacks and other", "Sabotage"],
  });
  assert.deepEqual(good("place=Saddar,,Saddar, ").filters, { place: ["Saddar"] });
  assert.deepEqual(good(`claimed_by=${encodeURIComponent(NOT_STATED)}`).filters, { claimed_by: [NOT_STATED] });
});

const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value.trim() === value && !value.includes("\\"));
const values = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const filters = fc.record({ tactic: values, place: values, scope: values, district: values }, { requiredKeys: [], noNullPrototype: true });
const period = fc.constantFrom("2023", "2024-Q2", "2024-09", "2024-09-14", "2024-01/2024-09", "2018-01-01/2018-04-15");
const asked: fc.Arbitrary<Query> = fc
  .record({
    dataset: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    measure: fc.uniqueArray(fc.constantFrom(...MEASURE_NAMES), { minLength: 1 }),
    time: fc.constantFrom(...TIME_DIMENSIONS),
    category: fc.uniqueArray(fc.constantFrom("province", "victim", "tactic"), { maxLength: 2 }),
    filters,
    from: fc.option(period.map(parsePeriod)),
    estimate: fc.constantFrom("low", "best", "high"),
    as_of: fc.constantFrom(null, "2024-10-05"),
    revision: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
    change: fc.constantFrom("previous", "year_ago", null),
    rank: fc.boolean(),
    running: fc.record({ cumulative: fc.boolean(), rolling: fc.constantFrom(null, 2, 120), per_day: fc.boolean() }),
    peak: fc.constantFrom(null, "month" as const, "quarter" as const),
    layout: fc.constantFrom("tidy", "wide"),
    boundaries: fc.constantFrom("today", "historical"),
    detail: fc.boolean(),
    beside: fc.constantFrom("bounds" as const, "earlier" as const, "top" as const, null),
    order: fc.constantFrom("value" as const, "last" as const, "name" as const, null),
  })
  .map(
    ({ time, category, running, peak, beside, order, ...rest }) =>
      ({
        ...rest,
        // The bounds are those of people; the largest of one print or estimate need not be those of another.
        ...(beside === "bounds" && rest.measure.every((name) => MEASURES[name].unit === "people") ? { bounds: true, estimate: "best" } : { bounds: false }),
        earlier: beside === "earlier" ? "2024-01-15" : null,
        top: beside === "top" && category.length === 1 && category[0] !== "victim" ? 3 : null,
        order: category.length === 1 ? order : null,
        // What does not add up has no share of a total and no sum over time.
        ...(rest.measure.every((name) => MEASURES[name].additive)
          ? { ...running, cumulative: running.cumulative && time !== "year", share: category[0] ?? null }
          : { cumulative: false, rolling: null, per_day: false, share: null }),
        by: [time, ...category],
        to: rest.from,
        peak: time === "year" || (time === "quarter" && peak === "month") ? peak : null,
      }) as Query,
  );

test("a question written as an address reads back as the same question", () => {
  fc.assert(fc.property(asked, (query) => assert.deepEqual(good(formatQuery(query)), query)));
});

test("one question has one address: reading and writing again changes nothing", () => {
  fc.assert(fc.property(asked, (query) => assert.equal(formatQuery(good(formatQuery(query))), formatQuery(query))));
});
