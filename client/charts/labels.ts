import type { Chart } from "chart.js";
import { signed } from "../format";
import * as say from "../words/chart";
import { type Box, boxOf, touch } from "./box";
import { inkOn } from "./colour";
import type { Mark, Plate } from "./configure";
import { letters, printed } from "./point";

const LEAST_HEIGHT = 24;
const LEAST_STEP = 14;
/** What a letter of a status takes behind a number. */
const LETTER = 8;

/** Values over the columns that carry the story, and inside the parts of a stack that are tall enough for a number. */
export const valueLabels: Mark = (plate) => ({
  id: "value-labels",
  afterDatasetsDraw(chart) {
    const { spec } = plate;
    if (spec.shape === "line") return;
    chart.ctx.save();
    if (spec.shape === "stacked") partLabels(chart, plate);
    if (spec.series.length === 1 || spec.totals) topLabels(chart, plate);
    else if (spec.shape === "columns") besideEachOther(chart, plate);
    chart.ctx.restore();
  },
});

function topLabels(chart: Chart, plate: Plate): void {
  const { ctx, scales } = chart;
  const { spec, theme } = plate;
  ctx.textBaseline = "alphabetic";
  const valueAt = (index: number) => spec.totals?.[index] ?? spec.series[0]?.points[index];
  // The one in bold is written first, then the largest; what would lie on another number, or a change on another column, is left to the table.
  const rankOf = (index: number) => (index === spec.strong ? Number.POSITIVE_INFINITY : Math.abs(valueAt(index)?.value ?? 0));
  for (const index of [...spec.labelled].sort((a, b) => rankOf(b) - rankOf(a))) {
    const point = valueAt(index);
    if (point === undefined || point.value === null) continue;
    const tip = Math.max(point.value, spec.bounds?.high[index]?.value ?? point.value, spec.earlier?.points[index]?.value ?? point.value);
    // Under a column that hangs down, over one that stands.
    const y = (scales.y?.getPixelForValue(tip) ?? 0) + (point.value < 0 ? 15 : point.status === "partial" || spec.shape === "range" ? -10 : -5);
    const bold = index === spec.strong || spec.totals !== null;
    const text = spec.shape === "change" ? signed(point.value) : printed(point);
    const marks = letters(point);
    ctx.font = `${bold ? 600 : 400} ${spec.totals ? 13 : 12}px ${theme.font}`;
    ctx.textAlign = "center";
    const width = ctx.measureText(text).width;
    const placeAt = (center: number): Box => {
      // A label over the first or the last column must not leave the plot, where the scale stands.
      const middle = Math.min(Math.max(center, chart.chartArea.left + width / 2), chart.chartArea.right - width / 2 - 1);
      return { x: middle - width / 2, y: y - 11, width, height: 13 };
    };
    const isFree = (box: Box) =>
      !plate.written.some((other) => touch(other, box)) &&
      !(spec.shape === "change" && isOnColumn(chart, index, { ...box, width: width + marks.length * LETTER }));
    const box = centersOf(chart, plate, index, width).map(placeAt).find(isFree);
    if (box === undefined) continue;
    const middle = box.x + width / 2;
    plate.written.push(box);
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = onSunk(plate, index) ? theme.sunk : theme.paper;
    ctx.strokeText(text, middle, y);
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, middle, y);
    if (marks === "") continue;
    ctx.font = `400 11px ${theme.font}`;
    ctx.textAlign = "left";
    ctx.fillStyle = theme.ink3;
    ctx.fillText(marks, middle + width / 2 + 2, y - 3);
  }
}

/** Where the middle of a number may be. A change that finds another number beside it may end or begin with its column instead. */
function centersOf(chart: Chart, { spec }: Plate, index: number, width: number): number[] {
  const middle = chart.scales.x?.getPixelForValue(index) ?? 0;
  const bar = chart.getDatasetMeta(0).data[index];
  const over = bar === undefined || spec.shape !== "change" ? 0 : (width - boxOf(bar).width) / 2;
  return over > 0 ? [middle, middle - over, middle + over] : [middle];
}

/** Whether a number that is wider than its column lies on another, which hangs farther down or stands higher. */
function isOnColumn(chart: Chart, own: number, box: Box): boolean {
  return chart.getDatasetMeta(0).data.some((bar, index) => index !== own && touch(boxOf(bar), box));
}

