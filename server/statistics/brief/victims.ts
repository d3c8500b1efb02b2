import { type Period, periodInWords, previousPeriod } from "../../domain/period";
import { printNumber, printPercent } from "../../domain/print";
import type { Row } from "../../domain/table";
import { asideOf, capital, hedgedCount, listed } from "../phrases";
import { type Desk, type Found, NOTHING, type NotStated, numberIn, type Part, type Statement, statusIn, timeOf, vintagesIn, wholeIn } from "../statement";

/** What a period's victims were: each class with its share of the dead, and civilians and security personnel against militants. */
export const victims: Part = async (period, desk) => {
  if (!desk.isOver(period)) return NOTHING;
  const before = previousPeriod(period);
  const { table, address } = await desk.lookup({
    measure: ["fatalities"],
    by: [...timeOf(period), "victim"],
    from: before ?? period,
    to: period,
    share: "victim",
    ...(before === null ? {} : { change: "previous" as const }),
  });
  const inPeriod = (of: Period | null, victim: string) =>
    table.rows.find((row) => of !== null && (of.grain === "span" || row[of.grain] === of.label) && row.victim === victim);
  const statements: Statement[] = [];
  const unknown: string[] = [];
  for (const [victim, words] of CLASSES) {
    const row = inPeriod(period, victim);
    const value = wholeIn(row, "fatalities");
    if (value === null) {
      unknown.push(words);
      continue;
    }
    const [base, change, share] = [numberIn(row, "fatalities_base"), numberIn(row, "fatalities_change"), numberIn(row, "fatalities_share")];
    const of = share === null || value === 0 ? "" : `; ${printPercent(share)} of the dead`;
    const aside = asideOf(change, numberIn(row, "fatalities_change_pct"), base);
    statements.push({
      kind: "victims",
      text: `${capital(words)}: ${hedgedCount(value, row?.fatalities_qualifier)} killed${aside}${of}.`,
      value,
      base,
      status: statusIn(row, "fatalities"),
      vintages: vintagesIn("fatalities", [period, row], [before, inPeriod(before, victim)]),
      query: address,
    });
  }
  const not_stated: NotStated[] =
    unknown.length === 0
      ? []
      : [
          {
            kind: "victims",
            reason: `Killed among ${listed(unknown)} in ${periodInWords(period)}: not ${desk.kind === "figures" ? "printed" : "known"} apart.`,
          },
        ];
  const together = await opposed(period, desk, inPeriod(period, "militant"));
  return { statements: [...statements, ...together.statements], not_stated };
};

const CLASSES = [
  ["civilian", "civilians"],
  ["security", "security personnel"],
  ["militant", "militants"],
] as const;

/** Civilians and security personnel together, against the militants where they are known. */
async function opposed(period: Period, desk: Desk, militant: Row | undefined): Promise<Found> {
  const militants = wholeIn(militant, "fatalities");
  const { table, address } = await desk.lookup({ measure: ["fatalities"], by: [], from: period, to: period, filters: { victim: ["civilian", "security"] } });
  const [row] = table.rows;
  const value = wholeIn(row, "fatalities");
  if (value === null || (desk.kind === "incidents" && militants === null)) return NOTHING;
  const against = militants === null ? "" : `, against ${printNumber(militants)} militants`;
  const text = `Civilians and security personnel together: ${hedgedCount(value, row?.fatalities_qualifier)} killed${against}.`;
  const vintages = vintagesIn("fatalities", [period, row], [militants === null ? null : period, militant]);
  return { statements: [{ kind: "victims", text, value, base: militants, status: statusIn(row, "fatalities"), vintages, query: address }], not_stated: [] };
}
