import type { Day } from "../../domain/day";
import type { Asked, Cells } from "./cells";
import { asDifference, matchBeside, otherPeriod, valueInWords, whereInWords } from "./elsewhere";
import { judgeChange, otherMeasure } from "./judge-change";
import { askOf, type Bench, judgeAverage, judgeCount, outcomeOf } from "./judge-count";
import { judgeComparison, judgeRecord } from "./judge-record";
import { judgeShare, otherShare } from "./judge-share";
import { addressOf } from "./proof";
import type { Attributed } from "./read";
import { type Found, type Reading, subjectOf } from "./reading";
import type { Claim, Outcome } from "./verdict";
import { cellInWords, countedInWords, onDay } from "./wording";

/** Publishers whose numbers a dataset holds, by slug. */
export interface Owner {
  slug: string;
  publishers: readonly string[];
}

/** Judges a claim: by the likeliest reading that bears it out, else by what else its number is, else as wrong or unknown. */
export function judge(claim: Attributed, owner: Owner, cells: Cells): Claim {
  const bench: Bench = { dataset: owner.slug, cells };
  const first = claim.readings[0];
  const outcome = first === undefined ? null : (refused(bench, claim, first, owner) ?? bestOf(bench, claim, first));
  const { unit, query, ...rest }: Outcome = outcome ?? {
    period: null,
    region: "PK",
    measure: "fatalities",
    verdict: "cannot_be_told",
    nearest: null,
    unit: "people",
    reason: "What it counts is not said.",
    query: null,
  };
  const nearest_unit = rest.nearest === null ? null : unit;
  return { quote: claim.quote, start: claim.start, value: claim.value, ...rest, nearest_unit, query: query === null ? null : query() };
}

/** Claims that no figure of this dataset can answer. */
function refused({ dataset, cells }: Bench, claim: Attributed, reading: Reading, owner: Owner): Outcome | null {
  const foreign = owner.publishers.length > 0 && claim.publishers.length > 0 && !claim.publishers.some((name) => owner.publishers.includes(name));
  const reason = foreign
    ? `The text gives this number to ${claim.publishers.join(", ").toUpperCase()}; the dataset checked is ${owner.slug}. Check it against that publisher's own.`
    : claim.untold;
  if (reason === null) return null;
  const subject = subjectOf(reading);
  const asked = askOf(subject);
  return outcomeOf(subject, measureOf(reading), {
    verdict: "cannot_be_told",
    nearest: null,
    reason,
    query: asked === null ? null : addressOf(dataset, cells, asked),
  });
}

function measureOf(reading: Reading): string {
  return reading.kind === "share" || (reading.kind === "record" && reading.share) ? `${subjectOf(reading).measure}_share` : subjectOf(reading).measure;
}

const RANK: Record<Outcome["verdict"], number> = { holds: 0, holds_as_of: 1, holds_otherwise: 2, does_not_hold: 3, cannot_be_told: 4 };

function bestOf(bench: Bench, claim: Found, first: Reading): Outcome {
  const own = judgeReading(bench, claim, first);
  if (RANK[own.verdict] <= 1) return narrowed(claim, own);
  const others = claim.readings.slice(1).map((reading) => ({ reading, outcome: judgeReading(bench, claim, reading) }));
  for (const verdict of ["holds", "holds_as_of"] as const) {
    const held = others.find(({ outcome }) => outcome.verdict === verdict);
    if (held !== undefined) return narrowed(claim, held.outcome);
  }
  // The failing answer is given for a reading the ledger knows something of, if there is one.
  const known =
    own.verdict === "cannot_be_told" ? others.find(({ outcome, reading }) => outcome.verdict === "does_not_hold" && isSameThing(reading, first)) : undefined;
  const [reading, failed] = known === undefined ? [first, own] : [known.reading, known.outcome];
  const beside = besides(bench, claim, first, own) ?? (known === undefined ? null : besides(bench, claim, reading, failed));
  const answer = beside ?? others.find(({ outcome }) => outcome.verdict === "holds_otherwise" && own.verdict !== "holds_otherwise")?.outcome ?? failed;
  if (claim.single && RANK[answer.verdict] > 2)
    return {
      ...answer,
      verdict: "cannot_be_told",
      nearest: null,
      reason: "It reads as one attack; the ledger checked holds totals of periods, not single attacks.",
    };
  if (claim.narrow !== null && RANK[answer.verdict] > 2)
    return {
      ...answer,
      verdict: "cannot_be_told",
      nearest: null,
      reason: `The ledger does not count ${claim.narrow} apart. Of the class they belong to: ${answer.reason}`,
    };
  return answer;
}

/** The same people or incidents, place and time: what is known of a wider class says nothing about one that was not printed. */
function isSameThing(one: Reading, other: Reading): boolean {
  const [left, right] = [subjectOf(one), subjectOf(other)];
  return (
    left.period?.label === right.period?.label &&
    left.region === right.region &&
    left.measure === right.measure &&
    left.victim === right.victim &&
    left.type === right.type
  );
}

/** A number that holds for the whole class is not thereby that of the group the text names. */
function narrowed(claim: Found, outcome: Outcome): Outcome {
  return claim.narrow === null
    ? outcome
    : { ...outcome, verdict: "holds_otherwise", reason: `It is the number of the whole class, not of ${claim.narrow} alone. ${outcome.reason}` };
}

function judgeReading(bench: Bench, found: Found, reading: Reading): Outcome {
  switch (reading.kind) {
    case "count":
      return judgeCount(bench, found, reading.subject);
    case "average":
      return judgeAverage(bench, found, reading.subject);
    case "change":
    case "difference":
      return judgeChange(bench, found, reading);
    case "share":
      return judgeShare(bench, found, reading);
    case "comparison":
      return judgeComparison(bench, found, reading);
    case "record":
      return judgeRecord(bench, found, reading);
  }
}

/** What the number is, where it is not what the text says; told in the reason, and a verdict of its own where only the label is wrong. */
function besides(bench: Bench, found: Found, reading: Reading, own: Outcome): Outcome | null {
  if (own.verdict === "holds_otherwise") return own;
  const asked = askOf(subjectOf(reading));
  if (asked === null) return null;
  if (reading.kind === "change") return told(own, otherMeasure(bench, found, reading));
  if (reading.kind === "share") return told(own, otherShare(bench, found, reading));
  if (reading.kind !== "count") return null;
  return countBeside(bench, found, asked, own);
}

function told(own: Outcome, more: string | null): Outcome | null {
  return more === null ? null : { ...own, reason: `${own.reason} ${more}` };
}

function countBeside({ dataset, cells }: Bench, found: Found, asked: Asked, own: Outcome): Outcome | null {
  if (found.rough || found.least !== null) return null;
  const value = found.value ?? 0;
  const match = matchBeside(cells, asked, value);
  const printed: Day | null = match?.on ?? null;
  if (match?.kin) {
    const when = printed === null ? "" : `, as printed${onDay(printed)}`;
    const reason = `${valueInWords(found)} is the figure of ${cellInWords(match.asked)}${when}. ${own.reason}`;
    return { ...own, verdict: "holds_otherwise", reason, query: addressOf(dataset, cells, match.asked, { asOf: printed }) };
  }
  const figure = otherPeriod(cells, asked, value);
  if (figure !== null) return told(own, `${whereInWords(figure, asked.type)}.`);
  if (match !== null) return told(own, `${valueInWords(found)} is the figure of ${countedInWords(match.asked)}.`);
  return told(own, asDifference(cells, asked, value));
}
