import type { Mark, Plate } from "./configure";
import { isKnown } from "./spec";

/** Lines of which each can be named where it ends; more, or on a phone, are named by the key. */
export function lineNamesFit({ spec, narrow }: Pick<Plate, "spec" | "narrow">): boolean {
  const count = spec.series.filter(isKnown).length;
  return spec.shape === "line" && !narrow && !spec.small && count > 1 && count <= 7;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const HEIGHT = 15;
const touch = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The name of each line at its last point: right of it, over it or under it, wherever it lies on no other name and no point. */
export const lineNames: Mark = (plate) => ({
  id: "line-names",
  afterDatasetsDraw(chart) {
    if (!lineNamesFit(plate)) return;
    const { ctx, chartArea } = chart;
    const { spec, theme } = plate;
    const at = (series: number, index: number) => chart.getDatasetMeta(series).data[index]?.getProps(["x", "y"]) as { x: number; y: number } | undefined;
    const points = spec.series.flatMap((series, which) =>
      series.points.flatMap((point, index): Box[] => {
        const dot = point.value === null || point.status === "partial" ? undefined : at(which, index);
        return dot === undefined ? [] : [{ x: dot.x - 4, y: dot.y - 4, width: 8, height: 8 }];
      }),
    );
    const placed: Box[] = [];
    ctx.save();
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.paper;
    spec.series.forEach((series, which) => {
      const end = at(
        which,
        series.points.findLastIndex((point) => point.value !== null && point.status !== "partial"),
      );
      if (end === undefined) return;
      const strong = series.colour !== "other";
      ctx.font = `${strong ? 600 : 400} 12px ${theme.font}`;
      const name = strong ? series.label : series.short;
      const width = ctx.measureText(name).width;
      const over = Math.min(end.x - width / 2, chartArea.right - width);
      const places = [
        [end.x + 10, end.y],
        [over, end.y - 15],
        [over, end.y + 16],
        [end.x + 10, end.y - 14],
        [end.x - width - 10, end.y - 12],
        [over, end.y - 30],
        [over, end.y - 45],
      ].map(([x = 0, y = 0]): Box => ({ x, y: y - HEIGHT / 2, width, height: HEIGHT }));
      const isFree = (box: Box) =>
        box.x + width <= chartArea.right && box.y + HEIGHT <= chartArea.bottom && [...placed, ...points].every((other) => !touch(box, other));
      const box = places.find(isFree) ?? places[1];
      if (box === undefined) return;
      placed.push(box);
      ctx.strokeText(name, box.x, box.y + HEIGHT / 2);
      ctx.fillStyle = strong ? theme.ink : theme.ink2;
      ctx.fillText(name, box.x, box.y + HEIGHT / 2);
    });
    ctx.restore();
  },
});
