import { boxOf } from "./box";
import type { Mark } from "./configure";
import { paintOf } from "./fill";
import { isDense } from "./spec";

/** Between parts of a stack, in paper. */
const SEAM = 1;
/** So far neighbours without a gap reach over their edges, in pixels, that no ground shows between them. */
const OVERLAP = 0.33;

/**
 * Columns and parts of a stack, each in the look of its status. Drawn here and not by Chart.js, which resolves the look of each bar and clips
 * its edge: for hundreds of periods ten times the time.
 */
export const columns: Mark = (plate) => ({
  id: "columns",
  beforeDatasetDraw({ ctx, chartArea }, { index, meta }) {
    const { spec, theme } = plate;
    const series = spec.series[index];
    if (series === undefined || spec.shape === "line" || spec.shape === "range") return;
    const over = isDense(spec) ? OVERLAP : 0;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    meta.data.forEach((bar, at) => {
      const point = series.points[at];
      if (point === undefined || point.value === null) return;
      const { x, y: top, width, height } = boxOf(bar);
      const [left, wide] = [x - over, width + 2 * over];
      const { fill, line, width: border } = paintOf(series, point, plate);
      // The outline runs around three sides; the fourth stands on the base.
      const [side, tip] = [Math.min(border, width / 2), Math.min(border || (spec.shape === "stacked" ? SEAM : 0), height / 2)];
      if (tip > 0) {
        ctx.fillStyle = border > 0 ? line : theme.paper;
        ctx.fillRect(left, top, wide, border > 0 ? height : tip);
      }
      ctx.fillStyle = fill;
      ctx.fillRect(left + side, point.value > 0 ? top + tip : top, wide - 2 * side, height - tip);
    });
    ctx.restore();
    return false;
  },
});
