import { type Period, periodInWords, periodOf, previousPeriod, spanOf } from "../domain/period";
import { printNumber } from "../domain/print";
import { pairShares, provinces, types, victims } from "./brief-parts";
import { hedgedCount, moved } from "./phrases";
import { type Brief, isWhole, type Lookup, type NotStated, numberIn, type Part, type Statement, statusIn } from "./statement";

/**
 * The quarter (or month, or year) in the order CRSS reports it (FIELD, section 3): the toll and its change, the year so far, the two
 * provinces' share, each province, the victims, attacks against operations. Every sentence is made from one answer of the ledger;
 * one whose numbers are missing or partial is left out and listed. Same data, same words.
 */
export async function writeBrief(period: Period, lookup: Lookup): Promise<Brief> {
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  const parts = [toll, yearToDate, pairShares, provinces, victims, types];
  for (const part of parts) {
    const found = await part(period, lookup);
    statements.push(...found.statements);
    not_stated.push(...found.not_stated);
  }
  return { title: `Pakistan, ${periodInWords(period)}`, text: statements.map(({ text }) => text).join(" "), statements, not_stated };
}

const TOLL = [
  ["fatalities", "killed", "Fatalities"],
  ["injured", "wounded", "The wounded"],
  ["incidents", "incidents", "Incidents"],
] as const;

const toll: Part = async (period, lookup) => {
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  if (period.grain === "span") return { statements, not_stated };
  const { table, address } = await lookup({ measure: TOLL.map(([name]) => name), by: [period.grain], from: period, to: period, change: "previous" });
  const row = table.rows[0];
  const before = previousPeriod(period);
  for (const [measure, word, subject] of TOLL) {
    const value = numberIn(row, measure);
    if (value === null || !isWhole(row, measure)) {
      not_stated.push({
        kind: "toll",
        reason: `${subject} of ${periodInWords(period)}: ${statusIn(row, measure) === "partial" ? `only a lower bound, ${printNumber(value ?? 0)}` : "not printed"}.`,
      });
      continue;
    }
    const count = hedgedCount(value, row?.[`${measure}_qualifier`]);
    const text =
      measure === "incidents"
        ? `There were ${count} incidents in ${periodInWords(period)}.`
        : `${capital(count)} people were ${word} in ${periodInWords(period)}.`;
    statements.push({ kind: "toll", text, value, base: null, status: statusIn(row, measure), query: address });
    const base = numberIn(row, `${measure}_base`);
    const change = numberIn(row, `${measure}_change`);
    const pct = numberIn(row, `${measure}_change_pct`);
    if (change === null || base === null || before === null) {
      not_stated.push({
        kind: "change",
        reason: `${subject}, change on the period before: ${String(row?.[`${measure}_flag`] ?? "not known").replace("_", " ")}.`,
      });
      continue;
    }
    statements.push({
      kind: "change",
      text: `${subject} ${moved(change, pct, base)} on the ${printNumber(base)} of ${periodInWords(before)}.`,
      value: pct ?? change,
      base,
      status: statusIn(row, measure),
      query: address,
    });
  }
  return { statements, not_stated };
};

/** The year so far against the whole of the year before, as CRSS puts it ("exceeds all of 2023"). */
const yearToDate: Part = async (period, lookup) => {
  const year = periodOf(period.start, "year");
  const soFar = spanOf(year.start, period.end);
  const whole = previousPeriod(year);
  if (whole === null || period.grain === "year" || soFar.label === period.label) return { statements: [], not_stated: [] };
  const now = await lookup({ measure: ["fatalities"], by: [], from: soFar, to: soFar });
  const then = await lookup({ measure: ["fatalities"], by: ["year"], from: whole, to: whole });
  const [row, base] = [now.table.rows[0], then.table.rows[0]];
  const [value, compared] = [numberIn(row, "fatalities"), numberIn(base, "fatalities")];
  if (value === null || compared === null || !isWhole(row, "fatalities") || !isWhole(base, "fatalities") || row?.fatalities_scope !== base?.fatalities_scope) {
    return {
      statements: [],
      not_stated: [{ kind: "year_to_date", reason: `${periodInWords(soFar)} against all of ${whole.label}: not both printed in one scope.` }],
    };
  }
  const words =
    value > compared
      ? `more than the ${printNumber(compared)} of all ${whole.label}`
      : value === compared
        ? `as many as in all ${whole.label}`
        : `fewer than the ${printNumber(compared)} of all ${whole.label}`;
  const text = `From ${periodInWords(soFar).replace("–", " to ")} ${printNumber(value)} people were killed, ${words}.`;
  return { statements: [{ kind: "year_to_date", text, value, base: compared, status: statusIn(row, "fatalities"), query: now.address }], not_stated: [] };
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
