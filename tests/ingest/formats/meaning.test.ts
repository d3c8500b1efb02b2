import assert from "node:assert/strict";
import { test } from "node:test";
import type { Incident } from "../../../server/domain/incident";
import { read, sums } from "../reading";
import { readFixture, text } from "./fixtures";

const when = (row: Incident | undefined) => [row?.occurred_on, row?.ended_on, row?.date_precision].join(" ");
const shares = (rows: Incident[]) => rows.map(({ line, victim, fatalities: { best, low, high } }) => `${line} ${victim} ${low} ${best} ${high}`);

test("ACLED: actors name no perpetrator, wounded are not reported, precision and day are ACLED's", async () => {
  const { incidents } = await readFixture("acled");
  const [first, , , fourth] = incidents;
  assert.deepEqual([first?.perpetrator, first?.claimed_by, first?.injured.best, first?.fatalities.best], [null, null, null, 26]);
  assert.deepEqual(
    [first?.incident_id, first?.incident_type, first?.tactic, first?.province, first?.district, first?.place, first?.published_on],
    ["PAK100001", "Explosions/Remote violence", "Suicide bomb", "PK-BA", "Quetta", "Quetta", "2025-01-01"],
  );
  assert.deepEqual([when(first), when(fourth)], ["2024-11-09  day", "2024-10-01  month"]);
  assert.ok(first?.extra?.some(([header, cell]) => header === "actor1" && cell === "BLA: Baloch Liberation Army"));
  assert.deepEqual(
    incidents.map((row) => row.incident_id).filter((id) => id === "PAK100002"),
    ["PAK100002", "PAK100002"],
  );
});

test("ACLED of 2016 and before: dates day first, weeks, the former FATA", async () => {
  const { incidents } = await readFixture("acled-to-2016");
  assert.deepEqual([when(incidents[0]), when(incidents[1]), incidents[0]?.province], ["2011-04-18  day", "2011-06-05  week", "PK-TA"]);
});

test("ACLED's weeks begin on Saturday and are known to the week; ids and centroids are the province's", async () => {
  const { incidents } = await readFixture("acled-weekly");
  assert.equal(when(incidents[2]), "2024-09-28 2024-10-04 week");
  assert.deepEqual([incidents[0]?.incident_id, incidents[0]?.latitude, incidents[0]?.incidents], [null, null, 7]);
});

test("monthly counts: a written zero is zero, the country stands for itself", async () => {
  const { incidents } = await readFixture("acled-monthly-national");
  assert.deepEqual([when(incidents[2]), incidents[2]?.incidents, incidents[2]?.fatalities.best, incidents[2]?.province], ["2024-03-01  month", 0, 0, "PK"]);
  const demonstrations = await read("Country,Month,Year,Events\nPakistan,January,2024,164\n");
  assert.deepEqual([demonstrations.reading.format, demonstrations.incidents[0]?.fatalities.best], ["acled-hdx-monthly", null]);
});

test("HAPI: one class is read, another when asked for, overlapping ones never together", async () => {
  const asked = (classes: string[]) => readFixture("hapi-national", { classes });
  assert.deepEqual(sums((await asked(["civilian_targeting"])).incidents), [12, 12, 0]);
  const apart = await asked(["political_violence", "demonstration"]);
  assert.deepEqual([sums(apart.incidents), apart.incidents.find((row) => row.incident_type === "demonstration")?.fatalities.best], [[256, 91, 0], null]);
  assert.equal((await asked(["political_violence", "civilian_targeting"])).refused, "classes_overlap");
  assert.equal((await asked(["riots"])).refused, "unknown_class");
  assert.equal((await readFixture("acled", { classes: ["Battles"] })).refused, "no_classes");
  const { incidents } = await readFixture("hapi-national");
  assert.deepEqual([when(incidents[0]), when(incidents[1])], ["2025-01-01 2025-01-31 month", "2025-02-01 2025-02-10 month"]);
});

test("HAPI: of each month the finest level is read", async () => {
  const { incidents } = await readFixture("hapi-levels");
  assert.deepEqual(
    incidents.map((row) => [row.occurred_on, row.province, row.district, row.incidents].join(" ")),
    ["2025-01-01 PK-BA Quetta 6", "2025-01-01 PK-KP Bannu 3", "2025-02-01 PK  8"],
  );
});

test("HAPI as figures: looked up by province and month, zero classes summed", async () => {
  const { figures, told } = await readFixture("hapi-national", { kind: "figures", published_on: "2025-03-01" });
  assert.deepEqual(
    figures.map((row) => [row.period, row.region, row.measure, row.value, row.scope].join(" ")),
    [
      "2025-01 PK fatalities 60 political violence",
      "2025-01 PK incidents 52 political violence",
      "2025-02-01/2025-02-10 PK fatalities 31 political violence",
      "2025-02-01/2025-02-10 PK incidents 40 political violence",
    ],
  );
  assert.deepEqual(told, ["file:out_of_scope", "file:classes_overlap", "file:source_error"]);
});

