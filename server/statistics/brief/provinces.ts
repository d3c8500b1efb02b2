import { type Period, previousPeriod } from "../../domain/period";
import { printNumber, printPercent } from "../../domain/print";
import { PROVINCES, regionName } from "../../domain/province";
import { type Row, UNSPLIT } from "../../domain/table";
import { asideOf, hedgedCount, listed } from "../phrases";
import { NOTHING, type NotStated, numberIn, type Part, type Statement, statusIn, timeOf, vintagesIn, wholeIn } from "../statement";

/** Each province whose killed are known, highest first: its change, and its share of the dead. Percentages of a low base are left to the counts. */
export const provinces: Part = async (period, desk) => {
  if (!desk.isOver(period)) return NOTHING;
  const before = previousPeriod(period);
  const { table, address } = await desk.lookup({
    measure: ["fatalities"],
    by: [...timeOf(period), "province"],
    from: before ?? period,
    to: period,
    share: "province",
    ...(before === null ? {} : { change: "previous" as const }),
  });
  const own = (row: Row, of: Period | null) => of !== null && (of.grain === "span" || row[of.grain] === of.label);
  const rows = table.rows.filter((row) => own(row, period));
  const known = rows
    .filter((row) => row.province !== UNSPLIT && row.province !== null && wholeIn(row, "fatalities") !== null)
    .sort((a, b) => (numberIn(b, "fatalities") ?? 0) - (numberIn(a, "fatalities") ?? 0));
  const statements = known.map((row): Statement => {
    const [value, base, change] = [numberIn(row, "fatalities") ?? 0, numberIn(row, "fatalities_base"), numberIn(row, "fatalities_change")];
    const aside = asideOf(change, numberIn(row, "fatalities_change_pct"), base);
    const share = numberIn(row, "fatalities_share");
    const of = share === null || value === 0 ? "" : `; ${printPercent(share)} of the dead`;
    const earlier = table.rows.find((other) => own(other, before) && other.province === row.province);
    return {
      kind: "province",
      text: `${regionName(String(row.province))}: ${hedgedCount(value, row.fatalities_qualifier)} killed${aside}${of}.`,
      value,
      base,
      status: statusIn(row, "fatalities"),
      vintages: vintagesIn("fatalities", [period, row], [before, earlier]),
      query: address,
    };
  });
  return { statements, not_stated: desk.kind === "incidents" ? [] : unknownProvinces(rows, known) };
};

function unknownProvinces(rows: readonly Row[], known: readonly Row[]): NotStated[] {
  const unknown = PROVINCES.filter((code) => !known.some((row) => row.province === code)).map(regionName);
  const rest = rows.find((row) => row.province === UNSPLIT);
  const killed = numberIn(rest, "fatalities");
  const together = killed === null ? "" : ` ${printNumber(killed)} killed in ${unknown.length > 1 ? "them together" : "it"}, by subtraction.`;
  return unknown.length === 0 ? [] : [{ kind: "province", reason: `Killed in ${listed(unknown)}: not printed apart.${together}` }];
}
