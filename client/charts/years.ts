import { number } from "../format";
import type { Mark, Plate } from "./configure";
import { letters } from "./point";
import { edgeOf } from "./scope";

/** Whether so many totals side by side have room for letters behind them. */
export const yearLettersFit = ({ spec, narrow }: Pick<Plate, "spec" | "narrow">): boolean => spec.years.length <= (narrow ? 5 : 16);

/**
 * Under the axis the years with their own printed totals; over the columns a line at the year's total ÷ 4, which shows the
 * level of a year whose quarters are missing without inventing a quarter.
 */
export const yearMarks: Mark = (plate) => ({
  id: "year-marks",
  afterDatasetsDraw(chart) {
    const { years } = plate.spec;
    if (years.length === 0) return;
    const { ctx, chartArea, scales } = chart;
    const { theme } = plate;
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    for (const year of years) {
      const left = edgeOf(chart, year.first);
      const right = edgeOf(chart, year.last + 1);
      const middle = (left + right) / 2;
      const total = year.total?.value ?? null;
      if (total !== null && year.level) {
        const y = Math.round(scales.y?.getPixelForValue(total / 4) ?? 0) + 0.5;
        // A paper edge keeps the line readable where it runs over a column.
        ctx.lineWidth = 3.5;
        ctx.strokeStyle = theme.paper;
        stroke(ctx, left + 1, y, right - 1, y);
        ctx.lineWidth = 1.5;
        ctx.strokeStyle = theme.ink;
        stroke(ctx, left + 1, y, right - 1, y);
      }
      ctx.lineWidth = 1;
      ctx.strokeStyle = year.broken ? theme.ink : theme.rule;
      ctx.setLineDash(year.broken ? [2, 2] : []);
      stroke(ctx, Math.round(left) + 0.5, chartArea.bottom + (year.broken ? 2 : 6), Math.round(left) + 0.5, chartArea.bottom + 40);
      ctx.setLineDash([]);
      const tight = right - left < 46;
      ctx.fillStyle = theme.ink2;
      ctx.font = `400 ${tight ? 11 : 12}px ${theme.font}`;
      ctx.fillText(year.label, middle, chartArea.bottom + 17);
      if (year.total === null) continue;
      ctx.fillStyle = theme.ink;
      ctx.font = `600 ${tight ? 11 : 12}px ${theme.font}`;
      const text = total === null ? "⋯" : number(total);
      const width = ctx.measureText(text).width;
      ctx.fillText(text, middle, chartArea.bottom + 34);
      const marks = letters(year.total);
      if (marks === "" || tight || !yearLettersFit(plate)) continue;
      ctx.fillStyle = theme.ink3;
      ctx.font = `400 11px ${theme.font}`;
      ctx.textAlign = "left";
      ctx.fillText(marks, middle + width / 2 + 2, chartArea.bottom + 34);
      ctx.textAlign = "center";
    }
    ctx.restore();
  },
});

function stroke(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
