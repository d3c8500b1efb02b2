import { periodInWords, previousPeriod } from "../../domain/period";
import { printNumber, printPercent } from "../../domain/print";
import type { Row } from "../../domain/table";
import { capital, dayInWords, hedgedCount, lowBase, moved, movedBy, whyNot } from "../phrases";
import {
  type Answered,
  type Desk,
  NOTHING,
  type NotStated,
  numberIn,
  type Part,
  type Question,
  type Statement,
  statusIn,
  timeOf,
  vintagesIn,
  wholeIn,
} from "../statement";

/** What is told of a period, and the words of it. */
export const TOLL = [
  ["fatalities", "killed", "Fatalities"],
  ["injured", "wounded", "The wounded"],
  ["incidents", "incidents", "Incidents"],
] as const;

/** The toll, its change on the period before with the base named, and what it was when first printed. */
export const toll: Part = async (period, desk) => {
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  const before = previousPeriod(period);
  const question: Question = { measure: TOLL.map(([name]) => name), by: timeOf(period), from: before ?? period, to: period };
  const asked = await desk.lookup({ ...question, ...(before === null ? {} : { change: "previous" as const }) });
  const [row, base] = [asked.table.rows.at(-1), before === null ? undefined : asked.table.rows[0]];
  const inWords = periodInWords(period);
  const isOver = desk.isOver(period);
  for (const [measure, word, subject] of TOLL) {
    const value = wholeIn(row, measure);
    if (value === null) {
      const bound = numberIn(row, measure);
      const why = bound === null ? (desk.kind === "figures" ? "not printed" : "not known") : `only a lower bound, ${printNumber(bound)}`;
      not_stated.push({ kind: "toll", reason: `${subject} of ${inWords}: ${why}.` });
      continue;
    }
    const shown = { value, base: null, status: isOver ? statusIn(row, measure) : ("partial" as const), query: asked.address };
    const text = tollText(measure, word, hedgedCount(value, row?.[`${measure}_qualifier`]), inWords, isOver);
    const first = numberIn(row, `${measure}_first`);
    const revised = first === null ? "" : ` (${printNumber(first)} as first printed)`;
    statements.push({ kind: "toll", text: text.replace(/\.$/, `${revised}.`), ...shown, vintages: vintagesIn(measure, [period, row]) });
    if (before === null || !isOver) continue;
    const change = changeOf(row, measure);
    if (change === null) {
      not_stated.push({ kind: "change", reason: `${subject}, change on ${periodInWords(before)}: ${whyNot(row?.[`${measure}_flag`])}.` });
      continue;
    }
    statements.push({
      kind: "change",
      text: `${subject} ${moved(change.by, change.pct, change.base)} on the ${printNumber(change.base)} of ${periodInWords(before)}${lowBase(change.base)}.`,
      ...shown,
      value: movedBy(change.by, change.pct, change.base),
      base: change.base,
      vintages: vintagesIn(measure, [period, row], [before, base]),
    });
    statements.push(...(await firstPrinted(measure, word, period, desk, { question, now: change, value })));
  }
  if (!isOver)
    not_stated.push({
      kind: "change",
      reason: `Changes, shares and records of ${inWords}: it is not over or not covered to its end, and is compared with nothing.`,
    });
  return { statements, not_stated };
};

function tollText(measure: string, word: string, count: string, inWords: string, isOver: boolean): string {
  const so = isOver ? "" : "So far ";
  const far = isOver ? "" : ", which is not over or not covered to its end";
  if (measure === "incidents") return `${isOver ? "There were" : "So far there were"} ${count} incidents in ${inWords}${far}.`;
  return `${so}${isOver ? capital(count) : count} people were ${word} in ${inWords}${far}.`;
}

interface Moved {
  by: number;
  pct: number | null;
  base: number;
}

function changeOf(row: Row | undefined, measure: string): Moved | null {
  const [by, base] = [numberIn(row, `${measure}_change`), numberIn(row, `${measure}_base`)];
  return by === null || base === null ? null : { by, pct: numberIn(row, `${measure}_change_pct`), base };
}

/** The toll and its change by the printings of the day the period was first printed, where either reads differently today. */
async function firstPrinted(
  measure: (typeof TOLL)[number][0],
  word: string,
  period: Parameters<Part>[0],
  desk: Desk,
  today: { question: Question; now: Moved; value: number },
): Promise<Statement[]> {
  for (const as_of of desk.printings(measure, period)) {
    const then: Answered = await desk.lookup({ ...today.question, measure: [measure], change: "previous", as_of });
    const row = then.table.rows.at(-1);
    const [value, change] = [wholeIn(row, measure), changeOf(row, measure)];
    if (value === null || change === null) continue;
    const reads = ({ by, pct }: Moved) => `${Math.sign(by)} ${pct === null ? by : printPercent(pct)}`;
    if (value === today.value && reads(change) === reads(today.now)) return [];
    const aside = moved(change.by, change.pct, change.base, true);
    const what = measure === "incidents" ? "incidents" : word;
    const text = `By the printings of ${dayInWords(as_of)} it was ${hedgedCount(value, row?.[`${measure}_qualifier`])} ${what}, ${aside} on ${printNumber(change.base)}.`;
    const before = previousPeriod(period);
    return [
      {
        kind: "vintage",
        text,
        value,
        base: change.base,
        status: statusIn(row, measure),
        vintages: vintagesIn(measure, [period, row], [before, then.table.rows[0]]),
        query: then.address,
      },
    ];
  }
  return NOTHING.statements;
}

/** Below one in ten days an average a day says nothing. */
const LEAST_A_DAY = 0.1;

/** The average a calendar day, which annual reports print (CRSS 2024: nearly seven lives daily). */
export const perDay: Part = async (period, desk) => {
  if (period.grain !== "year" || !desk.isOver(period)) return NOTHING;
  const { table, address } = await desk.lookup({ measure: ["fatalities"], by: ["year"], from: period, to: period, per_day: true });
  const [row] = table.rows;
  const value = numberIn(row, "fatalities_per_day");
  const base = wholeIn(row, "fatalities");
  if (value === null || base === null || value < LEAST_A_DAY) return NOTHING;
  const text = `On average ${printNumber(value)} people were killed a day.`;
  return {
    statements: [
      { kind: "per_day", text, value, base, status: statusIn(row, "fatalities"), vintages: vintagesIn("fatalities", [period, row]), query: address },
    ],
    not_stated: [],
  };
};
