import { type Period, periodInWords } from "../../../server/domain/period";
import { UNSPLIT } from "../../../server/domain/table";
import { memberLabel } from "../../charts/plot";
import { isWhole, type Point } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { capital, formOf, hedged, number } from "../../format";
import * as words from "../../words/overview";
import { beforeOf, latestOf, type Story } from "./load";

/** A printed hedge leaves room above or below; a record needs values without it. */
const isExact = (point: Point) => point.qualifier === null || point.qualifier === "exact";

/** `the end of 2024` for a fourth quarter, else the code itself. */
function since(period: Period): string {
  return period.label.endsWith("Q4") ? words.theEndOf(period.label.slice(0, 4)) : period.grain === "year" ? period.label : periodInWords(period);
}

/**
 * The latest count as a headline: "the most since" or "the fewest since" only where each period in between is known whole, in
 * the same scope and without a hedge that could hide a higher or lower one; else the plain statement.
 */
export function headline({ trend, latest, periods, period, grain }: Story): string {
  const points = trend.fatalities.points;
  const now = points[latest];
  if (!isWhole(now)) return words.nothingIsPrintedFor(periodInWords(period));
  const [count, peopleWere] = [number(now.value), formOf(now.value, words.peopleWere)];
  for (const most of [true, false]) {
    const found = lastBeyond(points, latest, most);
    const holds = isExact(now) || (most && (now.qualifier === "at_least" || now.qualifier === "over"));
    if (found === null || latest - found.at < 3 || !holds) continue;
    const from = periods[found.at];
    if (from && found.beyond) return (most ? words.killedMostSince : words.killedFewestSince)(count, peopleWere, grain, since(from));
  }
  return words.killedDuring(count, peopleWere, periodInWords(period));
}

/** Walks back over comparable periods to the first that is beyond the latest; null when the chain breaks before. */
function lastBeyond(points: readonly Point[], latest: number, most: boolean): { at: number; beyond: boolean } | null {
  const now = points[latest];
  if (!isWhole(now)) return null;
  for (let at = latest - 1; at >= 0; at -= 1) {
    const point = points[at];
    if (!isWhole(point) || point.scope !== now.scope) return null;
    if (most ? point.value >= now.value : point.value <= now.value) return { at, beyond: true };
    if (!isExact(point)) return null;
  }
  return null;
}

/** "More than 600 people were killed in every quarter from 2024-Q3 to 2025-Q3", where the period before the run stayed below. */
export function trendFinding({ trend, latest, periods, grain, dataset }: Story): string {
  const points = trend.fatalities.points;
  const now = points[latest];
  let least = now?.value ?? 0;
  let best: { at: number; level: number; jump: number } | null = null;
  for (let at = latest - 1; at >= 0; at -= 1) {
    const point = points[at];
    const outside = points[at - 1];
    if (!isWhole(point) || point.scope !== now?.scope) break;
    least = Math.min(least, point.value);
    const level = least >= 200 ? Math.floor((least - 1) / 100) * 100 : Math.floor((least - 1) / 10) * 10;
    if (latest - at < 3 || level <= 0 || !isWhole(outside) || outside.scope !== now?.scope || outside.value > level) continue;
    const jump = level / Math.max(1, outside.value);
    if (best === null || jump > best.jump) best = { at, level, jump };
  }
  const from = best === null ? undefined : periods[best.at];
  if (best && from) return words.moreThanPeopleWere(number(best.level), grain, from.label, periods[latest]?.label);
  return dataset.kind === "figures" ? words.killedInPakistanBy(grain) : words.killedBy(grain);
}

/** "Over 70% of those killed were in Khyber Pakhtunkhwa", of the printed total. */
export function provinceFinding(story: Story): string {
  const total = story.trend.fatalities.points[story.latest];
  const first = largest(story.provinces.fatalities);
  const value = first === null ? 0 : (latestOf(first).value ?? 0);
  if (first === null || value === 0 || !isWhole(total) || total.value < 10) return words.killedByProvince(story.period.label);
  return words.ofThoseKilledWere(capital(hedged(value, total.value)), first.label);
}

function largest(series: readonly Series[]): Series | null {
  const known = series.filter((one) => one.key !== UNSPLIT && isWhole(latestOf(one)));
  return known.toSorted((a, b) => (latestOf(b).value ?? 0) - (latestOf(a).value ?? 0))[0] ?? null;
}

/** Which class makes up most of the dead, and how civilian deaths moved. */
export function victimFinding(story: Story): string {
  const total = story.trend.fatalities.points[story.latest];
  const first = largest(story.victims);
  const plain = words.killedByVictim(story.period.label);
  if (first === null || !isWhole(total) || total.value < 10) return plain;
  const share = (latestOf(first).value ?? 0) / total.value;
  const name = memberLabel("victim", first.key).toLowerCase();
  const head = share > 0.5 ? words.overHalfOfThe(name) : words.ofTheDeadWere(capital(hedged(share, 1)), name);
  const civilians = story.victims.find((one) => one.key === "civilian");
  const [now, then] = [latestOf(civilians), beforeOf(civilians)];
  if (!isWhole(now) || !isWhole(then) || now.change === null) return head;
  if (now.change === 0) return words.civilianDeathsStayed(head);
  return (now.change > 0 ? words.civilianDeathsRose : words.civilianDeathsFell)(head, number(Math.abs(now.change)), number(now.value));
}
