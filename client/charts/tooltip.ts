import type { Drawn } from "../chart";
import { type Box, runsThrough, touch } from "./box";
import { leaderOf } from "./focus";

/**
 * Puts the tooltip where the plot is emptiest near its mark, never over the mark itself nor, while there is another place, over a name or a
 * number, nor so that its line crosses one; gives back where it stands.
 */
export function placeTip(tip: HTMLElement, drawn: Drawn, spot: { x: number; top: number; bottom: number; width: number } | null): Box | null {
  if (spot === null) return null;
  const { chartArea, width: chartWidth } = drawn.chart;
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  const edge = Math.max(0, chartWidth - width);
  const tops = columnTops(drawn);
  const { written } = drawn.plate;
  const sight = sightOf(drawn.chart.canvas);
  // On a narrow plot there may be no empty place; then it may rise above the plot, over the key.
  const highest = drawn.plate.narrow ? -height : chartArea.top + 2;
  const ys = [chartArea.top + 28, chartArea.top + 4, Math.max(highest, spot.top - height - 18), highest].map((y) =>
    Math.max(sight.top, Math.min(y, sight.bottom - height)),
  );
  const reach = 12 + spot.width / 2;
  let best: Box = { x: 0, y: ys[0] ?? 0, width, height };
  let least = Number.POSITIVE_INFINITY;
  for (let x = 0; x <= edge; x += Math.max(8, edge / 40)) {
    for (const y of ys) {
      const covered = tops.reduce((sum, column) => sum + (column.x > x - 10 && column.x < x + width + 10 ? Math.max(0, y + height + 8 - column.top) : 0), 0);
      const overMark = spot.x > x - reach && spot.x < x + width + reach && spot.top < y + height + 8 ? 9000 : 0;
      const place = { x: x - 2, y: y - 2, width: width + 4, height: height + 4 };
      const hidden = written.filter((one) => touch(place, one)).length * 600;
      const way = leaderOf(place, spot, written);
      const crossed = written.filter((one) => way.some((to, at) => at > 0 && runsThrough(way[at - 1] ?? to, to, one))).length * 300;
      const cost = hidden + crossed + covered * 6 + overMark + Math.abs(x + width / 2 - spot.x) * 0.3 + Math.abs(y + height - spot.top) * 0.15;
      if (cost < least) [best, least] = [{ x: Math.round(x), y: Math.round(y), width, height }, cost];
    }
  }
  tip.style.transform = `translate(${best.x}px, ${best.y}px)`;
  return best;
}

/** What of a chart is in sight, from the upper edge of its plot: further up or down a tooltip would be cut off. */
function sightOf(canvas: HTMLCanvasElement): { top: number; bottom: number } {
  const from = canvas.getBoundingClientRect().top;
  const around = ["figure", ".panels"].flatMap((one) => canvas.closest(one)?.getBoundingClientRect() ?? []);
  return {
    top: Math.ceil(Math.max(0, ...around.map(({ top }) => top)) - from),
    bottom: Math.floor(Math.min(innerHeight, ...around.map(({ bottom }) => bottom)) - from),
  };
}

/** How high each column reaches, its label included. */
function columnTops({ chart, plate }: Drawn): { x: number; top: number }[] {
  const { spec } = plate;
  return spec.periods.map((_, index) => {
    const tops = spec.series.map((series, at) => {
      const y = chart.getDatasetMeta(at).data[index]?.y;
      return typeof y === "number" && Number.isFinite(y) && series.points[index]?.value !== null ? y : chart.chartArea.bottom;
    });
    return { x: chart.scales.x?.getPixelForValue(index) ?? 0, top: Math.min(...tops) - (spec.labelled.has(index) ? 18 : 0) };
  });
}
