import { addMonths } from "../../domain/day";
import { type Period, parsePeriod, periodInWords, periodOf, periodsBetween, previousPeriod } from "../../domain/period";
import { printNumber } from "../../domain/print";
import type { Row } from "../../domain/table";
import { DECADE, stretches } from "../additions";
import { hedgedCount } from "../phrases";
import { type Desk, type Found, NOTHING, type NotStated, numberIn, type Part, type Statement, statusIn, vintagesIn, wholeIn } from "../statement";
import { PAIR, PAIR_NAME } from "./shares";
import { TOLL } from "./toll";

/** How far back nothing was higher, where every period between is known; else what keeps it from being told. */
export const records: Part = async (period, desk) => {
  if (period.grain === "span" || !desk.isOver(period)) return NOTHING;
  const measure = TOLL.map(([name]) => name);
  const before = previousPeriod(period);
  const { table, address } = await desk.lookup({ measure, by: [period.grain], from: before ?? period, to: period, rank: true });
  const row = table.rows.at(-1);
  const found: Found = { statements: [], not_stated: [] };
  for (const [name, word, subject] of TOLL) {
    const value = wholeIn(row, name);
    if (value === null) continue;
    const words = recordWords(row, name, period);
    if (words === null) found.not_stated.push({ kind: "record", reason: whyNoRecord(row, table.rows[0], name, subject, period) });
    else {
      const text = `With ${printNumber(value)} ${word} ${periodInWords(period)} is ${words}.`;
      found.statements.push({
        kind: "record",
        text,
        value,
        base: null,
        status: statusIn(row, name),
        vintages: vintagesIn(name, [period, row]),
        query: address,
      });
    }
  }
  return found;
};

/** A record worth a sentence reaches over a year; of years, over two to a higher one, else over three. */
function recordWords(row: Row | undefined, measure: string, period: Period): string | null {
  const years = numberIn(row, `${measure}_record_years`) ?? 0;
  const from = periodAt(row, `${measure}_record_from`);
  const since = periodAt(row, `${measure}_record_since`);
  const least = period.grain !== "year" ? 1 : since !== null ? 2 : 3;
  if (from === null || years < least) return null;
  const high = years > 1 ? `, a ${years}-year high` : "";
  if (since !== null) return `the highest of any ${period.grain} since ${periodInWords(since)}${high}`;
  const back = `the highest of any ${period.grain} back to ${periodInWords(from)}${high}`;
  const kind = row?.[`${measure}_record`];
  if (kind === "highest_in_scope") return `${back}; before that the publisher counted something else`;
  return `${back}; before that ${kind === "highest_known" ? `not every ${period.grain} is known` : "nothing is loaded"}`;
}

function whyNoRecord(row: Row | undefined, before: Row | undefined, measure: string, subject: string, period: Period): string {
  const name = `${subject}, record`;
  const from = periodAt(row, `${measure}_record_from`);
  const since = periodAt(row, `${measure}_record_since`);
  const [value, earlier, last] = [wholeIn(row, measure) ?? 0, wholeIn(before, measure), previousPeriod(period)];
  const sameScope = row?.[`${measure}_scope`] === before?.[`${measure}_scope`];
  if (from === null && earlier !== null && earlier > value && sameScope)
    return `${name}: none. ${last === null ? "" : periodInWords(last)} was higher, ${printNumber(earlier)}.`;
  if (from === null)
    return `${name}: none is told. ${value === 0 ? "Nothing was counted" : `${last === null ? "" : periodInWords(last)} is not known in the same scope`}.`;
  if (since !== null) return `${name}: none to speak of. ${periodInWords(since)} was higher.`;
  const stop = row?.[`${measure}_record`] === "highest_in_scope" ? "something else was counted" : `not every ${period.grain} is known`;
  return `${name}: the highest back to ${periodInWords(from)}; before that ${stop}, so nothing further is told.`;
}

const periodAt = (row: Row | undefined, name: string): Period | null => (typeof row?.[name] === "string" ? parsePeriod(row[name]) : null);

