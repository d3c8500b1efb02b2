import type { Mark } from "./configure";

/** On a range the best value, as a dot. */
export const bestMarks: Mark = (plate) => ({
  id: "best-marks",
  afterDatasetsDraw(chart) {
    const { spec, theme } = plate;
    if (spec.shape !== "range") return;
    const { ctx, scales } = chart;
    ctx.save();
    for (const series of spec.series) {
      ctx.fillStyle = theme[series.colour];
      ctx.strokeStyle = theme.paper;
      ctx.lineWidth = 1.5;
      series.points.forEach((point, index) => {
        if (point.value === null) return;
        ctx.beginPath();
        ctx.arc(scales.x?.getPixelForValue(index) ?? 0, scales.y?.getPixelForValue(point.value) ?? 0, spec.periods.length > 40 ? 2.5 : 4.5, 0, Math.PI * 2);
        ctx.fill();
        ctx.stroke();
      });
    }
    ctx.restore();
  },
});
