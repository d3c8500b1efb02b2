import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decoderOf } from "../../server/ingest/decode";
import { ENCODINGS, type Encoding } from "../../server/ingest/encoding";
import { read, sums } from "./reading";
import { charactersOf, encode } from "./writing";

const HEADER = "date,province,killed,notes\n";
const row = (note: string) => `2024-01-03,KP,1,${note}\n`;

const WESTERN = ["the TTP’s men fired – two fled", "“Targeted” killing in José Café", "Señor Müller’s car", "said: ‘no’ …"];
const ARABIC = ["انفجار في بيشاور", "هجوم مسلح، قتيلان", "مقتل شرطي"];
const NOTES: [encoding: Encoding, notes: string[]][] = [
  ["windows-1252", WESTERN],
  ["windows-1252", ["Liberté égalité", "côte d’Azur"]],
  ["macintosh", WESTERN],
  ["macintosh", ["the army’s post"]],
  ["windows-1256", ARABIC],
  ["windows-1256", ["گرفتار افراد", "پشاور"]],
];

for (const [encoding, notes] of NOTES) {
  test(`${encoding} is told by its text: ${notes[0]}`, async () => {
    const { incidents, reading, issues } = await read(encode(HEADER + notes.map(row).join(""), encoding));
    assert.deepEqual(
      incidents.map((incident) => incident.notes),
      notes,
    );
    assert.equal(reading.encoding, encoding);
    assert.deepEqual(
      issues.map(({ code, level, line, value }) => [code, level, line, notes[0]?.includes(value ?? "?")]),
      [["encoding_guessed", "warning", 2, true]],
    );
  });
}

for (const encoding of ["utf-8", "utf-16le", "utf-16be"] as const) {
  for (const mark of [true, false]) {
    test(`${encoding} ${mark ? "with" : "without"} a byte order mark`, async () => {
      const notes = ["خیبر پختونخوا میں دھماکہ 🕊", "José", "中"];
      const bytes = encode(HEADER + notes.map(row).join(""), encoding, mark);
      for (const cuts of [[], Array.from({ length: bytes.length }, (_, index) => index)]) {
        const found = await read(bytes, {}, cuts);
        assert.deepEqual(
          found.incidents.map((incident) => incident.notes),
          notes,
        );
        assert.deepEqual([found.reading.encoding, found.told], [encoding, []]);
      }
    });
  }
}

test("UTF-16 of Urdu headers, without a mark, by a mapping", async () => {
  const csv = "تاریخ\tصوبہ\tہلاک\n۲۰۲۴-۰۱-۰۳\tسندھ\t3\n";
  const mapping = { occurred_on: "تاریخ", province: "صوبہ", fatalities: "ہلاک" };
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const { incidents, reading } = await read(encode(csv, encoding), { mapping });
    assert.deepEqual([reading.encoding, reading.delimiter, incidents[0]?.occurred_on, incidents[0]?.fatalities.best], [encoding, "\t", "2024-01-03", 3]);
  }
});

test("a file that is plain for megabytes and then has one other byte is read", async () => {
  const plain = HEADER + row("nothing ".repeat(60)).repeat(5000);
  const found = await read(encode(`${plain}2024-01-03,KP,1,Café\n`, "windows-1252"), {}, [1_000_000]);
  assert.deepEqual([found.reading.encoding, found.incidents.at(-1)?.notes, found.rows.accepted], ["windows-1252", "Café", 5001]);
  assert.equal(found.issues.find(({ code }) => code === "encoding_guessed")?.line, 5002);
});

