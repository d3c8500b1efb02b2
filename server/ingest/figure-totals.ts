import { ATTACK_TYPES, type Figure, OPERATION_TYPE } from "../domain/figure";
import { groupBy } from "../domain/group";
import { type Issue, issueAt } from "../domain/issue";
import { MEASURES } from "../domain/measure";
import { calendarParts, parsePeriod, periodInWords, periodsBetween } from "../domain/period";
import { printNumber } from "../domain/print";
import { COUNTRY, PROVINCES, regionShort } from "../domain/province";
import { VICTIM_LABELS, VICTIM_PARTS, type Victim } from "../domain/victim";
import { type Part, smallestCorrection, wordOf } from "./balance";
import type { Columns } from "./header";

/** A dimension in which one member is the whole of others. */
interface Partition {
  of: "region" | "victim" | "incident_type" | "period";
  /** What a message calls the parts. */
  parts: string;
  labelOf: (member: string) => string;
  /** The wholes among the members found, with the parts of each that are there, and whether no part is missing. */
  wholes: (members: readonly string[]) => { whole: string; parts: string[]; complete: boolean }[];
}

const PARTITIONS: Partition[] = [
  { of: "region", parts: "regions", labelOf: regionShort, wholes: (members) => [{ whole: COUNTRY, ...provincesAmong(members) }] },
  {
    of: "victim",
    parts: "victim classes",
    labelOf: (member) => VICTIM_LABELS[member as Victim] ?? member,
    wholes: (members) => [
      { whole: "", parts: members.filter((member) => member in VICTIM_LABELS), complete: VICTIM_PARTS.every((part) => members.includes(part)) },
    ],
  },
  {
    of: "incident_type",
    parts: "incident types",
    labelOf: (member) => member,
    wholes: (members) => {
      const attack = ATTACK_TYPES.find((type) => members.includes(type));
      const parts = attack !== undefined && members.includes(OPERATION_TYPE) ? [attack, OPERATION_TYPE] : [];
      return [{ whole: "", parts, complete: parts.length === 2 }];
    },
  },
  { of: "period", parts: "periods", labelOf: (member) => inWords(member), wholes: periodsAmong },
];

const inWords = (label: string) => {
  const period = parsePeriod(label);
  return period === null ? label : periodInWords(period);
};

/** Single provinces and sets of them, none counted in another: Khyber Pakhtunkhwa, or its former halves. */
function provincesAmong(members: readonly string[]): { parts: string[]; complete: boolean } {
  const parts = members.filter((region) => region !== COUNTRY && !(members.includes("PK-KP") && ["PK-NW", "PK-TA"].includes(region)));
  const units = parts.flatMap((region) => region.split("+"));
  const isOverlapping = new Set(units).size < units.length;
  const own = isOverlapping ? parts.filter((region) => !region.includes("+")) : parts;
  const has = (code: string) => own.some((region) => region.split("+").includes(code));
  return { parts: own, complete: PROVINCES.every((code) => has(code) || (code === "PK-KP" && has("PK-NW") && has("PK-TA"))) };
}

function periodsAmong(members: readonly string[]) {
  return members.flatMap((whole) => {
    const period = parsePeriod(whole);
    if (period === null) return [];
    return [calendarParts(period), periodsBetween(period.start, period.end, "month")]
      .map((finer) => finer.map(({ label }) => label).filter((label) => label !== whole))
      .filter((labels, index, lists) => labels.length > 1 && labels.every((label) => members.includes(label)) && lists[index - 1]?.[0] !== labels[0])
      .map((parts) => ({ whole, parts, complete: true }));
  });
}

/**
 * Checks the figures of one report against one another: the country and its provinces, all victims and their classes, attacks and
 * operations, a year and its quarters, killed and wounded and casualties. Only exact figures are compared. Parts above their whole are
 * always told; parts below it where none is missing, or where the whole stands as "Total" under the rows of a table (`tableTotals`).
 */
