import type { Source } from "./decode";
import type { Knows } from "./dialect";
import { quote, Refusal, refuse } from "./fault";
import type { CsvRecord } from "./parse";
import { readSheet } from "./sheet";
import type { SheetEntry, Workbook } from "./workbook";
import type { ZipEntry } from "./zip";

/** Of each sheet this much is looked at to tell whether it holds a table, and of a workbook so many sheets. */
const LOOKED_AT = 30;
const LOOKED_AT_BYTES = 16 << 20;
const MOST_SHEETS = 50;

/**
 * The sheet to read: the one named or numbered, else the first whose beginning names fields well, else the first with a table of
 * any kind. Sheets of notes, such as a licence before the table, are passed over; so are hidden ones. `others` are the other
 * sheets that would do as well: they are never joined, since one may hold what another sums up.
 */
export async function chooseSheet(source: Source, workbook: Workbook, given: string | undefined, knows: Knows): Promise<{ sheet: string; others: string[] }> {
  const { sheets } = workbook;
  if (sheets.length === 0) refuse("bad_workbook", "The workbook has no sheet with cells. Save it again with the table in a sheet.");
  if (given !== undefined) return { sheet: findSheet(sheets, given).name, others: [] };
  const visible = sheets.filter(({ hidden }) => !hidden);
  const grades: { name: string; grade: number }[] = [];
  for (const { name, entry } of (visible.length > 0 ? visible : sheets).slice(0, MOST_SHEETS)) {
    const { records, isBroken } = await beginningOf(source, entry, workbook);
    // What is wrong with a sheet is told when it is read.
    grades.push({ name, grade: Math.max(gradeOf(records, knows), isBroken ? 1 : 0) });
  }
  const highest = Math.max(...grades.map(({ grade }) => grade));
  if (highest === 0) refuse("empty_file", "No sheet of the workbook holds a table. Put a header and rows into one, or name it with sheet=NAME.");
  const [chosen, ...others] = grades.filter(({ grade }) => grade === highest).map(({ name }) => name);
  return { sheet: chosen ?? "", others };
}

/** 2 where a line names two fields or more, 1 where there are several lines with several cells, else 0. */
function gradeOf(records: readonly CsvRecord[], knows: Knows): number {
  if (records.some(({ cells }) => knows(cells) >= 2)) return 2;
  return records.filter(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 1).length > 1 ? 1 : 0;
}

function findSheet(sheets: readonly SheetEntry[], given: string): SheetEntry {
  const same = (name: string) => name.trim().toLowerCase() === given.trim().toLowerCase();
  const found =
    sheets.find(({ name }) => name === given) ?? sheets.find(({ name }) => same(name)) ?? (/^\d{1,4}$/.test(given) ? sheets[Number(given) - 1] : undefined);
  const known = sheets.map(({ name }, index) => `${index + 1} ${quote(name)}`).join(", ");
  return found ?? refuse("no_such_sheet", `The workbook has no sheet ${quote(given)}. It has ${known}.`);
}

/** The first records of a sheet, as far as it can be read, and whether it cannot be read on. */
async function beginningOf(source: Source, entry: ZipEntry, workbook: Workbook): Promise<{ records: CsvRecord[]; isBroken: boolean }> {
  const records: CsvRecord[] = [];
  try {
    for await (const more of readSheet(source, entry, workbook, { left: LOOKED_AT_BYTES })) {
      records.push(...more.slice(0, LOOKED_AT - records.length));
      if (records.length >= LOOKED_AT) break;
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { records, isBroken: error.issue.code !== "too_large_inside" };
  }
  return { records, isBroken: false };
}
