import { widthOf } from "./axis";
import type { Mark } from "./configure";

/** Missing periods: a dotted baseline. Values known only in part: a dashed line over the bar, which could be higher. */
export const gapMarks: Mark = (plate) => ({
  id: "gap-marks",
  afterDatasetsDraw(chart) {
    const { ctx, scales } = chart;
    const { spec, theme } = plate;
    if (spec.shape === "line") return;
    const y = Math.round(scales.y?.getPixelForValue(0) ?? 0) + 0.5;
    const half = widthOf(scales.x?.width ?? 0, spec.periods.length) / 2;
    ctx.save();
    ctx.strokeStyle = theme.edge;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([1.5, 3]);
    ctx.beginPath();
    spec.periods.forEach((_, index) => {
      if ((spec.totals?.[index]?.value ?? null) !== null || spec.series.some((series) => series.points[index]?.value !== null)) return;
      const x = scales.x?.getPixelForValue(index) ?? 0;
      ctx.moveTo(x - half + 1, y);
      ctx.lineTo(x + half - 1, y);
    });
    ctx.stroke();
    ctx.setLineDash([4, 3]);
    spec.series.forEach((series, at) => {
      const bars = chart.getDatasetMeta(at).data;
      series.points.forEach((point, index) => {
        const bar = bars[index];
        if (point.status !== "partial" || point.value === null || bar === undefined || (spec.totals !== null && series.key === "unsplit")) return;
        const { x, y: top, width } = bar.getProps(["x", "y", "width"]) as { x: number; y: number; width: number };
        ctx.strokeStyle = theme[series.colour];
        ctx.beginPath();
        ctx.moveTo(x - width / 2, top - 4);
        ctx.lineTo(x + width / 2, top - 4);
        ctx.stroke();
      });
    });
    // The bound of a whole stack is that of its total.
    spec.totals?.forEach(({ status, value }, index) => {
      if (status !== "partial" || value === null) return;
      const bar = chart.getDatasetMeta(0).data[index];
      if (bar === undefined) return;
      const { width } = bar.getProps(["width"]) as { width: number };
      const [x, top] = [scales.x?.getPixelForValue(index) ?? 0, scales.y?.getPixelForValue(value) ?? 0];
      ctx.strokeStyle = theme.ink2;
      ctx.beginPath();
      ctx.moveTo(x - width / 2, top - 4);
      ctx.lineTo(x + width / 2, top - 4);
      ctx.stroke();
    });
    ctx.restore();
  },
});
