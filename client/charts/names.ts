import type { Chart } from "chart.js";
import { otherUnits } from "../words/chart";
import type { Mark, Plate } from "./configure";
import type { Series } from "./spec";

const ROOM = 128;

/** A stack names its parts at the left of its first bar; below 700 px, or with many bars, a key above does. */
export function namesFit(plate: Pick<Plate, "spec" | "narrow">): boolean {
  const { spec } = plate;
  // A part that the first bar does not show would stand there without a name.
  const allNamed = spec.series.every(
    (series) => series.colour === "other" || series.key === "unsplit" || (series.points[0]?.value ?? 0) > 0 || series.points.every((point) => !point.value),
  );
  return allNamed && spec.shape === "stacked" && !plate.narrow && !spec.small && spec.periods.length <= 12 && spec.series.length > 1;
}

export function roomForNames(plate: Plate): number {
  return namesFit(plate) ? ROOM : 0;
}

export const seriesNames: Mark = (plate) => ({
  id: "series-names",
  afterDatasetsDraw(chart) {
    if (!namesFit(plate)) return;
    const { ctx, chartArea } = chart;
    const { theme } = plate;
    ctx.save();
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    for (const { text, y, strong } of spread(anchors(chart, plate))) {
      ctx.font = `${strong ? 600 : 400} 12px ${theme.font}`;
      ctx.fillStyle = strong ? theme.ink : theme.ink2;
      const lines = wrap(ctx, text, ROOM - 36);
      lines.forEach((line, row) => {
        ctx.fillText(line, 0, y + (row - (lines.length - 1) / 2) * 14);
      });
      const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
      const first = chart.getDatasetMeta(0).data[0]?.getProps(["x", "width"]) as { x: number; width: number } | undefined;
      ctx.strokeStyle = theme.edge;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(width + 8, Math.round(y) + 0.5);
      ctx.lineTo((first?.x ?? chartArea.left) - (first?.width ?? 0) / 2 - 4, Math.round(y) + 0.5);
      ctx.stroke();
    }
    ctx.restore();
  },
});

interface Anchor {
  text: string;
  y: number;
  strong: boolean;
}

function anchors(chart: Chart, plate: Plate): Anchor[] {
  const found: Anchor[] = [];
  const rest: { series: Series; y: number }[] = [];
  plate.spec.series.forEach((series, at) => {
    const bar = chart.getDatasetMeta(at).data[0];
    if (bar === undefined || (series.points[0]?.value ?? 0) === 0) return;
    const { y, base } = bar.getProps(["y", "base"]) as { y: number; base: number };
    if (base - y >= 16) found.push({ text: series.label, y: (y + base) / 2, strong: series.colour !== "other" && series.key !== "unsplit" });
    else rest.push({ series, y: (y + base) / 2 });
  });
  const middle = rest.reduce((sum, { y }) => sum + y, 0) / Math.max(1, rest.length);
  if (rest.length > 0) found.push({ text: rest.length === 1 ? (rest[0]?.series.short ?? "") : otherUnits, y: middle, strong: false });
  return found;
}

/** Keeps names 20 px apart, moving them up from the lowest. */
function spread(names: Anchor[]): Anchor[] {
  const sorted = names.toSorted((a, b) => b.y - a.y);
  for (let at = 1; at < sorted.length; at += 1) {
    const [below, name] = [sorted[at - 1], sorted[at]];
    if (below && name && below.y - name.y < 20) name.y = below.y - 20;
  }
  return sorted;
}

function wrap(ctx: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && ctx.measureText(`${last} ${word}`).width <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
