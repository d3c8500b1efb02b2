import type { Period } from "../../domain/period";
import type { Region } from "../../domain/province";
import { type Carried, nextCarried, withAnaphors } from "./anaphor";
import { isLeast } from "./between";
import { type Dated, dateAll, type Spoken } from "./calendar";
import { isKind, type NumberMark } from "./mark";
import { readCount } from "./read-count";
import { readPercent } from "./read-percent";
import { readWords } from "./read-words";
import { type Counted, type Found, type Subject, subjectOf } from "./reading";
import { type Scanned, scan } from "./scan";
import { type Scene, sceneOf } from "./scene";
import { splitSentences } from "./sentence";
import { tokenize } from "./token";

/** A claim with the publishers its passage names, by slug. */
export interface Attributed extends Found {
  publishers: readonly string[];
}

/** Finds every claim of a text, in its order, tied to what its sentence and the ones before it speak of. */
export function readClaims(text: string): Attributed[] {
  const sentences = splitSentences(text, tokenize(text)).map((sentence) => scan(text, sentence));
  let spoken: Spoken = { last: null, quarter: null, text: textPeriod(sentences), end: null };
  spoken.end = spoken.text?.end ?? null;
  let carried: Carried = { last: null, pair: null };
  let publishers: string[] = [];
  let counted: Counted | null = null;
  return sentences.flatMap((sentence) => {
    if (sentence.paragraph) publishers = [];
    const named = sentence.marks.filter(isKind("publisher")).map(({ slug }) => slug);
    if (named.length > 0) publishers = named;
    const dated = dateAll(sentence.marks.filter(isKind("period")), spoken);
    const marks = withAnaphors(sentence.marks, carried);
    const scene = sceneOf(text, sentence.tokens, marks, dated, spoken);
    scene.counted = counted;
    scene.spoken = { ...spoken, last: mainOf(scene.dated) ?? spoken.last };
    const found = claimsOf(scene, carried.last).map((claim): Attributed => ({ ...claim, publishers }));
    const first = found.flatMap(({ readings }) => readings.slice(0, 1)).find(({ kind }) => kind === "count");
    if (first !== undefined) counted = subjectOf(first).measure;
    carried = nextCarried(carried, marks);
    spoken = nextSpoken(spoken, scene.dated);
    return found;
  });
}

function claimsOf(scene: Scene, carried: Region | null): Found[] {
  // A sentence that names neither people, harm nor incidents claims nothing of this ledger.
  if (!scene.marks.some(({ kind }) => CLAIMING.has(kind) || (kind === "region" && scene.counted !== null))) return [];
  const earlier = new Map<NumberMark, Subject>();
  const found: Found[] = [];
  for (const number of scene.numbers) {
    if (isLeast(scene, number)) continue;
    const claim = number.percent ? readPercent(scene, number, earlier, carried) : readCount(scene, number, earlier);
    if (claim === null) continue;
    const reading = claim.readings[0];
    if (reading !== undefined) earlier.set(number, subjectOf(reading));
    found.push(claim);
  }
  return [...found, ...readWords(scene)].sort((a, b) => a.start - b.start);
}

const CLAIMING = new Set(["measure", "type", "victim", "change", "share", "compare", "record", "special"]);

/** The period a sentence is about: the first it names that is no base. */
function mainOf(dated: readonly Dated[]): Period | null {
  return dated.find(({ based, period }) => !based && period !== null)?.period ?? null;
}

function nextSpoken(spoken: Spoken, dated: readonly Dated[]): Spoken {
  const last = mainOf(dated) ?? spoken.last;
  const quarter = dated.find(({ based, period }) => !based && period?.grain === "quarter")?.period ?? spoken.quarter;
  const ends = dated.flatMap(({ based, period }) => (based || period === null || period.grain === "year" ? [] : [period.end]));
  const end = ends.reduce((latest, one) => (latest === null || one > latest ? one : latest), spoken.end);
  return { last, quarter, text: spoken.text, end };
}

/** What the text as a whole is about: the first quarter, month or span it dates in full, else the first year. */
function textPeriod(sentences: readonly Scanned[]): Period | null {
  const nothing: Spoken = { last: null, quarter: null, text: null, end: null };
  let year: Period | null = null;
  for (const { marks } of sentences) {
    for (const { period, based } of dateAll(marks.filter(isKind("period")), { ...nothing, text: year })) {
      if (period === null || based) continue;
      if (period.grain !== "year") return period;
      year ??= period;
    }
  }
  return year;
}
