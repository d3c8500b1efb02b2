import { widthOf } from "./axis";
import type { Mark } from "./configure";

const HALF = 5;
const heightOf = (half: number) => half * 2 + 2;
/** How high the arrow of a lower bound is where it has room. */
export const BOUND_HEIGHT = heightOf(HALF);

/** On a line what is known only in part: a bar at the value and an arrow up from it, as lower limits are drawn. No line leads to it. */
export const boundMarks: Mark = (plate) => ({
  id: "bound-marks",
  afterDatasetsDraw(chart) {
    const { spec, theme } = plate;
    if (spec.shape !== "line") return;
    const { ctx, scales } = chart;
    // Side by side they still stand apart.
    const half = Math.max(1.5, Math.min(HALF, widthOf(scales.x?.width ?? 0, spec.periods.length) / 2 - 1));
    for (const series of spec.series) {
      series.points.forEach(({ status, value }, index) => {
        if (status !== "partial" || value === null) return;
        drawBound(ctx, theme[series.colour], { x: scales.x?.getPixelForValue(index) ?? 0, y: scales.y?.getPixelForValue(value) ?? 0 }, half);
      });
    }
  },
});

/** The sign of a lower bound over its place, in the plot and in a picture's key. */
export function drawBound(ctx: CanvasRenderingContext2D, hue: string, { x, y }: { x: number; y: number }, half = HALF): void {
  const top = y - heightOf(half);
  ctx.save();
  ctx.strokeStyle = hue;
  ctx.fillStyle = hue;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x - half, y);
  ctx.lineTo(x + half, y);
  ctx.moveTo(x, y);
  ctx.lineTo(x, top + half);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x - half * 0.7, top + half);
  ctx.lineTo(x + half * 0.7, top + half);
  ctx.fill();
  ctx.restore();
}
