import type { Chart } from "chart.js";
import { scopeChanges } from "../words/chart";
import { type Box, touch } from "./box";
import type { Mark, Plate } from "./configure";

/** How far older scope's ground reaches over the plot, and where in it the scopes are named: over the number of the highest column. */
const RISE = 40;
const NAMES = 30;
const NAME_HEIGHT = 14;

/** Older scope on sunk ground, a dashed ink line at the break, both scopes named at the top. */
export const scopeGround: Mark = (plate) => ({
  id: "scope-ground",
  beforeDraw(chart) {
    const last = plate.spec.breaks.at(-1);
    if (last === undefined) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.fillStyle = plate.theme.sunk;
    ctx.fillRect(chartArea.left, chartArea.top - RISE, edgeOf(chart, last.at) - chartArea.left, chartArea.height + RISE);
    nameScopes(chart, plate);
    ctx.restore();
  },
  afterDraw(chart) {
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.strokeStyle = plate.theme.ink;
    ctx.setLineDash([3, 3]);
    ctx.lineWidth = 1;
    for (const scope of plate.spec.breaks) {
      const x = Math.round(edgeOf(chart, scope.at)) + 0.5;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top - RISE);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
    }
    ctx.restore();
  },
});

/** Each scope beside its break; one that has no room is left to the line and the subtitle. */
function nameScopes(chart: Chart, { spec, theme, written }: Plate): void {
  const { ctx, chartArea, width: most } = chart;
  ctx.font = `600 12px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = theme.ink;
  const y = chartArea.top - NAMES;
  const name = (text: string, placeAt: (width: number) => number): boolean => {
    const width = ctx.measureText(text).width;
    const box: Box = { x: placeAt(width), y: y - NAME_HEIGHT / 2, width, height: NAME_HEIGHT };
    if (box.x < chartArea.left + 4 || box.x + width > most || written.some((other) => touch(other, box))) return false;
    written.push(box);
    ctx.fillText(text, box.x, y);
    return true;
  };
  for (const scope of spec.breaks) {
    const x = Math.round(edgeOf(chart, scope.at)) + 0.5;
    name(`← ${scope.before}`, (width) => x - 8 - width);
    name(`${scope.after} →`, () => x + 8) || name(`${scopeChanges} →`, () => x + 8);
  }
}

interface Placed {
  chartArea: { left: number };
  scales: Record<string, { width: number; getPixelForValue(value: number): number } | undefined>;
}

/** The left edge of a column's share of the axis. */
export function edgeOf(chart: Placed, index: number): number {
  const x = chart.scales.x;
  if (x === undefined) return chart.chartArea.left;
  const step = x.getPixelForValue(1) - x.getPixelForValue(0);
  return x.getPixelForValue(index) - (Number.isFinite(step) && step > 0 ? step : x.width) / 2;
}
