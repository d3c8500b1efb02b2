import type { ChartConfiguration, ChartDataset, Plugin } from "chart.js";
import { amount } from "../format";
import { axisLines } from "./axis";
import { bestMarks } from "./best-marks";
import { boundMarks } from "./bound-marks";
import type { Box } from "./box";
import { type Theme, tint } from "./colour";
import { columns } from "./columns";
import { earlierMarks } from "./earlier-marks";
import type { Easel } from "./easel";
import { focusMark } from "./focus";
import { gapMarks } from "./gaps";
import { valueLabels } from "./labels";
import { lineNames, lineNamesFit, roomForLineNames } from "./line-names";
import { roomForNames, seriesNames } from "./names";
import { isWhole } from "./point";
import { scopeGround } from "./scope";
import { type ChartSpec, type Focus, hasPoints, isDense, peakOf, type Series } from "./spec";
import { type Room, roomFor, type Tick, ticksOf } from "./ticks";
import { yearMarks } from "./years";

/** What a chart is being drawn from and on; plugins read it at each draw, so that one chart serves many specs. */
export interface Plate {
  spec: ChartSpec;
  theme: Theme;
  focus: Focus | null;
  narrow: boolean;
  /** False on the first draw: only changes move. */
  moving: boolean;
  /** A picture of fixed size, drawn with this many pixels to one of its own; null on the page, which decides itself. */
  pixels: number | null;
  easel: Easel;
  /** Where names and numbers stand in the plot as it was last drawn. */
  written: Box[];
}

export type Mark = (plate: Plate) => Plugin;

export function configure(plate: Plate): ChartConfiguration<"bar" | "line"> {
  const { spec, theme, narrow } = plate;
  const line = spec.shape === "line";
  const stacked = spec.shape === "stacked";
  const peak = peakOf(spec);
  const made = new Map<Room, Tick[]>();
  const ticksIn = (width: number): Tick[] => {
    const room = narrow ? "narrow" : roomFor(width, spec.periods.length);
    const found = made.get(room) ?? ticksOf(spec, room);
    made.set(room, found);
    return found;
  };
  return {
    type: line ? "line" : "bar",
    data: {
      labels: spec.periods.map((period) => period.label),
      datasets: spec.series.map((series) => (line ? lineOf(series, plate) : spec.shape === "range" ? rangeOf(series, plate) : barsOf(series, plate))),
    },
    options: {
      responsive: plate.pixels === null,
      maintainAspectRatio: false,
      ...(plate.pixels !== null
        ? { devicePixelRatio: plate.pixels, animation: false as const }
        : { animation: plate.moving ? { duration: 200 } : (false as const) }),
      events: [],
      font: { family: theme.font, size: 12 },
      layout: {
        padding: { top: spec.breaks.length > 0 ? 42 : 24, bottom: spec.years.length > 0 ? 46 : 0, left: roomForNames(plate), right: roomForLineNames(plate) },
      },
      scales: {
        x: {
          stacked,
          grid: { display: false },
          border: { display: false },
          offset: true,
          // A period without a name has no tick, which Chart.js would measure and place.
          afterBuildTicks: (axis) => {
            axis.ticks = axis.ticks.filter(({ value }) => ticksIn(axis.width)[value] !== "");
          },
          ticks: {
            display: spec.years.length === 0,
            autoSkip: false,
            maxRotation: 0,
            color: theme.ink2,
            font: { family: theme.font, size: 12, lineHeight: 1.25 },
            callback(value) {
              return ticksIn(this.width)[Number(value)] ?? "";
            },
          },
        },
        y: {
          position: lineNamesFit(plate) ? "left" : "right",
          stacked,
          beginAtZero: true,
          // Below a column that hangs down its number needs room.
          ...(spec.shape === "change" ? { suggestedMin: roomUnder(spec, peak) } : { min: 0 }),
          suggestedMax: peak === 0 ? 4 : peak,
          // Shares that are rounded must not open a step above the whole.
          ...(spec.unit === "percent" && spec.most !== undefined ? { max: spec.most } : {}),
          border: { display: false },
          grid: { color: theme.grid, drawTicks: false },
          ticks: {
            color: theme.ink3,
            padding: narrow ? 6 : 14,
            maxTicksLimit: spec.small ? 5 : 8,
            precision: 0,
            font: { family: theme.font, size: 12 },
            callback: (value) => amount(Number(value), spec.unit),
          },
        },
      },
    },
    plugins: [
      {
        id: "blank",
        beforeDraw: () => {
          plate.written = [];
        },
      },
      scopeGround(plate),
      columns(plate),
      gapMarks(plate),
      axisLines(plate),
      yearMarks(plate),
      earlierMarks(plate),
      bestMarks(plate),
      boundMarks(plate),
      valueLabels(plate),
      seriesNames(plate),
      lineNames(plate),
      focusMark(plate),
    ],
  };
}

