import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { read } from "./reading";

const file = (name: string) => new Uint8Array(readFileSync(new URL(`../../data/${name}.csv`, import.meta.url)));

/** Totals that do not hold what is printed beside them in the same report (data/README.md, "contradictions that remain"). */
const DIFFERING: Record<string, string[]> = {
  crss: ["270:total_differs"],
  picss: ["31:total_differs", "40:total_differs", "80:total_differs"],
};

for (const name of ["crss", "picss", "pips", "satp", "gti", "interior-ministry"]) {
  test(`every row of ${name}.csv is accepted`, async () => {
    const { told, rows, figures } = await read(file(name), { kind: "figures", today: "2026-11-21" });
    assert.deepEqual(told, DIFFERING[name] ?? []);
    assert.equal(rows.accepted, rows.read);
    assert.equal(figures.length, rows.read);
    assert.ok(rows.read > 0);
  });
}

test("CRSS: the third quarter of 2024 and the vintages of 2023", async () => {
  const { figures } = await read(file("crss"), { kind: "figures", today: "2026-11-21" });
  const printed = (period: string, measure: string) =>
    figures
      .filter((row) => row.period === period && row.region === "PK" && row.victim === "" && row.incident_type === "" && row.measure === measure)
      .sort((a, b) => (a.published_on < b.published_on ? -1 : 1))
      .map((row) => row.value);
  assert.deepEqual(
    [printed("2024-Q3", "fatalities"), printed("2024-Q3", "injured"), printed("2024-Q3", "incidents")].map((values) => values.at(-1)),
    [722, 615, 328],
  );
  assert.deepEqual([...new Set(printed("2023", "fatalities"))], [1524, 1523, 1533]);
  const share = figures.find((row) => row.period === "2024-Q3" && row.region === "PK-BA+PK-KP" && row.measure === "fatalities_share");
  assert.deepEqual([share?.value, share?.qualifier], [97, "nearly"]);
});

test("chinese-nationals.csv: every report is kept", async () => {
  const { told, rows, incidents } = await read(file("chinese-nationals"), { today: "2026-11-21" });
  assert.deepEqual([told, rows.accepted], [[], rows.read]);
  const airport = incidents.filter((row) => row.incident_id === "2024-10-06-karachi-airport");
  assert.deepEqual([...new Set(airport.map((row) => row.fatalities.best))].sort(), [2, 3, null]);
  assert.deepEqual(incidents.find((row) => row.incident_id === "2018-08-dalbandin")?.date_precision, "month");
  assert.deepEqual(incidents[0]?.extra, [["fatalities_target", "3"]]);
});
