import { groupBy } from "../domain/group";
import { countFatal, type Precision } from "../domain/incident";
import { type IncidentReport, PEOPLE, type People } from "../domain/incident-report";
import { type Period, periodOf } from "../domain/period";
import { todaysProvince } from "../domain/province";
import { type ReconciledPart, type ReportRef, refOf } from "./reconcile";

/** Where a report puts an incident: the totals that count it are those of its quarter, its year and its province. */
export interface Placing {
  occurred_on: string;
  date_precision: Precision;
  province: string;
}

/** A total that counts an incident: a quarter's or a year's, of the country or of one province. */
export interface TotalCell {
  period: Period;
  province: string | null;
}

/** What is added up in a total. */
export const SUMMED = ["fatalities", "injured", "casualties", "fatal_incidents", "incidents"] as const;
export type Summed = (typeof SUMMED)[number];

/** A value for one count that other reports give, or the same value at another place or time, and those reports. */
export interface Alternative {
  measure: People;
  victim: string;
  value: number;
  reports: ReportRef[];
  placing: Placing;
  /** What each total that changes would gain. */
  changes: { cell: TotalCell; differences: Partial<Record<Summed, number>> }[];
}

/** The values that are not counted now, each with what believing it would do to the totals. Reports that give no number are not alternatives. */
export function alternativesOf(reports: readonly IncidentReport[], parts: readonly ReconciledPart[]): Alternative[] {
  return parts.flatMap((part, at) => {
    const told = reports.filter((report) => report.victim === part.victim);
    const standing = told.find((report) => report.batch === part.standing.batch && report.line === part.standing.line && report.part === part.standing.part);
    if (standing === undefined) return [];
    return PEOPLE.flatMap((measure) => {
      const given = told.filter((report) => report[measure].best !== null);
      const kinds = [...groupBy(given, (report) => JSON.stringify([report[measure].best, ...cellsOf(report).map(cellKey)])).values()];
      return kinds
        .flatMap((kind): Alternative[] => {
          const [first] = kind;
          const value = first?.[measure].best ?? null;
          if (first === undefined || value === null) return [];
          const changes = changesBy({ parts, at, measure, value, lead: at === 0, incidents: standing.incidents }, standing, first);
          if (changes.length === 0) return [];
          const { occurred_on, date_precision, province } = first;
          return [{ measure, victim: part.victim, value, reports: kind.map(refOf), placing: { occurred_on, date_precision, province }, changes }];
        })
        .sort((a, b) => a.value - b.value);
    });
  });
}

interface Belief {
  parts: readonly ReconciledPart[];
  /** Which part the value is for. */
  at: number;
  measure: People;
  value: number;
  /** Whether the part counts as the incident. */
  lead: boolean;
  incidents: number;
}

/** What every total that counts the part now, or would then, gains. Totals that stay are left out. */
function changesBy(belief: Belief, now: Placing, then: Placing): Alternative["changes"] {
  const before = summed(belief, false);
  const after = summed(belief, true);
  const cells = new Map([...cellsOf(now), ...cellsOf(then)].map((cell) => [cellKey(cell), cell]));
  const holds = (placing: Placing, key: string) => cellsOf(placing).some((cell) => cellKey(cell) === key);
  return [...cells].flatMap(([key, cell]) => {
    const differences: Partial<Record<Summed, number>> = {};
    for (const name of SUMMED) {
      const difference = (holds(then, key) ? after[name] : 0) - (holds(now, key) ? before[name] : 0);
      if (difference !== 0) differences[name] = difference;
    }
    return Object.keys(differences).length === 0 ? [] : [{ cell, differences }];
  });
}

/** What the part adds to each sum, as counted or with the other value believed. */
function summed({ parts, at, measure, value, lead, incidents }: Belief, believed: boolean): Record<Summed, number> {
  const part = parts[at];
  const countOf = (name: People) => (believed && name === measure ? value : (part?.[name].best ?? 0));
  const killed = parts.map((one, index) => (believed && index === at && measure === "fatalities" ? value : one.fatalities.best));
  return {
    fatalities: countOf("fatalities"),
    injured: countOf("injured"),
    casualties: countOf("fatalities") + countOf("injured"),
    // The lead stands for the whole incident; of another part only its own people move.
    fatal_incidents: lead || measure === "fatalities" ? (countFatal(killed, incidents) ?? 0) : 0,
    incidents: lead ? incidents : 0,
  };
}

/** The totals a placing enters: its quarter, where its day is known that well, and its year, each whole and for its province. */
export function cellsOf({ occurred_on, date_precision, province }: Placing): TotalCell[] {
  const grains = date_precision === "year" ? (["year"] as const) : (["quarter", "year"] as const);
  return grains.flatMap((grain) => {
    const period = periodOf(occurred_on, grain);
    return [
      { period, province: null },
      { period, province: todaysProvince(province) },
    ];
  });
}

export const cellKey = ({ period, province }: TotalCell): string => `${period.label} ${province ?? ""}`;
