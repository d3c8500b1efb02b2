import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Source } from "../../server/ingest/decode";
import { decode } from "../../server/ingest/decode";
import { type CsvRecord, parse } from "../../server/ingest/parse";
import { read } from "./reading";

const text = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", "\r\n", " ", ";", "\0", "é", "خ", "🕊", "\uFEFF", "\\"), maxLength: 8 });
const cuts = fc.array(fc.nat(400), { maxLength: 30 });

const inChunks = (bytes: Uint8Array, at: number[]): Source =>
  async function* () {
    let start = 0;
    for (const end of [...at.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]) {
      yield bytes.subarray(start, end);
      start = end;
    }
  };

async function recordsOf(bytes: Uint8Array, at: number[]): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const parsed of parse(decode(inChunks(bytes, at), "utf-8"), { delimiter: ",", newline: "\n" })) records.push(...parsed);
  return records;
}

const everyByte = (bytes: Uint8Array) => Array.from({ length: bytes.length }, (_, index) => index);

/** Writes a cell plainly where it can be, in quotes where it must or the choice says so. */
const written = (cell: string, quoted: boolean) => (quoted || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

test("any table written as CSV gives its cells back, however quoted, ended and cut", async () => {
  const table = fc.array(fc.tuple(fc.array(fc.tuple(text, fc.boolean()), { minLength: 2, maxLength: 5 }), fc.constantFrom("\n", "\r\n")), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(table, cuts, fc.boolean(), async (rows, at, whole) => {
      const csv = `x,y,z\n${rows.map(([cells, end]) => cells.map(([cell, quoted]) => written(cell, quoted)).join(",") + end).join("")}`;
      const bytes = new TextEncoder().encode(csv);
      const records = await recordsOf(bytes, whole ? everyByte(bytes) : at);
      let line = 2;
      const expected = rows.flatMap(([cells]) => {
        const texts = cells.map(([cell]) => cell);
        const record = { line, cells: texts };
        line += 1 + texts.join("").split("\n").length - 1;
        return texts.some((cell) => cell.trim() !== "") ? [record] : [];
      });
      assert.deepEqual(records.slice(1), expected);
    }),
    { numRuns: 400 },
  );
});

test("chunks of any size give the same records", async () => {
  const line = fc.constantFrom("date,province,killed\n", "2024-01-01,KP,1\r\n", '2024-01-01,"KP",2\r\n', '"a\n""b""","é",🕊\n', "\n", '2024,"x" ,3\n');
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 20 }), cuts, async (lines, at) => {
      const bytes = new TextEncoder().encode(lines.join(""));
      const whole = await recordsOf(bytes, []);
      assert.deepEqual(await recordsOf(bytes, at), whole);
      assert.deepEqual(await recordsOf(bytes, everyByte(bytes)), whole);
    }),
    { numRuns: 100 },
  );
});

test("a large file in chunks of odd sizes gives what it gives whole", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) =>
    index % 3 === 0 ? `2024-01-01,"K\r\nP ${index}",${index}\r\n` : `2024-01-01,é${index},${index}\n`,
  );
  const bytes = new TextEncoder().encode(`a,b,c\n${rows.join("")}`);
  const whole = await recordsOf(bytes, []);
  assert.equal(whole.length, 20_001);
  // Every third record takes two lines, the last one among them not.
  assert.equal(whole.at(-1)?.line, 1 + 20_000 + 6667);
  const odd = Array.from({ length: Math.floor(bytes.length / 9973) }, (_, index) => (index + 1) * 9973);
  assert.deepEqual(await recordsOf(bytes, odd), whole);
});

test("any bytes at all are read or refused, never thrown at", async () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(fc.constantFrom("date", "province", "killed", ",", "\n", '"', "\r", "2024-01-01", "KP", "Total", "1", "\0", ";", "1/2/2024", " "), {
        maxLength: 60,
      })
      .map((words) => new TextEncoder().encode(words.join(""))),
    fc
      .array(fc.array(fc.oneof(text, fc.constantFrom("2024-01-01", "KP", "5", "Total", "03/04/2024", "all", "Q3 2024", "1,234")), { maxLength: 6 }), {
        maxLength: 6,
      })
      .map((rows) =>
        new TextEncoder().encode(`date,province,killed,victim,notes\n${rows.map((cells) => cells.map((cell) => written(cell, false)).join(",")).join("\n")}`),
      ),
  );
  await fc.assert(
    fc.asyncProperty(hostile, fc.constantFrom("incidents", "figures"), cuts, async (bytes, kind, at) => {
      const found = await read(
        bytes,
        { kind },
        at.filter((cut) => cut <= bytes.length).sort((a, b) => a - b),
      );
      const { read: all, accepted, rejected, total_rows } = found.rows;
      assert.equal(all, accepted + rejected + total_rows);
      for (const issue of found.issues) assert.ok(issue.code && issue.message);
    }),
    { numRuns: 500 },
  );
});

test("the order of columns does not matter", async () => {
  const header = ["date", "province", "killed", "killed_civilian", "injured_security", "wounded", "place", "notes", "incidents"];
  const rows = [
    ["2024-01-01", "KP", "9", "3", "1", "4", "x", "y", "2"],
    ["13/02/2024", "Sindh", "", "3", "", "", "", "", ""],
    ["04/05/2024", "Total", "9", "3", "1", "4", "x", "y", "2"],
    ["Q3 2024", "Punjab", "0", "0", "0", "0", "a", "b", ""],
  ];
  const csv = (order: number[]) => [header, ...rows].map((cells) => order.map((index) => cells[index]).join(",")).join("\n");
  const straight = await read(csv(header.map((_, index) => index)));
  assert.equal(straight.rows.accepted, 3);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        header.map((_, index) => index),
        { minLength: header.length },
      ),
      async (order) => {
        const shuffled = await read(csv(order));
        assert.deepEqual(shuffled.incidents, straight.incidents);
        assert.deepEqual(shuffled.rows, straight.rows);
      },
    ),
    { numRuns: 60 },
  );
});

test("a count is read as the number it says or not at all", async () => {
  const cell = fc.string({ unit: fc.constantFrom(..."0123456789,.- eE+x"), minLength: 1, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(cell, async (count) => {
      const { incidents, rejected } = await read(`date,province,killed\n2024-01-01,KP,"${count}"\n`);
      const plain = Number(
        count
          .trim()
          .replaceAll(",", "")
          .replace(/\.00?$/, ""),
      );
      if (rejected.length === 0 && count.trim() !== "") assert.equal(incidents[0]?.fatalities.best, plain);
      if (/^\d{1,6}$/.test(count)) assert.equal(rejected.length, 0);
    }),
    { numRuns: 500 },
  );
});
