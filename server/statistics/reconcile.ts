import { byRecency, reconcileCounts } from "../domain/best";
import type { BestRule } from "../domain/dataset";
import { groupBy } from "../domain/group";
import type { Count } from "../domain/incident";
import { type IncidentReport, PEOPLE, type People } from "../domain/incident-report";
import { howChosen } from "./chosen";

/** The numbers a row of a file is found by. */
export interface ReportRef {
  batch: number;
  line: number;
  part: number;
}

export const refOf = ({ batch, line, part }: ReportRef): ReportRef => ({ batch, line, part });

/** A value that reports give, and which of them do, the latest first. */
export interface GivenValue {
  value: number;
  reports: ReportRef[];
}

/** One count of an incident, put together from what its reports say. */
export interface Reconciled {
  low: number | null;
  best: number | null;
  high: number | null;
  /** high less low; null where either is not known. */
  spread: number | null;
  /** How many of the reports give a number. */
  given: number;
  /** What they give, from the most reported down. */
  values: GivenValue[];
  /** How best was chosen, in words. */
  how: string;
}

/** One victim class of an incident: its reports tell of the same people, the parts of an incident add up. */
export interface ReconciledPart {
  victim: string;
  /** The report that stands for the others in every total. */
  standing: ReportRef;
  fatalities: Reconciled;
  injured: Reconciled;
}

/** What reports can differ in, beside their counts. */
export const TOLD = ["occurred_on", "province", "district", "place", "incident_type", "tactic", "perpetrator", "claimed_by", "target"] as const;

/**
 * The parts of an incident, each with low, best and high of its counts. Low is the least and high the most that any report gives; best is
 * what the totals hold: the value chosen by the dataset's rule when the file was imported (`domain/best.ts`).
 */
export function reconcileParts(reports: readonly IncidentReport[], rule: BestRule): ReconciledPart[] {
  return [...groupBy(reports, (report) => report.victim)].map(([victim, told]) => {
    const standing = told.find((report) => report.counted) ?? told.toSorted(byRecency)[0];
    if (standing === undefined) throw new Error("A group has a member.");
    return {
      victim,
      standing: refOf(standing),
      fatalities: reconcileCount(told, standing, "fatalities", rule),
      injured: reconcileCount(told, standing, "injured", rule),
    };
  });
}

function reconcileCount(told: readonly IncidentReport[], standing: IncidentReport, measure: People, rule: BestRule): Reconciled {
  const byRule = reconcileCounts(
    told.map((report) => ({ count: report[measure], published_on: report.published_on, line: report.line })),
    rule,
  );
  const best = standing.standing === null ? byRule.best : standing.standing[measure].best;
  const given = told.filter((report) => report[measure].best !== null).toSorted(byRecency);
  const values = [...groupBy(given, (report) => report[measure].best ?? 0)]
    .map(([value, reports]) => ({ value, reports: reports.map(refOf) }))
    .sort((a, b) => b.reports.length - a.reports.length || b.value - a.value);
  const { low, high } = byRule;
  return {
    low,
    best,
    high,
    spread: low === null || high === null ? null : high - low,
    given: given.length,
    values,
    how: howChosen({ measure, told: told.length, given, best, byRule: byRule.best, rule }),
  };
}

/** The fields on which the reports give different answers. One that says nothing does not differ. */
export function differingFields(reports: readonly IncidentReport[]): string[] {
  const several = (values: (string | number | null)[]) => new Set(values.filter((value) => value !== null)).size > 1;
  const told = TOLD.filter((name) => several(reports.map((report) => report[name])));
  // Counts of different victim classes are different counts, not different answers.
  const parts = [...groupBy(reports, (report) => report.victim).values()];
  const counts = PEOPLE.filter((name) => parts.some((part) => several(part.map((report) => report[name].best))));
  return [...told, ...counts];
}

/** The counts of the whole incident: of its parts added up, null where none is known. */
export function wholeOf(parts: readonly ReconciledPart[], measure: People): Count {
  const add = (bound: keyof Count) => {
    const known = parts.map((part) => part[measure][bound]).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  };
  return { low: add("low"), best: add("best"), high: add("high") };
}
