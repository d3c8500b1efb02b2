import type { Measure } from "../../server/domain/measure";
import type { Period } from "../../server/domain/period";
import type { Token } from "./colour";
import type { KeyItem } from "./key-items";
import type { Point } from "./point";

export interface Series {
  key: string;
  label: string;
  short: string;
  colour: Token;
  points: Point[];
}

/** Whether a line shows its values as points; of many only those that stand alone. */
export const hasPoints = ({ periods }: Pick<ChartSpec, "periods">) => periods.length <= 32;

/** Of so many periods each has a pixel or two, from which a gap between columns would take. */
export const isDense = ({ periods }: Pick<ChartSpec, "periods">) => periods.length > 200;

/** Whether anything of a series is known. */
export const isKnown = (series: Series) => series.points.some((point) => point.value !== null);

/** Where the publisher began to count something else: between `at - 1` and `at`. */
export interface ScopeBreak {
  at: number;
  before: string;
  after: string;
}

/** A year under the axis, its own total and the columns it spans. */
export interface YearMark {
  label: string;
  first: number;
  last: number;
  total: Point | null;
  /** Whether total ÷ 4 is drawn over the columns: where quarters may be missing though the year is known. */
  level: boolean;
  /** The year's total counts something else than that of the year before. */
  broken: boolean;
}

/** A map of provinces instead of periods. */
export interface MapSpec {
  /** Each province's number by its code; one that is not among them was not printed apart. */
  points: ReadonlyMap<string, Point>;
  /** What a province without a number is called. */
  absent: string;
  /** The classes of its tints, and the hatch of what is not known. */
  key: KeyItem[];
  /** What lies in no province of the map, in words; empty where there is nothing. */
  apart: string;
}

/** Members without time, ranked: a bar each. */
export interface RankingSpec {
  /** From the largest down, each of one point. */
  members: Series[];
  whole: { label: string; point: Point } | null;
  /** What the longest bar stands for. */
  most: number;
  key: KeyItem[];
}

/** Everything a chart is drawn from. The canvas, the tooltip, the live region and the image all read this one value. */
export interface ChartSpec {
  shape: "columns" | "stacked" | "line" | "range" | "change";
  /** The finding in words: the text alternative. */
  finding: string;
  unit: Measure["unit"];
  periods: Period[];
  series: Series[];
  /** What stands over a stack: the printed total, not the sum of what happens to be known. */
  totals: Point[] | null;
  breaks: ScopeBreak[];
  years: YearMark[];
  /** Columns whose value is written over them, and the one in bold. */
  labelled: ReadonlySet<number>;
  strong: number | null;
  /** The top of the scale where it is not the data's own: 100 percent, or one scale for several charts. */
  most?: number;
  /** Of a range: the least and the most that reports give, beside the best in the series. */
  bounds?: { low: Point[]; high: Point[] };
  /** What an earlier day had in print, drawn over the values. */
  earlier?: { label: string; points: Point[] };
  /** A map is drawn, and not the chart. */
  map?: MapSpec;
  /** A ranking is drawn, and not the chart. */
  ranking?: RankingSpec;
  /** Small multiples: each of these is drawn, and not the chart itself. */
  panels?: ChartSpec[];
  /** One of them, and what it is called. */
  small?: boolean;
  name?: string;
  /** Parts of which nothing is known, which have no panel. */
  absent?: string[];
  /** Address of the same chart over some of its periods only. */
  stretch?(first: number, last: number): string;
  /** Address of the rows behind a mark. */
  rows(series: Series, index: number): string;
  /** Cell, value with status, earlier printings: the tooltip's lines and the live region's sentence. */
  words(series: Series, index: number): string[];
}

/** The highest value that a chart has to show. */
export function peakOf({ most, totals, series, bounds, earlier, years }: ChartSpec): number {
  const known = [...(totals ?? series.flatMap((one) => one.points)), ...(bounds?.high ?? []), ...(earlier?.points ?? [])];
  return most ?? Math.max(0, ...known.map((point) => point.value ?? 0), ...years.map((year) => (year.total?.value ?? 0) / 4));
}

/** What has the reader's attention: a mark, and where its tooltip stands. */
export interface Focus {
  series: number;
  index: number;
  box: { x: number; y: number; width: number; height: number } | null;
}