/** Over each of several columns side by side where all numbers have room; where one has no number, the sign of a gap. */
function besideEachOther(chart: Chart, plate: Plate): void {
  const { ctx, chartArea } = chart;
  const { spec, theme } = plate;
  ctx.font = `400 11px ${theme.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = theme.ink;
  const bars = spec.series.map((_, at) => chart.getDatasetMeta(at).data.map(boxOf));
  const room = (bars[0]?.[0]?.width ?? 0) + 3;
  const hasRoom = spec.series.every(({ points }) => points.every((point) => point.value === null || ctx.measureText(printed(point)).width <= room));
  spec.series.forEach(({ points }, at) => {
    points.forEach((point, index) => {
      const bar = bars[at]?.[index];
      const isGap = point.value === null;
      if (bar === undefined || (isGap ? room < 10 || spec.series.every((one) => one.points[index]?.value === null) : !hasRoom)) return;
      const width = ctx.measureText(printed(point)).width;
      const middle = bar.x + bar.width / 2;
      plate.written.push({ x: middle - width / 2, y: bar.y - 16, width, height: 13 });
      ctx.fillText(printed(point), middle, isGap ? chartArea.bottom - 4 : bar.y - (point.status === "partial" ? 10 : 5));
    });
  });
}

/** Older scope stands on sunk ground. */
function onSunk({ spec }: Plate, index: number): boolean {
  return index < (spec.breaks.at(-1)?.at ?? 0);
}

function partLabels(chart: Chart, plate: Plate): void {
  const { ctx } = chart;
  const { spec, theme } = plate;
  const beside = new Map<number, string[]>();
  const step = (chart.scales.x?.getPixelForValue(1) ?? 0) - (chart.scales.x?.getPixelForValue(0) ?? 0);
  // No number fits into a bar so narrow, nor beside it; to measure each is what costs.
  if (spec.periods.length > 1 && step < LEAST_STEP) return;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  spec.series.forEach((series, at) => {
    const bars = chart.getDatasetMeta(at).data;
    series.points.forEach((point, index) => {
      const bar = bars[index];
      if (bar === undefined || point.value === null) return;
      const box = boxOf(bar);
      const { height } = box;
      const [middle, center] = [box.x + box.width / 2, box.y + height / 2];
      ctx.font = `600 12px ${theme.font}`;
      const exact = series.key === "unsplit" ? "" : printed(point);
      // A share that has no room for its decimals is printed whole, as the field does.
      const text = spec.unit === "percent" && ctx.measureText(exact).width + 6 >= box.width ? `${Math.round(point.value)}%` : exact;
      const inside = height >= LEAST_HEIGHT && ctx.measureText(text).width + 6 < box.width;
      if (series.key === "unsplit" && height >= 72 && box.width >= 56) {
        ctx.fillStyle = theme.paper;
        ctx.fillRect(box.x + 1, center - 18, box.width - 2, 36);
        ctx.fillStyle = theme.ink;
        say.notSplitInPrint.forEach((line, row) => {
          ctx.fillText(line, middle, center + (row === 0 ? -7 : 8));
        });
      } else if (inside && series.key !== "unsplit") {
        const plain = point.status === "published" && !point.provisional;
        ctx.fillStyle = plain ? inkOn(theme[series.colour]) : theme.ink;
        ctx.fillText(text, middle, center);
      } else if (height < LEAST_HEIGHT) {
        beside.set(index, [...(beside.get(index) ?? []), series.key === "unsplit" ? say.amountNotSplit(printed(point)) : `${series.short} ${printed(point)}`]);
      }
    });
  });
  besideLabels(chart, plate, beside);
}

/** Parts too thin for a number are listed right of their bar, where the next bar leaves room. */
function besideLabels(chart: Chart, plate: Plate, beside: ReadonlyMap<number, string[]>): void {
  const { ctx, scales } = chart;
  const { spec, theme } = plate;
  const step = (scales.x?.getPixelForValue(1) ?? 0) - (scales.x?.getPixelForValue(0) ?? 0);
  const bar = chart.getDatasetMeta(0).data[0]?.getProps(["width"]) as { width: number } | undefined;
  const room = step - (bar?.width ?? step) - 12;
  ctx.font = `400 12px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.fillStyle = theme.ink2;
  for (const [index, words] of beside) {
    const lines = words.toReversed().slice(0, 4);
    if (lines.some((line) => ctx.measureText(line).width > room)) continue;
    const top =
      scales.y?.getPixelForValue(spec.totals?.[index]?.value ?? spec.series.reduce((sum, series) => sum + (series.points[index]?.value ?? 0), 0)) ?? 0;
    const x = (scales.x?.getPixelForValue(index) ?? 0) + (bar?.width ?? 0) / 2 + 8;
    // Right of the last bar stands the axis.
    if (lines.some((line) => x + ctx.measureText(line).width > chart.chartArea.right)) continue;
    lines.forEach((line, row) => {
      plate.written.push({ x, y: top + row * 15, width: ctx.measureText(line).width, height: 14 });
      ctx.fillText(line, x, top + 7 + row * 15);
    });
  }
}