test("UCDP: sides are forces and militants only where a state fights, low and high are of the whole", async () => {
  for (const file of ["ucdp-ged", "ucdp-hdx", "ucdp-ged-row-numbers"]) {
    const { incidents } = await readFixture(file);
    const first = file === "ucdp-hdx" ? 3 : 2;
    assert.deepEqual(
      shares(incidents),
      [
        `${first} civilian 13 13 13`,
        `${first} security 66 70 87`,
        `${first} militant 1 1 1`,
        `${first + 1} unspecified 10 10 12`,
        `${first + 2} civilian 5 5 9`,
        `${first + 3} militant 1 3 5`,
        `${first + 3} unspecified 3 3 3`,
      ].toSorted((a, b) => Number(a.split(" ")[0]) - Number(b.split(" ")[0])),
    );
    assert.deepEqual(
      incidents.filter((row) => row.part === 0).map((row) => [when(row), row.province, row.incident_type, row.perpetrator].join(" | ")),
      [
        "2023-01-30 2023-01-30 day | PK-KP | State-based conflict | ",
        "2023-07-01 2023-07-31 month | PK-KP | Non-state conflict | ",
        "2023-09-29 2023-10-01 week | PK-BA | One-sided violence | IS",
        "2023-01-01 2023-12-31 year | PK | State-based conflict | ",
      ],
    );
    const sum = (bound: "low" | "high") => incidents.reduce((total, row) => total + (row.fatalities[bound] ?? 0), 0);
    assert.deepEqual([sum("low"), sum("high")], [99, 130]);
  }
});

test("UCDP: deaths by side that exceed best, and bounds on the wrong side, keep best and are told", async () => {
  const head = "id,type_of_violence,date_start,date_end,adm_1,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,low,high\n";
  const { incidents, told } = await read(
    `${head}1,1,2023-01-30,2023-01-30,Sindh province,2,2,0,0,3,3,3\n2,1,2023-01-30,2023-01-30,Sindh province,0,0,3,0,3,0,0\n`,
  );
  assert.deepEqual(told, ["2:parts_differ", "3:bounds_disorder"]);
  assert.deepEqual(shares(incidents), ["2 unspecified 3 3 3", "3 civilian 0 3 3"]);
});

test("GTD: unknown is blank, the attackers stand apart, dates are as exact as they are known", async () => {
  const { incidents } = await readFixture("gtd");
  assert.deepEqual(
    incidents.map((row) => [row.line, row.victim, row.fatalities.best, row.injured.best, row.date_precision, row.occurred_on, row.province].join(" ")),
    [
      "2 militant 7 0 day 2014-12-16 PK-KP",
      "2 unspecified 150 131 day 2014-12-16 PK-KP",
      "3 unspecified 12  month 2014-07-01 PK-TA",
      "4 unspecified  5 year 2014-01-01 PK-BA",
      "5 militant 3 0 day 2014-03-02 PK",
    ],
  );
  const [first, , third] = incidents;
  assert.deepEqual(
    [first?.perpetrator, first?.claimed_by, first?.tactic, first?.target, first?.incident_id],
    ["Tehrik-i-Taliban Pakistan (TTP)", "Tehrik-i-Taliban Pakistan (TTP)", "Bombing/Explosion", "Private Citizens & Property", "201412160041"],
  );
  assert.deepEqual([third?.perpetrator, third?.claimed_by, third?.place], [null, null, null]);
});

test("an id a spreadsheet rounded is refused: it would merge incidents", async () => {
  const { rejected } = await read(text("gtd").replace("201412160041", "2.01412E+11"));
  assert.deepEqual([rejected[0]?.line, rejected[0]?.issues[0]?.code, rejected[0]?.issues[0]?.column], [2, "rounded_id", "eventid"]);
});

test("hashtags: attributes in any order, parts of the people by sex or age never added", async () => {
  const head = "a,b,c,d,e\n#affected + f + killed,#affected+killed,#killed+affected,#adm1+code,#date+occurred\n";
  const { incidents, reading } = await read(`${head}1,4,9,PK7,2024-09-14\n`);
  assert.deepEqual([reading.format, incidents[0]?.fatalities.best, incidents[0]?.province], ["hxl", 4, "PK-SD"]);
  const children = await read("Deaths,Children,Date,Where\n#affected+killed+children,,#date+occurred,#adm1+name\n3,1,2024-09-14,Sindh\n");
  assert.equal(children.refused, "missing_column");
  assert.equal((await read("date,province,killed\n2024-09-14,Sindh,1\n", { format: "hxl" })).refused, "no_hashtags");
});

test("rows of other countries are left out and said once; a file of nothing else is refused", async () => {
  const rows = (...countries: string[]) => `date,country,iso3,province,killed\n${countries.map((country) => `2024-09-14,${country},Sindh,1\n`).join("")}`;
  const mixed = await read(rows("Pakistan,PAK", "India,IND", "India,IND", "Iran,IRN", ",", "Pakistan (Kashmir),PAK"));
  assert.deepEqual([mixed.rows.accepted, mixed.rows.out_of_scope, mixed.told.filter((told) => told !== "file:out_of_scope")], [3, 3, ["6:repeat"].slice(1)]);
  assert.match(mixed.issues[0]?.message ?? "", /3 rows are of other countries than Pakistan \(India 2, Iran 1\)/);
  assert.equal((await read(rows("India,IND"))).refused, "out_of_scope");
  assert.equal((await read(rows("Nowhere,"), { mapping: { country: [] } })).rows.accepted, 1);
  assert.deepEqual(mixed.incidents[0]?.extra, [
    ["country", "Pakistan"],
    ["iso3", "PAK"],
  ]);
});

test("a format can be named, and one that does not exist is refused with those that do", async () => {
  assert.equal((await readFixture("acled", { format: "house" })).reading.format, "house");
  const { issues, refused } = await readFixture("acled", { format: "acledd" });
  assert.equal(refused, "unknown_format");
  assert.match(issues[0]?.message ?? "", /acled-to-2016, acled-to-2023, acled, acled-weekly, hapi, acled-hdx-monthly, ucdp-ged, gtd, house, hxl/);
});

test("a row longer than its header is no row number by mere chance", async () => {
  const { told } = await read("killed,province,date\n1,234,KP,2024-09-14\n5,678,KP,2024-09-15\n");
  assert.deepEqual(
    told.filter((entry) => entry.endsWith("too_many_cells")),
    ["2:too_many_cells", "3:too_many_cells"],
  );
});
