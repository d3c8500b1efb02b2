import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { read, sums } from "../reading";
import { csvOf, readFixture, tableOf } from "./fixtures";

/** What tests/fixtures/formats/README.md counts. `killed` by low, best, high. */
interface Counted {
  file: string;
  format: string;
  rows: [read: number, accepted: number, out_of_scope: number];
  sums: [incidents: number, killed: number, wounded: number];
  told: string[];
}

const COUNTED: Counted[] = [
  { file: "acled", format: "acled", rows: [6, 5, 1], sums: [5, 106, 0], told: ["file:out_of_scope", "4:repeat"] },
  { file: "acled-to-2023", format: "acled-to-2023", rows: [2, 2, 0], sums: [2, 4, 0], told: [] },
  { file: "acled-to-2016", format: "acled-to-2016", rows: [3, 2, 1], sums: [2, 8, 0], told: ["file:out_of_scope"] },
  { file: "acled-weekly", format: "acled-weekly", rows: [4, 3, 1], sums: [23, 35, 0], told: ["file:out_of_scope", "file:straddles_quarters"] },
  { file: "acled-monthly-national", format: "acled-hdx-monthly", rows: [4, 3, 1], sums: [236, 261, 0], told: ["file:out_of_scope", "file:national_only"] },
  { file: "acled-monthly-districts", format: "acled-hdx-monthly", rows: [4, 3, 1], sums: [15, 19, 0], told: ["file:out_of_scope"] },
  {
    file: "hapi-national",
    format: "hapi",
    rows: [6, 2, 4],
    sums: [92, 91, 0],
    told: ["file:out_of_scope", "file:classes_overlap", "file:source_error", "file:national_only"],
  },
  { file: "hapi-levels", format: "hapi", rows: [4, 3, 0], sums: [17, 19, 0], told: ["2:total_row", "4:source_warning", "2:total_differs", "2:total_differs"] },
  { file: "ucdp-ged", format: "ucdp-ged", rows: [5, 4, 1], sums: [4, 105, 0], told: ["file:out_of_scope", "5:province_unknown"] },
  { file: "ucdp-ged-row-numbers", format: "ucdp-ged", rows: [5, 4, 1], sums: [4, 105, 0], told: ["file:out_of_scope", "5:province_unknown"] },
  { file: "ucdp-hdx", format: "ucdp-ged", rows: [4, 4, 0], sums: [4, 105, 0], told: ["6:province_unknown"] },
  { file: "gtd", format: "gtd", rows: [5, 4, 1], sums: [4, 172, 136], told: ["file:out_of_scope", "5:province_unknown"] },
  { file: "hxl", format: "hxl", rows: [2, 2, 0], sums: [2, 8, 8], told: [] },
  { file: "hxl-only", format: "hxl", rows: [2, 2, 0], sums: [8, 27, 0], told: [] },
  { file: "min-max", format: "house", rows: [2, 2, 0], sums: [2, 3, 3], told: [] },
];

for (const { file, format, rows: counted, sums: expected, told } of COUNTED) {
  test(`${file}: recognised, and adds up to what was counted by hand`, async () => {
    const found = await readFixture(file);
    assert.deepEqual([found.refused, found.reading.format], [null, format]);
    assert.deepEqual([found.rows.read, found.rows.accepted, found.rows.out_of_scope], counted);
    assert.deepEqual(sums(found.incidents), expected);
    assert.deepEqual(found.told, told);
    const { read: all, accepted, rejected, out_of_scope, total_rows } = found.rows;
    assert.equal(all, accepted + rejected + out_of_scope + total_rows);
  });
}

test("a format is recognised whatever the order and case of its columns, and with more of them", async () => {
  for (const { file, format, told } of COUNTED.filter(({ file }) => !["ucdp-ged-row-numbers", "hxl-only"].includes(file))) {
    const table = tableOf(file).map((cells, line) => [...cells, line === 0 ? "Added by us" : ""]);
    const straight = await readFixture(file);
    const width = table[0]?.length ?? 0;
    const order = fc.shuffledSubarray([...Array(width).keys()], { minLength: width });
    await fc.assert(
      fc.asyncProperty(order, fc.constantFrom("upper", "lower", "blank"), async (columns, spelling) => {
        const spell = (header: string) =>
          spelling === "upper" ? header.toUpperCase() : spelling === "lower" ? header.toLowerCase() : ` ${header.replaceAll("_", " ")} `;
        const shuffled = table.map((cells, line) => columns.map((index) => (line === 0 ? spell(cells[index] ?? "") : (cells[index] ?? ""))));
        const found = await read(csvOf(shuffled));
        assert.deepEqual([found.reading.format, found.rows, sums(found.incidents)], [format, straight.rows, sums(straight.incidents)], file);
        assert.deepEqual([...new Set(found.told)].sort(), [...new Set(told)].sort());
      }),
      { numRuns: 6 },
    );
  }
});

/** Columns a file of a format cannot be without. */
const NEEDED: Record<string, string[]> = {
  acled: ["event_id_cnty", "event_date", "fatalities", "admin1", "country"],
  "ucdp-ged": ["id", "type_of_violence", "date_start", "best", "adm_1", "country"],
  gtd: ["eventid", "iyear", "imonth", "iday", "nkill", "provstate", "country_txt"],
};

test("a format is recognised without the columns it can be without, and counts the same killed", async () => {
  for (const [file, needed] of Object.entries(NEEDED)) {
    const table = tableOf(file);
    const header = table[0] ?? [];
    const straight = await readFixture(file);
    const optional = header.map((_, index) => index).filter((index) => !needed.includes(header[index] ?? ""));
    await fc.assert(
      fc.asyncProperty(fc.subarray(optional), async (kept) => {
        const columns = header.map((name, index) => ({ name, index })).filter(({ name, index }) => needed.includes(name) || kept.includes(index));
        const found = await read(csvOf(table.map((cells) => columns.map(({ index }) => cells[index] ?? ""))));
        assert.deepEqual([found.reading.format, found.rows.accepted], [straight.reading.format, straight.rows.accepted], file);
        assert.equal(sums(found.incidents)[1], sums(straight.incidents)[1]);
      }),
      { numRuns: 12 },
    );
  }
});

test("a file of nobody's format is not taken for one by a few words of its header", async () => {
  const { reading, incidents } = await read("Country,Province,Month,Year,Events,Killed\nPakistan,Sindh,January,2024,3,5\n");
  assert.deepEqual([reading.format, incidents[0]?.province, incidents[0]?.fatalities.best, incidents[0]?.incidents], ["house", "PK-SD", 5, 3]);
});

test("the mapping a report tells, sent again, reads the file the same", async () => {
  for (const { file, format } of COUNTED) {
    const first = await readFixture(file);
    const again = await readFixture(file, { mapping: first.reading.mapping });
    assert.deepEqual([again.refused, again.reading.format, again.reading.mapping], [null, format, first.reading.mapping], file);
    assert.deepEqual([again.incidents, again.rows], [first.incidents, first.rows]);
  }
});
