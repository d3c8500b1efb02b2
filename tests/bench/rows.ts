import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** Columns of the files measured with: one incident a row, as PERFORMANCE has it. */
export const HEADER = "incident_id,date,province,district,victim,incident_type,tactic,perpetrator,fatalities,injured,source,notes";

const PLACES: [province: string, districts: string[]][] = [
  ["Khyber Pakhtunkhwa", ["Bannu", "Peshawar", "North Waziristan", "South Waziristan", "Kurram", "Dera Ismail Khan", "Lakki Marwat", "Bajaur", "Tank", "Swat"]],
  ["Balochistan", ["Quetta", "Kech", "Panjgur", "Gwadar", "Kalat", "Mastung", "Khuzdar", "Zhob"]],
  ["Sindh", ["Karachi East", "Karachi South", "Hyderabad", "Sukkur", "Larkana"]],
  ["Punjab", ["Lahore", "Rawalpindi", "Multan", "Attock", "Mianwali"]],
  ["Islamabad", ["Islamabad"]],
  ["Gilgit-Baltistan", ["Diamer", "Gilgit"]],
  ["AJK", ["Muzaffarabad", "Kotli"]],
];
const VICTIMS = ["civilian", "security", "militant", "unspecified"];
const TACTICS = ["armed assault", "IED", "suicide bombing", "targeted killing", "raid", "mortar", ""];
const PERPETRATORS = ["TTP", "BLA", "BLF", "ISKP", "LeJ", "HGB", "", "", "unknown gunmen"];
const SOURCES = ["Dawn", "The News", "Express Tribune", "local correspondent"];
const ENGLISH = [
  "Armed men opened fire on a checkpost",
  "A device planted by the roadside went off",
  "Security forces raided a compound",
  "A van was stopped and its passengers were shot",
];
const URDU = ["نامعلوم افراد کی فائرنگ سے دو اہلکار زخمی ہوئے", "سڑک کنارے نصب بم پھٹنے سے گاڑی تباہ ہو گئی"];

/** Numbers that look random and are the same on every machine (mulberry32, public domain). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The lines of a file with so many rows, its header first; each ends its line. About 186 bytes a row. */
export function* lines(rows: number): Generator<string> {
  const next = numbers(20241006);
  const pick = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)] as T;
  yield `${HEADER}\n`;
  for (let row = 1; row <= rows; row++) {
    // Two thirds of the incidents lie in two provinces, as in the field.
    const [province, districts] = PLACES[next() < 0.67 ? Math.floor(next() * 2) : Math.floor(next() * PLACES.length)] as [string, string[]];
    const day = new Date(Date.UTC(2015, 0, 1 + Math.floor(next() * 3650))).toISOString().slice(0, 10);
    const killed = Math.floor(next() * next() * 12);
    const wounded = next() < 0.1 ? "" : String(Math.floor(next() * next() * 25));
    const type = next() < 0.75 ? "Terrorist attack" : "Security operation";
    const kind = next();
    const text = kind < 0.08 ? pick(URDU) : pick(ENGLISH);
    const note = `"${text}${kind < 0.04 || kind > 0.97 ? "\n" : ", "}said ""${pick(SOURCES)}"", no. ${row}"`;
    yield `PK${String(row).padStart(8, "0")},${day},${province},${pick(districts)},${pick(VICTIMS)},${type},${pick(TACTICS)},${pick(PERPETRATORS)},${killed},${wounded},${pick(SOURCES)},${note}\n`;
  }
}

/** Writes a file of so many rows. */
export async function writeRows(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  let text = "";
  for (const line of lines(rows)) {
    text += line;
    if (text.length < 1 << 18) continue;
    if (!file.write(text)) await once(file, "drain");
    text = "";
  }
  file.end(text);
  await once(file, "finish");
}
