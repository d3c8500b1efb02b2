import type { Chart } from "chart.js";
import type { Mark, Plate } from "./configure";

interface Spot {
  x: number;
  top: number;
  bottom: number;
  width: number;
}

/** The mark the reader is on: outlined in ink, tied to its tooltip by an elbow. */
export const focusMark: Mark = (plate) => ({
  id: "focus-mark",
  afterDraw(chart) {
    const spot = spotOf(chart, plate);
    if (plate.focus === null || spot === null) return;
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = plate.theme.ink;
    ctx.lineWidth = 2;
    if (plate.spec.shape === "line") {
      ctx.beginPath();
      ctx.arc(spot.x, spot.top, 6, 0, Math.PI * 2);
      ctx.stroke();
    } else if (spot.bottom - spot.top > 0.5) ctx.strokeRect(spot.x - spot.width / 2, spot.top, spot.width, spot.bottom - spot.top);
    const { box } = plate.focus;
    if (box !== null) {
      ctx.lineWidth = 1;
      ctx.strokeStyle = plate.theme.edge;
      const side = box.x > spot.x ? box.x : box.x + box.width;
      const y = Math.round(box.y + Math.min(24, box.height / 2)) + 0.5;
      const x = Math.round(spot.x) + 0.5;
      const beside = box.x > spot.x || box.x + box.width < spot.x;
      ctx.beginPath();
      if (beside) {
        ctx.moveTo(side, y);
        ctx.lineTo(x, y);
      } else ctx.moveTo(x, box.y + box.height);
      ctx.lineTo(x, spot.top - 2);
      ctx.stroke();
    }
    ctx.restore();
  },
});

/** Where the focused mark stands; a missing value stands on the baseline. */
export function spotOf(chart: Chart, plate: Plate): Spot | null {
  if (plate.focus === null) return null;
  const { series, index } = plate.focus;
  const element = chart.getDatasetMeta(series)?.data[index];
  const x = chart.scales.x?.getPixelForValue(index) ?? 0;
  const baseline = chart.scales.y?.getPixelForValue(0) ?? 0;
  const value = plate.spec.series[series]?.points[index]?.value ?? null;
  if (element === undefined || value === null) return { x, top: baseline, bottom: baseline, width: 0 };
  const box = element.getProps(["x", "y", "base", "width"]) as { x: number; y: number; base?: number; width?: number };
  return { x: box.x, top: box.y, bottom: box.base ?? box.y, width: box.width ?? 0 };
}
