import { list } from "../format";
import * as say from "../words/chart";
import type { Token } from "./colour";
import type { Plate } from "./configure";
import { isOutlined } from "./fill";
import { lineNamesFit } from "./line-names";
import { namesFit } from "./names";
import { letters, type Point } from "./point";
import { type ChartSpec, hasPoints } from "./spec";
import { yearLettersFit } from "./years";

/** A sign as the plot draws it: a filled mark of some status, the dotted baseline of a gap, the line of a year's level, the arrow of a lower bound on a line. */
export interface Sign {
  kind: "solid" | "tint" | "hatched" | "part" | "outline" | "dotted" | "line" | "bound";
  colour: Token;
}

export interface KeyItem {
  sign: Sign | null;
  words: string;
  /** Names a series, and not a status: without it colours mean nothing. */
  names?: true;
}

/** What a key depends on. */
export type Keyed = Pick<Plate, "spec" | "narrow">;

/** The key of a chart: its series where they are not named on the plot, and each status mark that is really in it. */
export function keyItems(plate: Keyed): KeyItem[] {
  const { spec } = plate;
  if (spec.map !== undefined) return spec.map.key;
  if (spec.ranking !== undefined) return spec.ranking.key;
  if (spec.panels !== undefined) return ofPanels(plate, spec.panels);
  const points = [...spec.series.flatMap((series) => series.points), ...(spec.totals ?? []), ...spec.years.flatMap((year) => year.total ?? [])];
  const shown = spec.series.flatMap((series) => (series.key === "unsplit" ? [] : series.points));
  const hue = spec.series[0]?.colour ?? "national";
  const single = spec.series.length === 1;
  const items: KeyItem[] = [];
  const add = (kind: Sign["kind"] | null, words: string, colour: Token = hue) => void items.push({ sign: kind === null ? null : { kind, colour }, words });
  if (!single && !namesFit(plate) && !lineNamesFit(plate)) items.push(...seriesItems(plate));
  if (single && spec.shape !== "change" && shown.some((point) => point.status === "published" && point.publishedOn !== null)) add("solid", say.keyPublished);
  // Of several series the sign is in no colour of theirs; a letter that stands at totals only has no sign at all.
  const tone = single ? hue : "ink2";
  const isDrawn = (test: (point: Point) => boolean) => shown.some((point) => point.value !== null && test(point));
  const isLine = spec.shape === "line";
  const isWritten = (letter: string) => lettered(plate).some((point) => letters(point).includes(letter));
  // On a line a derived value is a hollow point, where there is room for points; a provisional one is told by the tooltip alone.
  const isMarked = !isLine || hasPoints(spec);
  if (isMarked && isDrawn((point) => point.status === "derived" && (isLine || !point.provisional))) add(isLine ? "outline" : "tint", say.keyDerived, tone);
  if (!isLine && points.some((point) => point.provisional)) {
    if (isDrawn((point) => point.provisional)) add("hatched", say.keyProvisional, tone);
    else if (isWritten("p")) add(null, say.keyProvisionalLetter, tone);
  }
  if ([...shown, ...(spec.totals ?? [])].some((point) => point.status === "partial" && point.value !== null))
    add(isLine ? "bound" : "part", say.keyPartial, tone);
  if (spec.series.some((series) => series.key === "unsplit")) add("hatched", say.keyUnsplit, "edge");
  const empty = spec.shape !== "line" && spec.periods.some((_, index) => spec.series.every((series) => series.points[index]?.value === null));
  const isPrinted = shown.some((point) => point.publishedOn !== null);
  if (empty) add("dotted", spec.shape === "change" ? say.keyNotCompared : isPrinted ? say.keyNothingFound : say.keyNothingKnown);
  if (isLine && shown.some((point) => point.value === null)) add(null, say.keyGap);
  if (spec.years.some((year) => year.level && year.total?.value)) add("line", say.keyYearLevel);
  if (spec.shape === "range") add("solid", say.keyRange);
  if (spec.earlier) add("line", spec.earlier.label);
  if (!isLine && isWritten("r")) add(null, say.keyRevised);
  return items;
}

/** The points beside whose numbers letters are written: those over columns (labels.ts) and the years' under them. */
function lettered(plate: Keyed): Point[] {
  const { series, totals, labelled, years } = plate.spec;
  const over = totals ?? (series.length === 1 ? (series[0]?.points ?? []) : []);
  return [...over.filter((_, index) => labelled.has(index)), ...(yearLettersFit(plate) ? years.flatMap(({ total }) => total ?? []) : [])];
}

/** Small multiples share one key. Where each is of one colour of its own the signs have none; where each has the same parts, they are named once. */
function ofPanels(plate: Keyed, panels: readonly ChartSpec[]): KeyItem[] {
  const items = new Map<string, KeyItem>();
  for (const spec of panels) {
    for (const { sign, words } of keyItems({ ...plate, spec })) {
      const isOwn = spec.series.length > 1;
      if (!items.has(words)) items.set(words, { sign: sign && { ...sign, colour: isOwn ? sign.colour : "ink2" }, words });
    }
  }
  const { absent = [] } = plate.spec;
  return [...items.values(), ...(absent.length > 0 ? [{ sign: null, words: say.keyUnknown(list(absent)) }] : [])];
}

function seriesItems({ spec }: Keyed): KeyItem[] {
  const named = spec.series.filter((series) => series.colour !== "other" && series.key !== "unsplit" && series.points.some((point) => point.value !== null));
  const rest = spec.series.filter((series) => series.colour === "other" && series.points.some((point) => point.value !== null));
  const items = named.map(({ key, colour, label }): KeyItem => ({ sign: { kind: isOutlined(key) ? "outline" : "solid", colour }, words: label, names: true }));
  if (rest.length > 0)
    items.push({ sign: { kind: "solid", colour: "other" }, words: rest.length > 3 ? say.otherUnits : rest.map(({ short }) => short).join(", "), names: true });
  return items;
}
