import { periodInWords } from "../domain/period";
import { printNumber, printPercent } from "../domain/print";
import { PROVINCES, regionName } from "../domain/province";
import { UNSPLIT } from "../domain/table";
import { VICTIM_PARTS } from "../domain/victim";
import { hedgedCount, listed, moved } from "./phrases";
import { isWhole, type NotStated, numberIn, type Part, type Statement, statusIn } from "./statement";

const PAIR = ["PK-BA", "PK-KP"];

/** The share of the two provinces that carry the story: computed where their counts are known, else quoted as the publisher printed it. */
export const pairShares: Part = async (period, lookup) => {
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  for (const [measure, printed, noun] of [
    ["fatalities", "fatalities_share", "fatalities"],
    ["incidents", "incidents_share", "incidents"],
  ] as const) {
    const both = regionName("PK-KP+PK-BA").replace(" + ", " and ");
    const quoted = await lookup({ measure: [printed], by: [], from: period, to: period, province: PAIR });
    const share = numberIn(quoted.table.rows[0], printed);
    const counted = await lookup({ measure: [measure], by: [], from: period, to: period, province: PAIR });
    const total = await lookup({ measure: [measure], by: [], from: period, to: period });
    const [part, all] = [counted.table.rows[0], total.table.rows[0]];
    const [value, base] = [numberIn(part, measure), numberIn(all, measure)];
    if (
      value !== null &&
      base !== null &&
      base > 0 &&
      isWhole(part, measure) &&
      isWhole(all, measure) &&
      part?.[`${measure}_scope`] === all?.[`${measure}_scope`]
    ) {
      const percent = (100 * value) / base;
      statements.push({
        kind: "share",
        text: `${both} bore ${printPercent(percent)} of the ${noun}, ${printNumber(value)} of ${printNumber(base)}.`,
        value,
        base,
        status: statusIn(part, measure),
        query: counted.address,
      });
    } else if (share !== null) {
      const row = quoted.table.rows[0];
      const text = `${both} bore ${hedgedCount(share, row?.[`${printed}_qualifier`])}% of the ${noun}, as the publisher printed it; the counts behind it were not printed.`;
      statements.push({ kind: "share", text, value: share, base: null, status: statusIn(row, printed), query: quoted.address });
    } else {
      not_stated.push({ kind: "share", reason: `Share of ${both} in the ${noun}: neither their counts nor the share were printed.` });
    }
  }
  return { statements, not_stated };
};

export const provinces: Part = async (period, lookup) => {
  if (period.grain === "span") return { statements: [], not_stated: [] };
  const { table, address } = await lookup({ measure: ["fatalities"], by: [period.grain, "province"], from: period, to: period, change: "previous" });
  const known = table.rows
    .filter((row) => row.province !== UNSPLIT && isWhole(row, "fatalities"))
    .sort((a, b) => (numberIn(b, "fatalities") ?? 0) - (numberIn(a, "fatalities") ?? 0));
  const statements = known.map((row): Statement => {
    const [value, base, change] = [numberIn(row, "fatalities"), numberIn(row, "fatalities_base"), numberIn(row, "fatalities_change")];
    const name = regionName(String(row.province));
    const aside = change === null || base === null ? "" : `, ${moved(change, numberIn(row, "fatalities_change_pct"), base, true)} from ${printNumber(base)}`;
    return { kind: "province", text: `${name}: ${printNumber(value ?? 0)} killed${aside}.`, value, base, status: statusIn(row, "fatalities"), query: address };
  });
  const unknown = PROVINCES.filter((code) => !known.some((row) => row.province === code)).map(regionName);
  const rest = numberIn(
    table.rows.find((row) => row.province === UNSPLIT),
    "fatalities",
  );
  const together = rest === null ? "" : ` ${printNumber(rest)} killed in ${unknown.length > 1 ? "them together" : "it"}, by subtraction.`;
  return { statements, not_stated: unknown.length === 0 ? [] : [{ kind: "province", reason: `Killed in ${listed(unknown)}: not printed apart.${together}` }] };
};

export const victims: Part = async (period, lookup) => {
  const { table, address } = await lookup({ measure: ["fatalities"], by: ["victim"], from: period, to: period });
  const [total] = (await lookup({ measure: ["fatalities"], by: [], from: period, to: period })).table.rows;
  const rows = VICTIM_PARTS.map((victim) => table.rows.find((row) => row.victim === victim));
  if (!rows.every((row) => isWhole(row, "fatalities")) || !isWhole(total, "fatalities")) {
    return { statements: [], not_stated: [{ kind: "victims", reason: "Who was killed: civilians, security personnel and militants were not all printed." }] };
  }
  const [civilian, security, militant] = rows.map((row) => numberIn(row, "fatalities") ?? 0);
  const text = `Of the dead ${printNumber(civilian ?? 0)} were civilians, ${printNumber(security ?? 0)} security personnel and ${printNumber(militant ?? 0)} militants.`;
  return {
    statements: [
      { kind: "victims", text, value: civilian ?? null, base: numberIn(total, "fatalities"), status: statusIn(rows[0], "fatalities"), query: address },
    ],
    not_stated: [],
  };
};

export const types: Part = async (period, lookup) => {
  const { table, address } = await lookup({ measure: ["incidents"], by: ["incident_type"], from: period, to: period });
  const rows = table.rows.filter((row) => row.incident_type !== UNSPLIT && row.incident_type !== null && isWhole(row, "incidents"));
  if (rows.length < 2)
    return { statements: [], not_stated: [{ kind: "types", reason: `Attacks against operations in ${periodInWords(period)}: not both printed.` }] };
  const words = rows.map((row) => `${printNumber(numberIn(row, "incidents") ?? 0)} ${String(row.incident_type).toLowerCase()}s`);
  return {
    statements: [
      {
        kind: "types",
        text: `There were ${listed(words)}.`,
        value: numberIn(rows[0], "incidents"),
        base: null,
        status: statusIn(rows[0], "incidents"),
        query: address,
      },
    ],
    not_stated: [],
  };
};
