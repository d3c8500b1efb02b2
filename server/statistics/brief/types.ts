import { ATTACK_TYPES, OPERATION_TYPE } from "../../domain/figure";
import type { MeasureName } from "../../domain/measure";
import { type Period, periodInWords, periodOf, spanOf } from "../../domain/period";
import { printNumber } from "../../domain/print";
import { type Row, UNSPLIT } from "../../domain/table";
import { hedgedCount, listed } from "../phrases";
import { type Desk, type Found, NOTHING, type NotStated, numberIn, type Part, type Statement, statusIn, vintagesIn, wholeIn } from "../statement";

const WORDS: readonly [measure: MeasureName, noun: string][] = [
  ["incidents", "incidents"],
  ["fatalities", "killed"],
];

/** Attacks against operations: how many, and how many they killed, in the period and in the year so far where only that was printed. */
export const types: Part = async (period, desk) => {
  if (!desk.isOver(period)) return NOTHING;
  const soFar = spanOf(periodOf(period.start, "year").start, period.end);
  const found: Found = { statements: [], not_stated: [] };
  for (const [measure, noun] of WORDS) {
    const own = await typesOf(period, desk, measure, noun);
    const wider = own === null && desk.kind === "figures" && soFar.label !== period.label ? await typesOf(soFar, desk, measure, noun) : null;
    if (own === null) found.not_stated.push({ kind: "types", reason: unknownTypes(period, desk, noun) });
    const told = own ?? wider;
    if (told !== null) found.statements.push(told);
  }
  return found;
};

function unknownTypes(period: Period, desk: Desk, noun: string): string {
  const what = noun === "killed" ? "Killed in attacks and in operations" : "Attacks against operations";
  return `${what} in ${periodInWords(period)}: not both ${desk.kind === "figures" ? "printed" : "known"}.`;
}

/** How many types of incidents a statement names. */
const MOST = 4;

async function typesOf(period: Period, desk: Desk, measure: MeasureName, noun: string): Promise<Statement | null> {
  const { table, address } = await desk.lookup({ measure: [measure], by: ["incident_type"], from: period, to: period });
  const isStated = (row: Row) => row.incident_type !== UNSPLIT && row.incident_type !== null && wholeIn(row, measure) !== null;
  const rows =
    desk.kind === "figures" ? classesIn(table.rows) : table.rows.filter(isStated).sort((a, b) => (numberIn(b, measure) ?? 0) - (numberIn(a, measure) ?? 0));
  const known = rows.filter(isStated).slice(0, MOST);
  const [first, second] = known;
  const value = wholeIn(first, measure);
  if (first === undefined || value === null || value === 0 || (desk.kind === "figures" && second === undefined)) return null;
  const counted = (row: Row | undefined) => hedgedCount(numberIn(row, measure) ?? 0, row?.[`${measure}_qualifier`]);
  const nameOf = (row: Row | undefined) => String(row?.incident_type).toLowerCase();
  const inWords = periodInWords(period);
  const opposed =
    measure === "incidents"
      ? `In ${inWords} there were ${counted(first)} ${nameOf(first)}s and ${counted(second)} ${nameOf(second)}s.`
      : `In ${inWords} ${nameOf(first)}s killed ${counted(first)} and ${nameOf(second)}s ${counted(second)}.`;
  const listing = `${noun === "killed" ? "Killed" : "Incidents"} by type: ${listed(known.map((row) => `${nameOf(row)} ${counted(row)}`))}.`;
  return {
    kind: "types",
    text: desk.kind === "figures" ? opposed : listing,
    value,
    base: wholeIn(second, measure),
    status: statusIn(first, measure),
    vintages: vintagesIn(measure, [period, first], [period, second]),
    query: address,
  };
}

/** Of figures only a publisher's attacks and operations stand against each other; other classes cut across them. */
const classesIn = (rows: readonly Row[]) => rows.filter(({ incident_type }) => [...ATTACK_TYPES, OPERATION_TYPE].includes(String(incident_type)));

/** Classes printed apart, inside the total or beside it (sectarian violence, sabotage): quoted, never added. */
export const crossCuts: Part = async (period, desk) => {
  if (desk.kind === "incidents") return NOTHING;
  const others = desk.types(period).filter((type) => ![...ATTACK_TYPES, OPERATION_TYPE].includes(type) && !isClaim(type));
  return { statements: await quoted(period, desk, others, "types", "printed apart and not added here"), not_stated: [] };
};

/** Whether a printed class names who claimed or carried out the attacks: "Terrorist attack by TTP", "Terror attack, claimed". */
const isClaim = (type: string) => /\bclaimed\b|\bby \S/i.test(type);

async function quoted(period: Period, desk: Desk, names: readonly string[], kind: Statement["kind"], aside: string): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (const name of names) {
    for (const [measure, noun] of WORDS) {
      const filters = { incident_type: [name] };
      const { table, address } = await desk.lookup({ measure: [measure], by: [], from: period, to: period, filters });
      const [row] = table.rows;
      const value = wholeIn(row, measure);
      if (value === null) continue;
      const text = `${name}: ${hedgedCount(value, row?.[`${measure}_qualifier`])} ${noun}, ${aside}.`;
      statements.push({ kind, text, value, base: null, status: statusIn(row, measure), vintages: vintagesIn(measure, [period, row]), query: address });
    }
  }
  return statements;
}

/** Who claimed: from the rows of incidents, or the classes by claimant that a publisher printed. Blamed is not claimed. */
export const claimants: Part = async (period, desk) => {
  if (!desk.isOver(period)) return NOTHING;
  if (desk.kind === "figures") {
    const statements = await quoted(period, desk, desk.types(period).filter(isClaim), "claimants", "as the publisher attributes them");
    return statements.length > 0 ? { statements, not_stated: [] } : { statements, not_stated: [unclaimed(period, "not printed")] };
  }
  const { table, address } = await desk.lookup({ measure: ["incidents"], by: ["claimed_by"], from: period, to: period });
  const named = table.rows.filter((row) => row.claimed_by !== null && (numberIn(row, "incidents") ?? 0) > 0);
  const rows = named.sort((a, b) => (numberIn(b, "incidents") ?? 0) - (numberIn(a, "incidents") ?? 0)).slice(0, MOST);
  const rest = table.rows.find((row) => row.claimed_by === null);
  const statements = rows.map((row): Statement => {
    const value = numberIn(row, "incidents") ?? 0;
    const text = `${String(row.claimed_by)} claimed ${printNumber(value)} ${value === 1 ? "incident" : "incidents"}.`;
    return { kind: "claimants", text, value, base: null, status: statusIn(row, "incidents"), vintages: [], query: address };
  });
  const open = numberIn(rest, "incidents") ?? 0;
  const not_stated = open > 0 ? [unclaimed(period, `the rows of ${printNumber(open)} ${open === 1 ? "incident do" : "incidents do"} not say`)] : [];
  return { statements, not_stated: rows.length === 0 && open === 0 ? [unclaimed(period, "no rows")] : not_stated };
};

const unclaimed = (period: Period, why: string): NotStated => ({ kind: "claimants", reason: `Who claimed the attacks of ${periodInWords(period)}: ${why}.` });
