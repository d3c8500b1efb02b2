import assert from "node:assert/strict";
import { test } from "node:test";
import { datedColumn, datesOf } from "../../server/db/dated";
import { endOfPrecision } from "../../server/db/filter";
import { openTestDatabase } from "../support/database";

test("a date held as a member is the same day, and ends on the same day, as in the database", async () => {
  const database = await openTestDatabase();
  try {
    const days = ["1900-01-01", "1970-01-01", "2023-11-30", "2024-01-31", "2024-02-29", "2024-10-01", "2024-12-31"];
    const { rows } = await database.knex.raw<{ rows: { member: string; start: string; end: string; precision: string }[] }>(
      `select ${datedColumn("start", "precision")} as member, start, ${endOfPrecision("start", "precision")} as "end", precision
       from unnest(?::date[]) as start, unnest(array['day', 'week', 'month', 'quarter', 'year']) as precision`,
      [days],
    );
    assert.equal(rows.length, days.length * 5);
    const held = datesOf({ members: rows.map(({ member }) => member), places: new Uint16Array() });
    assert.deepEqual(
      held,
      rows.map(({ start, end, precision }) => ({ start, end, precision })),
    );
  } finally {
    await database.close();
  }
});
