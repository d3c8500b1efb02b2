import { printNumber, printPercent } from "../../domain/print";
import { regionName } from "../../domain/province";
import { UNSPLIT } from "../../domain/table";
import { hedgedCount } from "../phrases";
import { NOTHING, type NotStated, numberIn, type Part, type Statement, statusIn, timeOf, vintagesIn, wholeIn } from "../statement";

/** The two provinces that carry the story. */
export const PAIR = ["PK-BA", "PK-KP"];
export const PAIR_NAME = regionName("PK-KP+PK-BA").replace(" + ", " and ");

const SHARES = [
  ["fatalities", "fatalities_share"],
  ["incidents", "incidents_share"],
] as const;

/** The share of the two provinces: computed where their counts are known, and as the publisher printed it. */
export const pairShares: Part = async (period, desk) => {
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  if (!desk.isOver(period)) return NOTHING;
  for (const [measure, share] of SHARES) {
    const range = { by: [], from: period, to: period, filters: { province: PAIR } };
    const counted = await desk.lookup({ ...range, measure: [measure] });
    const total = (await desk.lookup({ measure: [measure], by: timeOf(period), from: period, to: period })).table.rows[0];
    const [part] = counted.table.rows;
    const [value, base] = [wholeIn(part, measure), wholeIn(total, measure)];
    const sameScope = part?.[`${measure}_scope`] === total?.[`${measure}_scope`];
    const quoted = desk.kind === "incidents" ? null : await desk.lookup({ ...range, measure: [share] });
    const row = quoted?.table.rows[0];
    const percent = numberIn(row, share);
    const isAbove = value !== null && base !== null && value > base;
    const isStated = value !== null && base !== null && base > 0 && sameScope && !isAbove;
    if (isStated) {
      const text = `${PAIR_NAME} bore ${printPercent((100 * value) / base)} of the ${measure}, ${printNumber(value)} of ${printNumber(base)}.`;
      const vintages = vintagesIn(measure, [period, part], [period, total]);
      statements.push({ kind: "share", text, value, base, status: statusIn(part, measure), vintages, query: counted.address });
    }
    if (percent !== null && quoted !== null) {
      const words = `${hedgedCount(percent, row?.[`${share}_qualifier`])}% of the ${measure}`;
      const text =
        value === null
          ? `${PAIR_NAME} bore ${words}, as the publisher printed it; the counts behind it were not printed.`
          : `The publisher itself printed ${words} for the two.`;
      const vintages = vintagesIn(share, [period, row]);
      statements.push({ kind: "share", text, value: percent, base: null, status: statusIn(row, share), vintages, query: quoted.address });
    } else if (!isStated) {
      const why = isAbove
        ? `their counts, ${printNumber(value)}, are more than the total, ${printNumber(base)}`
        : desk.kind === "incidents"
          ? "their counts are not known"
          : "neither their counts nor the share were printed";
      not_stated.push({ kind: "share", reason: `Share of ${PAIR_NAME} in the ${measure}: ${why}.` });
    }
  }
  return { statements, not_stated };
};

/** Shares of single provinces as the publisher printed them. */
export const printedShares: Part = async (period, desk) => {
  if (desk.kind === "incidents") return NOTHING;
  const { table, address } = await desk.lookup({ measure: ["fatalities_share"], by: ["province"], from: period, to: period });
  const statements = table.rows.flatMap((row): Statement[] => {
    const value = wholeIn(row, "fatalities_share");
    if (value === null || row.province === UNSPLIT) return [];
    const text = `${regionName(String(row.province))}: ${hedgedCount(value, row.fatalities_share_qualifier)}% of the fatalities, as the publisher printed it.`;
    const vintages = vintagesIn("fatalities_share", [period, row]);
    return [{ kind: "share", text, value, base: null, status: statusIn(row, "fatalities_share"), vintages, query: address }];
  });
  return { statements, not_stated: [] };
};
