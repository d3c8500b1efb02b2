import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kind } from "../../server/domain/dataset";
import { templateOf } from "../../server/ingest/templates";
import { read } from "./reading";

const figures = (csv: string, options = {}) => read(csv, { kind: "figures", published_on: "2024-10-01", ...options });
const LONG = "period,region,measure,value\n";

test("the long form", async () => {
  const csv = `period,region,victim,incident_type,measure,value,qualifier,scope,published_on,report,source,source_url,note
Jul-Sep 2024,Pakistan,,All,killed,"1,722",,terror,2024-10-01,Q3,Dawn,u,n
2024-01/2024-09,KP + Balochistan,civilians+police,Attack,fatalities_share,96.7%,nearly,terror,1 Oct 2024,Q3,,,
2024,Total,all,,wounded,5,At least,,2024-10-01,,,,
`;
  const { figures: rows, told } = await figures(csv);
  assert.deepEqual(told, []);
  assert.deepEqual(rows[0], {
    line: 2,
    part: 0,
    period: "2024-Q3",
    period_start: "2024-07-01",
    period_end: "2024-10-01",
    region: "PK",
    victim: "",
    incident_type: "",
    measure: "fatalities",
    value: 1722,
    qualifier: "exact",
    scope: "terror",
    published_on: "2024-10-01",
    report: "Q3",
    source: "Dawn",
    source_url: "u",
    note: "n",
    extra: null,
  });
  const [, share, wounded] = rows;
  assert.deepEqual(
    [share?.period, share?.region, share?.victim, share?.value, share?.qualifier],
    ["2024-01/2024-09", "PK-BA+PK-KP", "civilian+security", 96.7, "nearly"],
  );
  assert.deepEqual([wounded?.region, wounded?.victim, wounded?.measure, wounded?.qualifier], ["PK", "", "injured", "at_least"]);
});

test("the wide form: a figure for each count given, whatever the order of columns", async () => {
  const csv = "period,province,category,killed,wounded,incidents,published_on\n2024-Q3,PK,,722,615,328,2024-10-01\n2024-Q3,KP,civilian,0,,,2024-10-01\n";
  const { figures: rows } = await figures(csv);
  assert.deepEqual(
    rows.map((row) => [row.line, row.part, row.region, row.victim, row.measure, row.value].join(" ")),
    ["2 0 PK  fatalities 722", "2 1 PK  injured 615", "2 2 PK  incidents 328", "3 0 PK-KP civilian fatalities 0"],
  );
  const classes = await figures("quarter,year,region,security killed,killed,casualties\nQ3,2024,PK,1,2,3\n");
  assert.deepEqual(
    classes.figures.map((row) => [row.period, row.victim, row.measure, row.value].join(" ")),
    ["2024-Q3  fatalities 2", "2024-Q3 security fatalities 1", "2024-Q3  casualties 3"],
  );
});

const FAULTS: [row: string, code: string][] = [
  ["2024-Q3,PK,fatalities,", "no_value"],
  ["2024-Q3,PK,fatalities,12.5", "bad_count"],
  ["2024-Q3,PK,fatalities,n/a", "bad_count"],
  ["2024-Q3,PK,fatalities_share,101", "bad_share"],
  ["2024-Q3,PK,fatalities_share,12.34567", "bad_share"],
  ["2024-Q3,PK,fatal_incidents,3", "unknown_measure"],
  ["2024-Q3,PK,,3", "unknown_measure"],
  ["2024-Q3,Narnia,fatalities,3", "unknown_province"],
  ["2024-Q3,,fatalities,3", "missing_region"],
  [",PK,fatalities,3", "missing_date"],
  ["2024-Q9,PK,fatalities,3", "bad_date"],
  ["2031,PK,fatalities,3", "date_out_of_range"],
];
for (const [row, code] of FAULTS) {
  test(`figure ${row}`, async () => {
    const { told } = await figures(`${LONG}2024,PK,injured,1\n${row}\n`);
    assert.deepEqual(told, [`3:${code}`]);
  });
}

test("other faults of a figure", async () => {
  const rows = await figures(
    "period,region,victim,qualifier,measure,value,published_on\n2024,PK,martian,,fatalities,1,\n2024,PK,,perhaps,fatalities,2,\n2024,PK,,,fatalities,3,2099-01-01\n2024,PK,,,fatalities,3,2025-10\n",
  );
  assert.deepEqual(rows.told, ["2:unknown_victim", "3:unknown_qualifier", "4:date_out_of_range", "5:not_a_day"]);
  assert.deepEqual((await figures(`period,region,killed,published_on\n2024,PK,1,2026-08-01\n2024,PK,,2024-01-01\n`)).told, [
    "2:published_in_future",
    "3:no_value",
  ]);
});

test("the header of figures", async () => {
  const cases: [header: string, code: string][] = [
    ["region,measure,value", "missing_column"],
    ["period,measure,value", "missing_column"],
    ["period,region,value", "missing_column"],
    ["period,region,measure", "missing_column"],
    ["period,region,note", "missing_column"],
    ["period,region,measure,value,killed", "two_forms"],
    ["period,region,province,killed", "duplicate_column"],
    ["period,region,victim,killed_civilian", "victim_twice"],
  ];
  for (const [header, code] of cases) assert.equal((await figures(`${header}\n`)).refused, code, header);
});

test("one report cannot print two values for one figure", async () => {
  const { told, issues, figures: rows } = await figures(`${LONG}2024-Q3,PK,fatalities,722\nQ3 2024,Pakistan,killed,722\n2024-Q3,PK,fatalities,723\n`);
  assert.deepEqual(told, ["3:repeat", "4:conflicting_values"]);
  assert.match(issues[1]?.message ?? "", /Line 2 gives 722.*this line 723/);
  assert.equal(rows.length, 2);
});

test("rows that do not say when they were published take the day given, else today's, told once", async () => {
  const given = await figures(`${LONG}2024-Q3,PK,fatalities,722\n`);
  assert.deepEqual([given.told, given.figures[0]?.published_on], [[], "2024-10-01"]);
  const assumed = await figures(`${LONG}2024-Q3,PK,fatalities,722\n2024-Q2,PK,fatalities,380\n`, { published_on: undefined });
  assert.deepEqual([assumed.told, assumed.figures[1]?.published_on], [["file:published_on_assumed"], "2026-03-01"]);
});

test("the templates are read without a fault", async () => {
  for (const kind of ["incidents", "figures"] satisfies Kind[]) {
    const { told, rows } = await read(templateOf(kind), { kind });
    assert.deepEqual([told, rows.accepted], [[], 4]);
  }
});
