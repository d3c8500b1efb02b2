import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DELIMITER_NAMES, DELIMITERS } from "../../server/ingest/dialect";
import { ENCODINGS } from "../../server/ingest/encoding";
import { read, sums } from "./reading";
import { charactersOf, encode, workbook } from "./writing";

interface Case {
  name: string;
  csv: string;
  delimiter: string;
  /** Incidents, killed, wounded. */
  sums: [number, number, number];
  told?: string[];
}

const CASES: Case[] = [
  {
    name: "semicolons, with commas in numbers and notes",
    csv: "date;province;killed;notes\n2024-01-03;KP;1,234;a, b, c\n2024-01-04;KP;1;a, b\n",
    delimiter: ";",
    sums: [2, 1235, 0],
  },
  {
    name: "semicolons, with decimal commas in every row",
    csv: "date;province;killed;lat;lon;x\n2024-01-03;KP;1;;;1,5\n2024-01-04;KP;1;;;2,5\n2024-01-04;KP;2;;;2,5\n",
    delimiter: ";",
    sums: [3, 4, 0],
  },
  {
    name: "commas, with more semicolons in the notes",
    csv: "date,province,killed,notes\n2024-01-03,KP,1,a;b;c;d;e\n2024-01-04,KP,1,a;b;c;d;e\n",
    delimiter: ",",
    sums: [2, 2, 0],
  },
  { name: "pipes", csv: "date|province|killed\n2024-01-03|KP|1\n", delimiter: "|", sums: [1, 1, 0] },
  { name: "tabs, with a blank first cell", csv: "\tdate\tprovince\tkilled\n1\t2024-01-03\tKP\t1\n", delimiter: "\t", sums: [1, 1, 0] },
  {
    name: "delimiters in quotes are no delimiters",
    csv: '"date";"province";"killed";"a,b,c,d,e,f,g"\n2024-01-03;KP;1;"x|y|z,,,,"\n',
    delimiter: ";",
    sums: [1, 1, 0],
  },
  {
    name: "a title with commas above semicolons",
    csv: "Killed, wounded, missing, by day, in all\ndate;province;killed\n2024-01-03;KP;1\n",
    delimiter: ";",
    sums: [1, 1, 0],
    told: ["1:preamble_skipped"],
  },
  { name: "carriage returns and semicolons", csv: 'date;province;killed;notes\r2024-01-03;KP;1;"a\nb"\r2024-01-04;KP;2;\r', delimiter: ";", sums: [2, 3, 0] },
  { name: "carriage returns, no last one", csv: "date,province,killed\r2024-01-03,KP,1\r2024-01-04,KP,2", delimiter: ",", sums: [2, 3, 0] },
  { name: "row numbers under a blank header cell", csv: ",date,province,killed\n1,2024-01-03,KP,1\n2,2024-01-04,KP,1\n", delimiter: ",", sums: [2, 2, 0] },
  { name: "blank header cells in the middle", csv: "date,,province,,killed,\n2024-01-03,x,KP,y,1,\n", delimiter: ",", sums: [1, 1, 0] },
];

for (const { name, csv, delimiter, sums: expected, told = [] } of CASES) {
  test(name, async () => {
    const found = await read(csv);
    assert.deepEqual([found.reading.delimiter, sums(found.incidents), found.told], [delimiter, expected, told]);
  });
}

test("without known names the delimiter is the one under which the lines are even", async () => {
  const mapping = { occurred_on: "wann", province: "wo", fatalities: "wie viele" };
  for (const [name, delimiter] of Object.entries(DELIMITERS)) {
    const lines = [
      ["wann", "wo", "wie viele", "was"],
      ["2024-01-03", "KP", "1", "dies und das"],
      ["2024-01-04", "KP", "2", "a b; c, d | e"],
    ];
    const csv = lines.map((cells) => cells.map((cell) => (/[;,|]/.test(cell) ? `"${cell}"` : cell)).join(delimiter)).join("\n");
    assert.equal((await read(csv)).reading.delimiter, delimiter, name);
    assert.deepEqual(sums((await read(csv, { mapping })).incidents), [2, 3, 0]);
  }
});

test("the delimiter given is taken", async () => {
  const csv = "date;province;killed\n2024-01-03;KP;1\n";
  const { refused, reading } = await read(csv, { delimiter: "comma" });
  assert.deepEqual([refused, reading.delimiter], ["missing_column", ","]);
  assert.deepEqual(sums((await read(csv, { delimiter: "semicolon" })).incidents), [1, 1, 0]);
});

test("columns without a name and of the same name are kept apart by their place", async () => {
  const { incidents } = await read(",date,province,killed,x,x\n7,2024-01-03,KP,1,a,b\n");
  assert.deepEqual(incidents[0]?.extra, [
    ["column 1", "7"],
    ["x", "a"],
    ["x", "b"],
  ]);
});

const HEADER = ["date", "province", "killed", "notes", "x", "place"];

