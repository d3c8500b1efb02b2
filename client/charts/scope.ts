import { scopeChanges } from "../words/chart";
import type { Mark } from "./configure";

/** Older scope on sunk ground, a dashed ink line at the break, both scopes named at the top. */
export const scopeGround: Mark = (plate) => ({
  id: "scope-ground",
  beforeDraw(chart) {
    const last = plate.spec.breaks.at(-1);
    if (last === undefined) return;
    const { ctx, chartArea } = chart;
    const x = edgeOf(chart, last.at);
    ctx.save();
    ctx.fillStyle = plate.theme.sunk;
    ctx.fillRect(chartArea.left, chartArea.top - 22, x - chartArea.left, chartArea.height + 22);
    ctx.restore();
  },
  afterDraw(chart) {
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.font = `600 12px ${plate.theme.font}`;
    ctx.textBaseline = "middle";
    for (const scope of plate.spec.breaks) {
      const x = Math.round(edgeOf(chart, scope.at)) + 0.5;
      ctx.strokeStyle = plate.theme.ink;
      ctx.setLineDash([3, 3]);
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top - 22);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.fillStyle = plate.theme.ink;
      const before = `← ${scope.before}`;
      const after = `${scope.after} →`;
      const y = chartArea.top - 12;
      if (ctx.measureText(before).width < x - chartArea.left - 12) {
        ctx.textAlign = "right";
        ctx.fillText(before, x - 8, y);
      }
      ctx.textAlign = "left";
      if (ctx.measureText(after).width < chartArea.right - x + 40) ctx.fillText(after, x + 8, y);
      else ctx.fillText(`${scopeChanges} →`, x + 8, y);
    }
    ctx.restore();
  },
});

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