/** A tenth of the scale, which on a phone is the height of a number. */
function roomUnder({ series }: ChartSpec, peak: number): number {
  const lowest = Math.min(0, ...series.flatMap(({ points }) => points.map((point) => point.value ?? 0)));
  return lowest < 0 ? lowest - (peak - lowest) / 10 : 0;
}

function barsOf(series: Series, { spec }: Plate): ChartDataset<"bar"> {
  const stacked = spec.shape === "stacked";
  const many = spec.periods.length > 16;
  const dense = isDense(spec);
  return {
    type: "bar",
    label: series.label,
    data: series.points.map((point) => point.value),
    stack: stacked ? "one" : series.key,
    // Each stack alone at its place: for every bar Chart.js would look for others beside it.
    grouped: !stacked,
    categoryPercentage: dense ? 1 : many ? 0.9 : stacked || spec.series.length === 1 ? 0.72 : 0.86,
    barPercentage: dense ? 1 : many ? 0.88 : stacked || spec.series.length === 1 ? 0.62 : 0.92,
    maxBarThickness: 96,
    minBarLength: 0,
  };
}

function lineOf(series: Series, plate: Plate): ChartDataset<"line"> {
  const { spec, theme } = plate;
  const hue = theme[series.colour];
  const isOnLine = (index: number) => isWhole(series.points[index]);
  const alone = (index: number) => !isOnLine(index - 1) && !isOnLine(index + 1);
  const breaksAt = new Set(spec.breaks.map((scope) => scope.at));
  const sparse = hasPoints(spec);
  return {
    type: "line",
    label: series.label,
    data: series.points.map((point) => point.value),
    spanGaps: false,
    borderColor: hue,
    borderWidth: series.colour === "other" ? 1.5 : 2,
    segment: {
      borderColor: ({ p0DataIndex: from, p1DataIndex: to }) => (breaksAt.has(to) || !isOnLine(from) || !isOnLine(to) ? "transparent" : hue),
    },
    // What is known in part has a mark of its own (bound-marks.ts).
    pointRadius: ({ dataIndex: at }) => (isOnLine(at) && (sparse || alone(at)) ? 3 : 0),
    pointBorderWidth: 1.5,
    pointBorderColor: hue,
    pointBackgroundColor: (context) => (series.points[context.dataIndex]?.status === "published" ? hue : theme.paper),
  };
}

/** From the least to the most that reports give; a value all agree on is a line as thin as can be seen. */
function rangeOf(series: Series, { spec, theme }: Plate): ChartDataset<"bar"> {
  const hue = theme[series.colour];
  return {
    type: "bar",
    label: series.label,
    data: series.points.map((point, index) =>
      point.value === null ? null : [spec.bounds?.low[index]?.value ?? point.value, spec.bounds?.high[index]?.value ?? point.value],
    ),
    backgroundColor: tint(hue, theme.paper, 0.3),
    borderColor: hue,
    borderWidth: 1,
    borderSkipped: false,
    maxBarThickness: 18,
    minBarLength: 2,
  };
}
