import type { Chart } from "chart.js";
import { type Box, boxOf, type Spot as Point } from "./box";
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
      ctx.beginPath();
      for (const { x, y } of leaderOf(box, spot, plate.written)) ctx.lineTo(x, y);
      ctx.stroke();
    }
    ctx.restore();
  },
});

/** The way from a tooltip to its mark: from its side and then down, or straight down; a number that stands on the mark is not crossed. */
export function leaderOf(box: Box, { x: middle, top }: { x: number; top: number }, written: readonly Box[]): Point[] {
  const x = Math.round(middle) + 0.5;
  const above = written.find((one) => one.x <= x && x <= one.x + one.width && one.y < top && one.y + one.height > top - 16);
  const end = { x, y: (above?.y ?? top) - 2 };
  if (box.x <= middle && box.x + box.width >= middle) return [{ x, y: box.y + box.height }, end];
  const y = Math.round(box.y + Math.min(24, box.height / 2)) + 0.5;
  return [{ x: box.x > middle ? box.x : box.x + box.width, y }, { x, y }, end];
}

/** Where the focused mark stands; a missing value stands on the baseline. */
export function spotOf(chart: Chart, plate: Plate): Spot | null {
  if (plate.focus === null) return null;
  const { series, index } = plate.focus;
  const element = chart.getDatasetMeta(series)?.data[index];
  const x = chart.scales.x?.getPixelForValue(index) ?? 0;
  const baseline = chart.scales.y?.getPixelForValue(0) ?? 0;
  const value = plate.spec.series[series]?.points[index]?.value ?? null;
  if (element === undefined || value === null) return { x, top: baseline, bottom: baseline, width: 0 };
  const box = boxOf(element);
  return { x: box.x + box.width / 2, top: box.y, bottom: box.y + box.height, width: box.width };
}