export function checkFigures(figures: readonly Figure[], tableTotals: ReadonlySet<number>, columns: Columns): Issue[] {
  const exact = figures.filter(({ qualifier, measure }) => qualifier === "exact" && MEASURES[measure].additive);
  const issues = PARTITIONS.flatMap((partition) => {
    const groups = groupBy(exact, (figure) => JSON.stringify({ ...reportOf(figure), [partition.of]: null }));
    return [...groups.values()].filter((group) => group.length > 2).flatMap((group) => checkPartition(partition, group, tableTotals, columns));
  });
  return [...issues, ...checkCasualties(exact, columns)].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

const reportOf = ({ period, region, victim, incident_type, scope, published_on, report }: Figure) => ({
  period,
  region,
  victim,
  incident_type,
  scope,
  published_on,
  report,
});

function checkPartition(partition: Partition, group: readonly Figure[], tableTotals: ReadonlySet<number>, columns: Columns): Issue[] {
  const byMember = groupBy(group, (figure) => figure[partition.of]);
  const printedFor = (member: string, measure: string) => byMember.get(member)?.find((figure) => figure.measure === measure);
  // A publisher may split its incidents into more types than attacks and operations.
  const sumOfAll = (total: Figure) => group.reduce((sum, figure) => sum + (figure.measure === total.measure && figure !== total ? figure.value : 0), 0);
  return partition.wholes([...byMember.keys()]).flatMap(({ whole, parts: known, complete }) => {
    const totals = byMember.get(whole) ?? [];
    const isTable = partition.of !== "period" && totals.some(({ line }) => tableTotals.has(line));
    const members = isTable && partition.of === "incident_type" ? [...byMember.keys()].filter((member) => member !== whole) : known;
    if (members.length < 2) return [];
    const parts = members.map((member): Part => {
      const counts = (byMember.get(member) ?? []).map(({ measure, value }): [string, number] => [measure, value]);
      return { label: partition.labelOf(member), counts: Object.fromEntries(counts) };
    });
    const found = totals.flatMap((total) => {
      const values = members.map((member) => printedFor(member, total.measure)?.value ?? null);
      const given = values.filter((value) => value !== null);
      const sum = given.reduce((all, value) => all + value, 0);
      const isWhole = (complete || isTable) && given.length === values.length;
      const isSplitOtherwise = partition.of === "incident_type" && sumOfAll(total) === total.value;
      return given.length < 2 || sum === total.value || isSplitOtherwise
        ? []
        : [{ total, sum, measure: total.measure, by: sum - total.value, isSure: sum > total.value || isWhole }];
    });
    // What lies below its total for want of a part is told only beside as many too many in another measure.
    const told = found.filter(({ isSure, by }) => isSure || found.some((other) => other.isSure && other.by === -by));
    const remedy = smallestCorrection(parts, told) ?? `Check the ${partition.parts} and the total against the report; all are kept as printed.`;
    return told.map(({ total, sum, by }) => {
      const message = `${members.length} ${partition.parts} add up to ${printNumber(sum)} ${wordOf(total.measure)}, the total is printed as ${printNumber(total.value)}: ${Math.abs(by)} too ${by > 0 ? "many" : "few"}. To mend it: ${remedy}`;
      return differs(total, message, columns);
    });
  });
}

function checkCasualties(figures: readonly Figure[], columns: Columns): Issue[] {
  const cells = groupBy(figures, (figure) => JSON.stringify(reportOf(figure)));
  return [...cells.values()].flatMap((group) => {
    const printed = (measure: string) => group.find((figure) => figure.measure === measure);
    const [killed, wounded, both] = [printed("fatalities"), printed("injured"), printed("casualties")];
    if (!killed || !wounded || !both || killed.value + wounded.value === both.value) return [];
    const by = killed.value + wounded.value - both.value;
    const message = `Killed ${printNumber(killed.value)} + wounded ${printNumber(wounded.value)} = ${printNumber(killed.value + wounded.value)}, casualties are printed as ${printNumber(both.value)}: ${Math.abs(by)} too ${by > 0 ? "many" : "few"}. Check the three against the report; all are kept as printed.`;
    return [differs(both, message, columns)];
  });
}

function differs(total: Figure, message: string, { at, header }: Columns): Issue {
  const index = at.get("value")?.[0] ?? at.get(total.measure)?.[0];
  return issueAt("warning", total.line, header[index ?? -1] ?? null, String(total.value), "total_differs", message);
}
