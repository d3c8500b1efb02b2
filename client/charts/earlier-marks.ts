import { widthOf } from "./axis";
import type { Mark } from "./configure";

/** What an earlier day had in print: a line of ink across the place of today's value, with a paper edge so that it shows on any ground. */
export const earlierMarks: Mark = (plate) => ({
  id: "earlier-marks",
  afterDatasetsDraw(chart) {
    const { spec, theme } = plate;
    if (spec.earlier === undefined) return;
    const { ctx, scales } = chart;
    const half = Math.min(30, widthOf(scales.x?.width ?? 0, spec.periods.length) * 0.4);
    ctx.save();
    spec.earlier.points.forEach((point, index) => {
      if (point.value === null) return;
      const x = scales.x?.getPixelForValue(index) ?? 0;
      const y = Math.round(scales.y?.getPixelForValue(point.value) ?? 0) + 0.5;
      for (const [colour, width] of [
        [theme.paper, 5],
        [theme.ink, 2],
      ] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.beginPath();
        ctx.moveTo(x - half, y);
        ctx.lineTo(x + half, y);
        ctx.stroke();
      }
    });
    ctx.restore();
  },
});
