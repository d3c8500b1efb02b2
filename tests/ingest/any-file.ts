import fc from "fast-check";

/** Cells by column, plain ones first: the more often a cell is odd, the less is compared. */
const CELLS: Record<string, [plain: string[], odd: string[]]> = {
  date: [
    ["2024-07-01", "2024-02-29", "2023-12-31", "1900-01-01", "2027-12-31"],
    ["", "2024-02-30", "2028-01-01", "1899-12-31", "2024-Q3", "14 Sep 2024", " 2024-07-01", "x", "20240701", "2024-7-1", "Total"],
  ],
  province: [
    ["Khyber Pakhtunkhwa", "KP", "Balochistan", "sindh", "FATA", "بلوچستان", "Baloch Belt"],
    ["", " ", "Kashmir", "Atlantis", "PK-KP+PK-BA", "Pakistan", "K\\P"],
  ],
  victim: [
    ["civilian", "Security", "militants", "", "unspecified"],
    ["alien", " ", "all"],
  ],
  killed: [
    ["0", "1", "7", "12", "", "1000000"],
    ["1,234", "-3", "2.5", "007", "5.0", " 4", "1000001", "99999999", "four", "٣"],
  ],
  killed_low: [
    ["", "0"],
    ["9", "x"],
  ],
  killed_high: [["", "999999"], ["0"]],
  wounded: [
    ["0", "3", "25", ""],
    ["1,00,000", "n/a"],
  ],
  incidents: [
    ["1", "", "4"],
    ["0", "-1", "1,000"],
  ],
  incident_id: [[], ["", " a1 ", "2.02E+11", "a\\b", "ا", "a1", "a1"]],
  date_precision: [
    ["", "day", "week", "month", "quarter", "year"],
    ["1", "DAY", "hour", " "],
  ],
  ended_on: [
    ["", "2027-12-31"],
    ["2024-01-01", "x", "2024-13-01", "2024-08"],
  ],
  published_on: [
    ["", "2024-07-02"],
    ["2026-11-22", "2026-11-23", "soon"],
  ],
  latitude: [
    ["", "33.5", "33.50", "0", "89.999"],
    ["90", "90.1", "-33.5", "north", "33.", "1234", "33.123456789012345678"],
  ],
  longitude: [
    ["", "70.25", "179"],
    ["180", "181", " 70"],
  ],
  district: [
    ["Bannu", "Kech", "", "میرانشاہ"],
    ["  ", "Total", "a\tb", "\u00a0"],
  ],
  incident_type: [["Terrorist attack", "Security operation", ""], ["All"]],
  tactic: [
    ["IED", "armed assault", ""],
    ["\\N", "Total", "All"],
  ],
  perpetrator: [["TTP", "BLA", ""], ["\u2003"]],
  target: [["Police", ""], ["__proto__"]],
  notes: [
    ['said "so"', "two\nlines", "a, b", "plain", "", "نامعلوم 😀", "back\\slash", "tab\there", "cr\rhere", "\ufeffmark"],
    ["\0", '"', "Source: Dawn", " "],
  ],
  comment: [
    ["", " "],
    ["kept as extra", "خ"],
  ],
};
const NEEDED = ["date", "province", "killed"];

const quoted = (cell: string, always: boolean, delimiter: string) =>
  always || /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A file of incidents, its bytes, where it is cut as it is read, how much of it tells its columns, and whether its rows have a table of their own. */
export const anyFile = fc
  .record({
    names: fc
      .shuffledSubarray(Object.keys(CELLS).filter((name) => !NEEDED.includes(name)))
      .chain((names) => fc.shuffledSubarray([...NEEDED, ...names], { minLength: NEEDED.length + names.length })),
    rows: fc.array(fc.array(fc.tuple(fc.nat(999), fc.nat(999), fc.boolean()), { minLength: 22, maxLength: 22 }), { minLength: 2, maxLength: 25 }),
    shapes: fc.array(fc.nat(60), { minLength: 25, maxLength: 25 }),
    oddness: fc.constantFrom(0, 10, 60),
    delimiter: fc.constantFrom(",", ",", ";", "\t"),
    newline: fc.constantFrom("\n", "\n", "\r\n"),
    ends: fc.constantFrom("", "\n", "\n\n", "\nSource: Dawn", "\nNotes: kept\nSource: Dawn\n"),
    bom: fc.boolean(),
    cuts: fc.array(fc.nat(5000), { maxLength: 12 }),
    isOwn: fc.boolean(),
  })
  .map(({ names, rows, shapes, oddness, delimiter, newline, ends, bom, cuts, isOwn }) => {
    const lines = rows.map((row, line) => {
      const cells = names.map((name, at) => {
        const [pick = 0, luck = 0, always = false] = row[at] ?? [];
        const [plain = [], odd = []] = CELLS[name] ?? [];
        const id = name === "incident_id" ? [`id ${line}`] : plain;
        const from = luck < oddness ? odd : id;
        return quoted(from[pick % from.length] ?? "", always, delimiter);
      });
      const shape = oddness === 0 ? 9 : shapes[line];
      if (shape === 0) cells.pop();
      if (shape === 1) cells.push("");
      if (shape === 2) cells.push("more");
      if (shape === 3) return "";
      if (shape === 4) return lines0(cells.length, delimiter);
      if (shape === 5) return `Note: a line between${delimiter}`;
      return cells.join(delimiter);
    });
    // Some rows come again as they are.
    if (oddness !== 10) lines.push(lines[0] ?? "", lines[1] ?? "");
    const text = `${bom ? "\ufeff" : ""}${[names.join(delimiter), ...lines].join(newline)}${ends}`;
    return { bytes: new TextEncoder().encode(text), cuts, isOwn, head: names.join(delimiter).length + 8 + (lines[0]?.length ?? 0) * 3 };
  });
const lines0 = (width: number, delimiter: string) => delimiter.repeat(Math.max(width - 1, 0));
