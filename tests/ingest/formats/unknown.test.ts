import assert from "node:assert/strict";
import { test } from "node:test";
import { suggestMapping } from "../../../server/ingest/suggest";
import { read } from "../reading";
import { fixture } from "./fixtures";

const HEADER = ["Sr", "Kab", "Ilaqa", "People who died", "Hurt", "Who", "x", "y", "Detail"];
const ROWS = [
  ["1", "14/09/2024", "Sindh", "4", "2", "civilians", "24.86", "67.01", "A bomb went off."],
  ["2", "15/09/2024", "KPK", "0", "", "police", "34.01", "71.57", "An ambush."],
  ["3", "16/09/2024", "Balochistan", "12", "30", "civilians", "30.18", "66.99", "A raid."],
];

test("columns are suggested by what their values look like and by words of their headers", () => {
  const found = new Map(suggestMapping(HEADER, ROWS, "incidents").map((suggestion) => [suggestion.field, suggestion]));
  const column = (field: string) => found.get(field)?.column;
  assert.deepEqual(
    [column("occurred_on"), column("province"), column("fatalities"), column("injured"), column("victim"), column("latitude"), column("longitude")],
    ["Kab", "Ilaqa", "People who died", "Hurt", "Who", "x", "y"],
  );
  assert.equal(found.get("province")?.reason, '"Ilaqa" looks like a province (3 of 3 values are).');
  for (const { confidence, reason } of found.values()) assert.ok(confidence > 0 && confidence <= 1 && reason.endsWith("."));
});

test("a known header is certain; figures have periods and regions", () => {
  const found = suggestMapping(["province", "Quarter of", "killed"], [["Sindh", "Q3 2024", "5"]], "figures");
  assert.deepEqual(
    found.map(({ field, column, confidence }) => [field, column, confidence >= 0.9]),
    [
      ["region", "province", true],
      ["fatalities", "killed", true],
      ["period", "Quarter of", true],
    ],
  );
});

test("a refusal for a missing column names the column that looks like it, and the mapping is right as it stands", async () => {
  const csv = [HEADER, ...ROWS].map((cells) => cells.join(",")).join("\n");
  const { refused, issues } = await read(csv);
  assert.equal(refused, "missing_column");
  const mapping = Object.assign(
    {},
    ...issues.flatMap(({ message }) => [...message.matchAll(/mapping=(\{[^}]*\})/g)].map((found) => JSON.parse(found[1] ?? "{}"))),
  );
  assert.deepEqual(mapping, { occurred_on: "Kab", province: "Ilaqa", fatalities: "People who died", injured: "Hurt" });
  const mapped = await read(csv, { mapping });
  assert.deepEqual([mapped.rows.accepted, mapped.incidents.map((row) => row.fatalities.best)], [3, [4, 0, 12]]);
});

test("spellings resolved by hand are asked where nobody knows the name", async () => {
  const csv = "date,province,killed\n2024-09-14,Baloch  belt,1\n2024-09-14,Karachi,1\n2024-09-14,Sindh,1\n";
  const { incidents, told } = await read(csv, { spellings: { "BALOCH BELT": "PK-BA", Karachi: "PK-SD", Sindh: "PK-PB" } });
  assert.deepEqual([told, incidents.map((row) => row.province)], [[], ["PK-BA", "PK-SD", "PK-SD"]]);
  assert.equal(incidents[0]?.province_raw, "Baloch  belt");
  assert.equal((await read(csv, { spellings: { Karachi: "Sindh" } })).refused, "unknown_spelling");
  const figures = await read("period,region,killed\n2024,Baloch Belt,1\n", { kind: "figures", spellings: { "Baloch Belt": "PK-BA" } });
  assert.equal(figures.figures[0]?.region, "PK-BA");
});

/** Of each line of faults.csv: the code, and the column at fault. */
const FAULTS: [code: string, column: string][] = [
  ["impossible_date", "date"],
  ["two_digit_year", "date"],
  ["excel_serial", "date"],
  ["bad_date", "date"],
  ["bad_date", "date"],
  ["date_out_of_range", "date"],
  ["date_is_span", "date"],
  ["missing_date", "date"],
  ["bad_precision", "date_precision"],
  ["ends_before_start", "ended_on"],
  ["unknown_province", "province"],
  ["missing_province", "province"],
  ["unknown_victim", "victim"],
  ["bad_count", "killed"],
  ["bad_count", "injured"],
  ["count_too_large", "killed"],
  ["bounds_disorder", "killed"],
  ["bad_coordinate", "lat"],
  ["rounded_id", "incident_id"],
  ["date_out_of_range", "published_on"],
];

test("twenty rows with a fault each name twenty lines, columns, values and remedies", async () => {
  const { issues, rejected, rows } = await read(fixture("faults"));
  assert.deepEqual([rows.read, rows.rejected, issues.length], [20, 20, 20]);
  assert.deepEqual(
    issues.map(({ line, code, column }) => [line, code, column]),
    FAULTS.map(([code, column], index) => [index + 2, code, column]),
  );
  for (const [index, { column, value, message }] of issues.entries()) {
    const header = "incident_id,date,date_precision,ended_on,province,victim,killed,killed_min,killed_max,injured,lat,lon,published_on,notes".split(",");
    assert.equal(value, rejected[index]?.cells[header.indexOf(column ?? "")]);
    assert.match(message, /\b(?:Write|[Cc]heck|Leave|Format|Repeat|Did you|It lies)\b/, message);
  }
});
