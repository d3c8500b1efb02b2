import { COUNTRY, type Region } from "../../domain/province";
import { inYear, yearToDate } from "./calendar";
import { isSingle } from "./how";
import type { Hedge, Mark } from "./mark";
import { quoteFrom } from "./quote";
import type { Counted, Found, Reading, Subject } from "./reading";
import { isParted, marksBetween, type Scene } from "./scene";
import { baseOf, distinct } from "./when";

/** Reads claims that print no number of their own: `doubled`, `exceeds all of 2023`, `the highest in a decade`. */
export function readWords(scene: Scene): Found[] {
  return scene.marks.flatMap((mark) => {
    if (mark.kind === "change" && mark.factor !== null) return factorClaim(scene, mark, mark.factor, mark.sign);
    if (mark.kind === "compare") return comparisonClaim(scene, mark, mark.sign);
    if (mark.kind === "record") return recordClaim(scene, mark);
    return [];
  });
}

type RecordMark = Extract<Mark, { kind: "record" }>;

function factorClaim(scene: Scene, mark: Mark, percent: number, sign: 1 | -1): Found[] {
  const near =
    scene.marks.findLast(({ kind, to }) => kind === "measure" && to <= mark.from) ??
    scene.marks.find(({ kind, from }) => kind === "measure" && from >= mark.to);
  if (near === undefined) return [];
  const base = baseOf(scene)[0] ?? null;
  const readings = subjectsAt(scene, mark).map(
    (subject): Reading => ({ kind: "change", subject, base: base?.label === subject.period?.label ? null : base, sign }),
  );
  return [{ ...bare(scene, mark.from, mark.to), value: percent, hedge: hedgeOf(scene, mark), rough: true, readings }];
}

/** `nearly doubled`, `more than doubled`. */
function hedgeOf({ tokens }: Scene, mark: Mark): Hedge {
  const before = tokens[mark.from - 1]?.low ?? "";
  if (["nearly", "almost", "virtually"].includes(before)) return "nearly";
  if (["about", "roughly", "around", "approximately"].includes(before)) return "about";
  const two = tokens[mark.from - 2]?.low;
  if (before === "than") return two === "less" ? "under" : "over";
  return before === "least" && two === "at" ? "at_least" : "none";
}

/** One period's toll against another's; a comparison with anything else is left alone, and so is what may yet happen. */
function comparisonClaim(scene: Scene, mark: Mark, sign: 1 | -1): Found[] {
  const base = scene.dated.find((one) => one.mark.from >= mark.to && one.mark.from - mark.to <= 10);
  if (base?.period == null || isParted(scene, mark.to, base.mark.from)) return [];
  if (marksBetween(scene, "victim", mark.to, base.mark.from).length > 0) return [];
  if (
    scene.marks.some(({ kind, to }) => kind === "projection" && to <= mark.from) ||
    ["not", "nearly", "almost", "yet"].includes(scene.tokens[mark.from - 1]?.low ?? "")
  )
    return [];
  const period = base.period;
  const subjects = subjectsAt(scene, mark).filter((subject) => subject.period !== null && subject.period.label !== period.label);
  const readings = subjects.map((subject): Reading => ({ kind: "comparison", subject, base: period, sign }));
  return readings.length === 0 ? [] : [{ ...bare(scene, mark.from, base.mark.to), readings }];
}

function recordClaim(scene: Scene, mark: RecordMark): Found[] {
  const phrase = mark.since;
  const since = phrase?.kind === "dated" && typeof phrase.year === "number" ? inYear(phrase.stretch, phrase.year) : null;
  if (mark.years === null && since === null) return [];
  const share = scene.tokens.slice(Math.max(0, mark.from - 1), mark.to).some(({ low }) => ["percentage", "share", "proportion", "ratio"].includes(low));
  const readings = subjectsAt(scene, mark, since?.label).map(
    (subject): Reading => ({ kind: "record", subject, share, years: mark.years, since, low: mark.low }),
  );
  return readings.length === 0 ? [] : [{ ...bare(scene, mark.from, mark.to), readings: readings.slice(0, 2) }];
}

function bare(scene: Scene, from: number, to: number): Omit<Found, "readings"> {
  return {
    ...quoteFrom(scene, from, to),
    value: null,
    decimals: 0,
    hedge: "none",
    rough: false,
    least: null,
    untold: null,
    narrow: null,
    single: isSingle(scene),
  };
}

/** What a claim without a number may be about: the measure, place and periods its sentence names, else what was spoken of. */
function subjectsAt(scene: Scene, mark: Mark, without?: string): Subject[] {
  const before = scene.marks.filter(({ to, kind }) => to <= mark.from && (kind === "measure" || kind === "region" || kind === "victim"));
  const measured = before.findLast(({ kind }) => kind === "measure") ?? scene.marks.find(({ kind }) => kind === "measure");
  const measure: Counted = measured?.kind === "measure" && measured.measure !== "violence" ? (measured.measure as Counted) : "fatalities";
  const placed = before.findLast(({ kind }) => kind === "region");
  const region: Region = placed?.kind === "region" ? placed.region : COUNTRY;
  const whom = before.findLast(({ kind }) => kind === "victim");
  const near = whom !== undefined && mark.from - whom.to <= 6 && !isParted(scene, whom.to, mark.from);
  const classes = near && whom.kind === "victim" && whom.victims.length < 3 ? [[...whom.victims].sort().join("+"), ""] : [""];
  const named = scene.dated.filter(({ based, mark: one, period }) => !based && one.from < mark.from && period?.label !== without).map(({ period }) => period);
  const later = scene.dated.filter(({ based, mark: one, period }) => !based && one.from >= mark.to && period?.label !== without).map(({ period }) => period);
  const spoken = [scene.spoken.last, scene.spoken.quarter, scene.spoken.text];
  const periods = distinct([...named.reverse(), ...later, ...spoken]);
  const toDate = periods.flatMap((period) => (period === null || period.grain === "year" ? [] : [yearToDate(period)]));
  return distinct([...periods, ...toDate])
    .flatMap((period) => classes.map((victim): Subject => ({ period, region, victim, type: "", measure })))
    .slice(0, 8);
}
