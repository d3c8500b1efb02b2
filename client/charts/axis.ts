import type { Mark } from "./configure";

/** The baseline, in ink, under every mark. */
export const axisLines: Mark = (plate) => ({
  id: "axis-lines",
  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    const y = Math.round(scales.y?.getPixelForValue(0) ?? chartArea.bottom) + 0.5;
    ctx.save();
    ctx.strokeStyle = plate.theme.ink;
    ctx.lineWidth = 1;
    ctx.beginPath();
    let from: number | null = null;
    // Where no series has a value the baseline is dotted instead (gaps.ts), which is how a missing period looks.
    const half = widthOf(chart.scales.x?.width ?? 0, plate.spec.periods.length) / 2;
    plate.spec.periods.forEach((_, index) => {
      const x = scales.x?.getPixelForValue(index) ?? 0;
      const present =
        plate.spec.shape === "line" ||
        plate.spec.series.some((series) => series.points[index]?.value !== null) ||
        (plate.spec.totals?.[index]?.value ?? null) !== null;
      if (present && from === null) from = x - half;
      if (!present && from !== null) {
        ctx.moveTo(from, y);
        ctx.lineTo(x - half, y);
        from = null;
      }
    });
    if (from !== null) {
      ctx.moveTo(from, y);
      ctx.lineTo(chartArea.right, y);
    }
    ctx.stroke();
    ctx.restore();
  },
});

export function widthOf(width: number, count: number): number {
  return width / Math.max(1, count);
}