test("a file that is UTF-8 but for some bytes is refused with their line, and read where the encoding is given", async () => {
  const good = encode(HEADER + row("José und Müller").repeat(40), "utf-8");
  const bytes = Uint8Array.from([...good, ...encode("2024-01-03,KP,1,Caf\u00e9\n", "windows-1252"), ...encode(row("é"), "utf-8")]);
  const { refused, issues } = await read(bytes);
  assert.deepEqual([refused, issues[0]?.line], ["encoding", 42]);
  assert.match(issues[0]?.message ?? "", /one place.*line 42.*encoding=/);
  const { incidents, told } = await read(bytes, { encoding: "windows-1252" });
  assert.deepEqual(
    [incidents[40]?.notes, incidents[0]?.notes, told],
    ["Café", "JosÃ© und MÃ¼ller", incidents.slice(1, 40).map(({ line }) => `${line}:repeat`)],
  );
});

test("a file said to be UTF-8, or marked so, that is not is refused with the line", async () => {
  const latin = encode(HEADER + row("a") + row("Café"), "windows-1252");
  for (const cuts of [[], Array.from({ length: latin.length }, (_, index) => index)]) {
    const { refused, issues } = await read(latin, { encoding: "utf-8" }, cuts);
    assert.deepEqual([refused, issues[0]?.line], ["encoding", 3]);
  }
  assert.equal((await read(Uint8Array.from([0xef, 0xbb, 0xbf, ...latin]))).refused, "encoding");
  assert.equal((await read(encode(HEADER, "utf-16le", true).subarray(0, -1))).refused, "encoding");
});

test("Windows-1252 has its own characters where Latin-1 has none", () => {
  const text = decoderOf("windows-1252").decode(Uint8Array.of(0x80, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x9f, 0xa0, 0xe9));
  assert.equal(text, "€Ž‘’“”–—Ÿ\u00a0é");
});

test("the guess shows the text in the other encodings", async () => {
  const { issues } = await read(encode(HEADER + row("the army’s post"), "macintosh"));
  assert.match(issues[0]?.message ?? "", /"the army’s post".*encoding=windows-1252 \("the armyÕs post"\).*encoding=windows-1256/);
});

test("files that are no tables are refused by name", async () => {
  const start = (...bytes: number[]) => Uint8Array.from([...bytes, 1, 2, 3, 4, 5]);
  const cases: [bytes: Uint8Array, name: RegExp][] = [
    [start(0xd0, 0xcf, 0x11, 0xe0), /\.xls.*password/],
    [start(0x1f, 0x8b, 8), /gzip/],
    [encode("%PDF-1.7 …", "utf-8"), /PDF/],
    [encode("  <!DOCTYPE html><table>", "utf-8"), /web page/],
    [encode('{"date": 1}', "utf-8"), /JSON/],
    [encode('[{"date": 1}]', "utf-16le", true), /JSON/],
    [start(0xff, 0xfe, 0, 0), /UTF-32/],
  ];
  for (const [bytes, name] of cases) {
    for (const cuts of [[], [1, 2]]) {
      const { refused, issues } = await read(bytes, {}, cuts);
      assert.equal(refused, "not_a_table");
      assert.match(issues[0]?.message ?? "", name);
    }
  }
});

test("any text in any encoding comes back, when the encoding is given or told by a mark", async () => {
  const file = fc.constantFrom(...ENCODINGS).chain((encoding) => {
    const letter = fc.constantFrom(...charactersOf(encoding), "a", "Z", "9", " ", ";", "'");
    return fc.tuple(fc.constant(encoding), fc.array(fc.string({ unit: letter, maxLength: 12 }), { maxLength: 8 }));
  });
  await fc.assert(
    fc.asyncProperty(file, fc.boolean(), async ([encoding, notes], mark) => {
      const isMarked = mark && encoding.startsWith("utf");
      const found = await read(encode(HEADER + notes.map((note) => row(`"${note}"`)).join(""), encoding, isMarked), isMarked ? {} : { encoding });
      assert.deepEqual(
        found.incidents.map((incident) => incident.notes),
        notes.map((note) => (note.trim() === "" ? null : note)),
      );
      if (notes.length > 0) assert.deepEqual(sums(found.incidents), [notes.length, notes.length, 0]);
    }),
    { numRuns: 150 },
  );
});