/**
 * The published share of the two provinces, and why it is or is not "the highest in a decade": that needs the share of every period of
 * ten years, and one way of counting over all of them.
 */
export const shareRecord: Part = async (period, desk) => {
  if (period.grain === "span" || desk.kind === "incidents") return NOTHING;
  const start = addMonths(period.end, -12 * DECADE);
  const first = periodOf(start, period.grain);
  const lookup = { by: [period.grain], from: first, to: period };
  const { table, address } = await desk.lookup({ ...lookup, measure: ["fatalities_share"], filters: { province: PAIR }, rank: true });
  const row = table.rows.at(-1);
  const value = wholeIn(row, "fatalities_share");
  if (value === null) return NOTHING;
  const share = `${hedgedCount(value, row?.fatalities_share_qualifier)}% for ${PAIR_NAME}`;
  if ((numberIn(row, "fatalities_share_record_years") ?? 0) >= DECADE) {
    const text = `${share} is the highest share of the fatalities in a decade.`;
    const statement: Statement = {
      kind: "record",
      text,
      value,
      base: null,
      status: "published",
      vintages: vintagesIn("fatalities_share", [period, row]),
      query: address,
    };
    return { statements: [statement], not_stated: [] };
  }
  return { statements: [], not_stated: [await whyNoDecade(period, desk, table.rows, lookup, share)] };
};

async function whyNoDecade(
  period: Period,
  desk: Desk,
  rows: readonly Row[],
  lookup: { by: Parameters<Desk["lookup"]>[0]["by"]; from: Period; to: Period },
  share: string,
): Promise<NotStated> {
  const name = period.grain;
  const known = rows.filter((row) => wholeIn(row, "fatalities_share") !== null);
  const missing = periodsBetween(lookup.from.start, period.end, name === "span" ? "quarter" : name).filter(
    ({ label }) => !known.some((row) => row[name] === label),
  );
  const totals = await desk.lookup({ ...lookup, measure: ["fatalities"] });
  const scopes = [...new Set(totals.table.rows.map((row) => row.fatalities_scope).filter((scope) => typeof scope === "string"))];
  const counted = scopes.length > 1 ? ` Over these years the publisher also changed what it counts (${scopes.join("; ")}).` : "";
  const shares = `the ledger holds ${known.length} of the ${rows.length} shares since ${lookup.from.label} (not ${stretches(missing)})`;
  const reason =
    missing.length > 0
      ? `Whether ${share} is the highest share in a decade: the loaded shares do not cover ten years; ${shares}.${counted}`
      : `Whether ${share} is the highest share in a decade: it is not the highest of the shares of one scope since ${lookup.from.label}.${counted}`;
  return { kind: "record", reason };
}

/** The deadliest month of the period, told only where all its months are known. */
export const deadliest: Part = async (period, desk) => {
  if ((period.grain !== "year" && period.grain !== "quarter") || !desk.isOver(period)) return NOTHING;
  const { table, address } = await desk.lookup({ measure: ["fatalities"], by: [period.grain], from: period, to: period, peak: "month" });
  const [row] = table.rows;
  const [value, known, of] = ["peak_value", "peak_known", "peak_of"].map((name) => numberIn(row, `fatalities_${name}`));
  const names = String(row?.fatalities_peak ?? "").split(", ");
  const month = names.map((name) => parsePeriod(name)).map((found) => (found === null ? "" : periodInWords(found)));
  if (value != null && known === of) {
    const text = `The deadliest month was ${month.join(" and ")} with ${printNumber(value)} killed.`;
    return { statements: [{ kind: "deadliest", text, value, base: null, status: statusIn(row, "fatalities"), vintages: [], query: address }], not_stated: [] };
  }
  const highest = value == null ? "" : `; the highest of them is ${month.join(" and ")} with ${printNumber(value)}`;
  return {
    statements: [],
    not_stated: [{ kind: "deadliest", reason: `Deadliest month of ${periodInWords(period)}: ${known ?? 0} of ${of ?? 0} months are known${highest}.` }],
  };
};
