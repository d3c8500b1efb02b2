import type { Chart } from "chart.js";
import { BOUND_HEIGHT } from "./bound-marks";
import { type Box, runsThrough, type Spot, touch } from "./box";
import type { Mark, Plate } from "./configure";
import { isWhole } from "./point";
import { isKnown, type Series } from "./spec";

/** Lines of which each can be named where it ends; more, or on a phone, are named by the key. */
export function lineNamesFit({ spec, narrow }: Pick<Plate, "spec" | "narrow">): boolean {
  const count = spec.series.filter(isKnown).length;
  return spec.shape === "line" && !narrow && !spec.small && count > 1 && count <= 7;
}

const isStrong = (series: Series) => series.colour !== "other";
const nameOf = (series: Series) => (isStrong(series) ? series.label : series.short);

/** Room after the last period for the longest name, at the usual width of a letter; the scale then stands at the start of the lines. */
export function roomForLineNames(plate: Plate): number {
  if (!lineNamesFit(plate)) return 0;
  return 14 + 6.9 * Math.max(...plate.spec.series.filter(isKnown).map((series) => nameOf(series).length));
}

const HEIGHT = 15;
const STEPS = [1, -1, 2, -2, 3, -3, 4, 5, 6, 7];

/** The name of each line at its last point: after it, over or under it, on no other name, point or line; from farther off a thin line leads to it. */
export const lineNames: Mark = (plate) => ({
  id: "line-names",
  afterDatasetsDraw(chart) {
    if (!lineNamesFit(plate)) return;
    const { ctx } = chart;
    const { spec, theme } = plate;
    const ends = spec.series.flatMap((series, at): End[] => {
      const spots = spotsOf(chart, series, at);
      const spot = spots.findLast((one) => one !== null);
      const isApart = (index: number) => !isWhole(series.points[index]) || !isWhole(series.points[index - 1]) || spec.breaks.some((one) => one.at === index);
      const lines = spots.flatMap((to, index): Line[] => {
        if (to === null) return [];
        if (series.points[index]?.status === "partial") return [[to, { x: to.x, y: to.y - BOUND_HEIGHT }]];
        return [[isApart(index) ? to : (spots[index - 1] ?? to), to]];
      });
      return spot ? [{ name: nameOf(series), strong: isStrong(series), spot, lines }] : [];
    });
    const named = crowded(ends).sort((a, b) => Number(b.strong) - Number(a.strong) || b.spot.y - a.spot.y);
    ctx.save();
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    // What carries the story is named first; of the rest the lowest, over which there is room.
    for (const one of named) {
      ctx.font = `${one.strong ? 600 : 400} 12px ${theme.font}`;
      const { box, leader } = placeOf(chart, one, ctx.measureText(one.name).width, named, plate.written);
      plate.written.push(box);
      if (leader !== null) {
        ctx.strokeStyle = theme.edge;
        ctx.lineWidth = 1;
        ctx.beginPath();
        ctx.moveTo(leader[0].x, leader[0].y);
        ctx.lineTo(leader[1].x, leader[1].y);
        ctx.stroke();
      }
      ctx.fillStyle = one.strong ? theme.ink : theme.ink2;
      ctx.fillText(one.name, box.x, box.y + HEIGHT / 2);
    }
    ctx.restore();
  },
});

/** Where a line ends, and all its lines. */
interface End {
  name: string;
  strong: boolean;
  spot: Spot;
  lines: Line[];
}

/** Grey lines that end at one place have one name together, the upper first: no place near one of them is clear of the others. */
function crowded(ends: readonly End[]): End[] {
  const groups: End[] = [];
  for (const end of ends.toSorted((a, b) => a.spot.y - b.spot.y)) {
    const last = groups.findLast(({ strong, spot }) => !strong && spot.x === end.spot.x);
    if (last === undefined || end.strong || end.spot.y - last.spot.y > HEIGHT) groups.push({ ...end });
    else Object.assign(last, { name: `${last.name}, ${end.name}`, lines: [...last.lines, ...end.lines] });
  }
  return groups;
}

/** Where the points of a line stand; a gap has none. */
function spotsOf(chart: Chart, series: Series, at: number): (Spot | null)[] {
  const elements = chart.getDatasetMeta(at).data;
  return series.points.map(({ value }, index) => (value === null ? null : ((elements[index]?.getProps(["x", "y"]) as Spot | undefined) ?? null)));
}

/** What is drawn at a point: the line that leads to it, the point alone, or the arrow of a bound. */
type Line = [from: Spot, to: Spot];

interface Place {
  box: Box;
  /** From the name to its point, where the name is not beside it. */
  leader: Line | null;
}

/** The nearest place that is on no other name or line, and whose own line crosses no name. Where lines end at the last period, names stand in a column after them. */
function placeOf({ chartArea, width: most }: Chart, named: End, width: number, all: readonly End[], written: readonly Box[]): Place {
  const end = named.spot;
  const isLast = end.x + 10 + width > chartArea.right;
  const [over, after, before] = [Math.max(0, Math.min(end.x - width / 2, most - width)), end.x + 10, end.x - 10 - width];
  const placeAt = (x: number, y: number): Place => {
    const box = { x, y: y - HEIGHT / 2, width, height: HEIGHT };
    const side = y < end.y ? -1 : 1;
    if (x === over)
      return {
        box,
        leader:
          Math.abs(y - end.y) < 20
            ? null
            : [
                { x: end.x, y: y - (side * HEIGHT) / 2 },
                { x: end.x, y: end.y + side * 5 },
              ],
      };
    const foot = { x: x < end.x ? x + width + 3 : x - 3, y };
    return { box, leader: y === end.y ? null : [foot, { x: end.x + (x < end.x ? -4 : 4), y: end.y + side * 3 }] };
  };
  const column = STEPS.map((step) => placeAt(Math.max(after, chartArea.right + 10), end.y - step * HEIGHT));
  const around = STEPS.flatMap((step) => [over, after, before].map((x) => placeAt(x, end.y - step * HEIGHT)));
  const places = [placeAt(after, end.y), ...(isLast ? column : []), ...around];
  const isOpen = ({ box, leader }: Place) =>
    box.x >= chartArea.left &&
    box.y >= 0 &&
    box.y + HEIGHT <= chartArea.bottom &&
    box.x + width <= most &&
    written.every((other) => !touch(box, other) && (leader === null || !runsThrough(...leader, other)));
  const isFree = ({ box }: Place) => all.every(({ lines }) => lines.every(([from, to]) => !runsThrough(from, to, { ...box, x: box.x - 2, width: width + 4 })));
  return places.find((place) => isOpen(place) && isFree(place)) ?? places.find(isOpen) ?? placeAt(over, end.y - HEIGHT);
}
