import assert from "node:assert/strict";
import { test } from "node:test";
import { type Column, emptyRow, type Row } from "../../server/domain/table";
import { pivotWide } from "../../server/statistics/pivot";

const column = (name: string, role: Column["role"]): Column => ({ name, role, unit: "people", label: name });
const row = (cells: Record<string, string | number | null>): Row => Object.assign(emptyRow(), cells);

test("the last dimension becomes columns; what belongs to a value goes with it; gaps are null", () => {
  const wide = pivotWide({
    columns: [column("quarter", "dimension"), column("province", "dimension"), column("fatalities", "measure"), column("fatalities_status", "status")],
    rows: [
      row({ quarter: "2024-Q1", province: "PK-KP", fatalities: 5, fatalities_status: "published" }),
      row({ quarter: "2024-Q1", province: "PK-BA", fatalities: null, fatalities_status: "missing" }),
      row({ quarter: "2024-Q2", province: "PK-KP", fatalities: 0, fatalities_status: "published" }),
    ],
    notes: [],
  });
  assert.deepEqual(
    wide.columns.map(({ name }) => name),
    ["quarter", "fatalities_PK-KP", "fatalities_PK-KP_status", "fatalities_PK-BA", "fatalities_PK-BA_status"],
  );
  assert.deepEqual(
    { ...wide.rows[1] },
    { quarter: "2024-Q2", "fatalities_PK-KP": 0, "fatalities_PK-KP_status": "published", "fatalities_PK-BA": null, "fatalities_PK-BA_status": null },
  );
});

test("a member named __proto__ is only a name", () => {
  const wide = pivotWide({
    columns: [column("target", "dimension"), column("incidents", "measure")],
    rows: [row({ target: "__proto__", incidents: 3 })],
    notes: [],
  });
  assert.equal(JSON.stringify(wide.rows), '[{"incidents___proto__":3}]');
});