test("any table in any dialect and encoding gives its cells back", async () => {
  const file = fc.constantFrom(...ENCODINGS).chain((encoding) => {
    const letter = fc.constantFrom(...charactersOf(encoding), ..."aZ9 ,;|\t\"'\n\\#");
    const text = fc.string({ unit: letter, maxLength: 10 });
    return fc.record({
      encoding: fc.constant(encoding),
      rows: fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 }),
      delimiter: fc.constantFrom(...DELIMITER_NAMES),
      newline: fc.constantFrom("\n", "\r\n", "\r"),
      quoting: fc.constantFrom("all", "needed", "texts"),
      isTold: fc.boolean(),
      ends: fc.boolean(),
    });
  });
  await fc.assert(
    fc.asyncProperty(file, async ({ encoding, rows, delimiter, newline, quoting, isTold, ends }) => {
      const mark = DELIMITERS[delimiter];
      const write = (cell: string, index: number) => {
        const mustQuote = quoting === "all" || (quoting === "texts" && index > 2) || [mark, '"', "\n", "\r"].some((letter) => cell.includes(letter));
        return mustQuote ? `"${cell.replaceAll('"', '""')}"` : cell;
      };
      const lines = [HEADER, ...rows.map((texts, at) => ["2024-01-03", "KP", String(at), ...texts])].map((cells) => cells.map(write).join(mark));
      const bytes = encode(lines.join(newline) + (ends ? newline : ""), encoding);
      const isWide = encoding.startsWith("utf");
      const found = await read(bytes, { ...(isTold ? { delimiter } : {}), ...(isWide ? {} : { encoding }) });
      assert.equal(found.refused, null, found.issues[0]?.message);
      assert.deepEqual([found.reading.delimiter, found.reading.encoding], [mark, encoding]);
      assert.deepEqual(
        found.incidents.map((row) => [row.fatalities.best, row.notes, row.extra?.[0]?.[1] ?? null, row.place]),
        rows.map((texts, at) => [at, ...texts.map((text) => (text.trim() === "" ? null : text))]),
      );
    }),
    { numRuns: 200 },
  );
});

/** Reads bytes and asserts that they are read, or refused with words. */
async function isReadOrRefused(bytes: Uint8Array, kind: "incidents" | "figures"): Promise<void> {
  const found = await read(bytes, { kind, max_inflated: 20 << 20 });
  for (const { code, message } of found.issues) assert.ok(code && message.length > 20);
  if (found.refused === null) {
    const { read: all, accepted, rejected, out_of_scope, total_rows } = found.rows;
    assert.equal(all, accepted + rejected + out_of_scope + total_rows);
  }
}

const BOOK = workbook([
  { name: "TOU", rows: [["Terms"]] },
  { name: "Rows", rows: [HEADER, [45294, "KP", 1, "a", "b", null], ["2024-01-05", "KP", "2", "c & d", null, "e"]] },
]);
const CSV = encode(`${HEADER.join(";")}\n2024-01-03;KP;1;"a;b";Café;\n`.repeat(3), "windows-1252");
const GZIP = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...BOOK]);

test("beginnings of files and files with changed bytes are read or refused, and never thrown at", async () => {
  const file = fc.constantFrom(BOOK, BOOK, BOOK, CSV, GZIP);
  const change = fc.tuple(fc.nat(1 << 16), fc.nat(255));
  const hostile = fc.tuple(file, fc.array(change, { maxLength: 6 }), fc.option(fc.nat(1 << 16))).map(([bytes, changes, cut]) => {
    const changed = bytes.slice(0, cut === null ? bytes.length : cut % bytes.length);
    for (const [at, byte] of changes) if (changed.length > 0) changed[at % changed.length] = byte;
    return changed;
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: hostile }, fc.uint8Array({ maxLength: 300 })), fc.constantFrom("incidents", "figures"), isReadOrRefused),
    { numRuns: 300 },
  );
});

test("blank cells to the last column of a spreadsheet are no columns", async () => {
  const { incidents, told } = await read(`date,province,killed${",".repeat(16_381)}\n2024-01-03,KP,1${",".repeat(16_381)}\n`);
  assert.deepEqual([incidents.length, told], [1, []]);
});

test("files made to take long or much memory are refused soon", async () => {
  const many = (text: string, times: number) => encode(text.repeat(times), "utf-8");
  const cases: [name: string, bytes: Uint8Array][] = [
    ["zeros", new Uint8Array(1 << 20)],
    ["bytes of no encoding", new Uint8Array(1 << 20).fill(0xff)],
    ["bytes in no order", Uint8Array.from({ length: 1 << 20 }, (_, at) => (at * 7919) % 251)],
    ["quotes", many('"', 1 << 20)],
    ["opened quotes", many(',"', 1 << 19)],
    ["one cell", many("x", 4 << 20)],
    ["one quoted cell", many(`"${"y".repeat(1000)}`, 5000)],
    ["delimiters", many(",;|\t", 1 << 18)],
    ["ten thousand columns", many(`${"date,".repeat(10_000)}\n`, 100)],
    ["cells without end", many(`${",".repeat(20_000)}x\n`, 100)],
    ["line breaks", many("\n", 1 << 20)],
    ["titles", many("a title\n", 100_000)],
    ["dates of no date", many("1/1/1/1/1/1/1/1 to ", 30_000)],
  ];
  for (const [name, bytes] of cases) {
    const start = Date.now();
    const { refused } = await read(
      bytes,
      {},
      Array.from({ length: bytes.length >> 18 }, (_, at) => (at + 1) << 18),
    );
    assert.notEqual(refused, null, name);
    assert.ok(Date.now() - start < 8000, `${name} took ${Date.now() - start} ms`);
  }
});
