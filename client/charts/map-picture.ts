import { inkOn, type Theme, type Token } from "./colour";
import type { Easel } from "./easel";
import { classesOf, HEIGHT, isSmall, linesOf, project, unitsOf, WIDTH } from "./geography";
import type { KeyItem } from "./key-items";
import { gapPoint, type Point } from "./point";
import type { MapSpec } from "./spec";
import { isolated } from "./writing";

/** The colour of each class; the lowest is the paper. */
const TONES: readonly Token[] = ["paper", "map1", "map2", "map3"];

/** The key of a map: the classes that occur, and the hatch of what is not known. */
export function mapKey(points: MapSpec["points"], absent: string): KeyItem[] {
  const classes = classesOf(points);
  const items = classes.words.map(
    ([tone, words]): KeyItem => ({ sign: tone === 0 ? { kind: "outline", colour: "edge" } : { kind: "solid", colour: TONES[tone] ?? "map3" }, words }),
  );
  return classes.hasGaps ? [...items, { sign: { kind: "hatched", colour: "edge" }, words: absent }] : items;
}

/** Least height of a map whose numbers can be read. */
export const LEAST_MAP = 300;

/** Draws the units with their numbers into a box, as large as it holds, in its middle. */
export function drawMap(
  ctx: CanvasRenderingContext2D,
  { points }: MapSpec,
  { theme, hatch }: { theme: Theme; hatch: Easel["hatch"] },
  box: { x: number; y: number; width: number; height: number },
): void {
  const scale = Math.min(box.width / WIDTH, box.height / HEIGHT);
  const [left, top] = [box.x + (box.width - WIDTH * scale) / 2, box.y + (box.height - HEIGHT * scale) / 2];
  const place = ([x, y]: [number, number]): [number, number] => [left + x * scale, top + y * scale];
  const classes = classesOf(points);
  const units = unitsOf();
  const pointOf = (iso: string) => points.get(iso) ?? gapPoint("fatalities");
  ctx.save();
  ctx.lineJoin = "round";
  for (const { iso, rings } of units) {
    const point = pointOf(iso);
    ctx.beginPath();
    for (const ring of rings) {
      ring.forEach((at, index) => {
        const [x, y] = place(project(at));
        if (index === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      });
      ctx.closePath();
    }
    ctx.fillStyle = point.value === null ? hatch(theme.edge, theme.paper) : theme[TONES[classes.of(point)] ?? "paper"];
    ctx.fill();
    ctx.strokeStyle = theme.edge;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  const size = Math.round(Math.min(17, Math.max(11, 12 * scale)));
  ctx.direction = theme.direction;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  for (const { iso, at } of units) writeName(ctx, theme, { iso, point: pointOf(iso), tone: classes.of(pointOf(iso)), size, place: place(at) });
  ctx.restore();
}

interface Name {
  iso: string;
  point: Point;
  tone: number;
  size: number;
  place: [x: number, y: number];
}

/** A name and its number; where no tint lies under them, on a halo of paper. */
function writeName(ctx: CanvasRenderingContext2D, theme: Theme, { iso, point, tone, size, place: [x, y] }: Name): void {
  const onPaper = point.value === null || tone === 0 || isSmall(iso);
  ctx.fillStyle = onPaper ? theme.ink : inkOn(theme[TONES[tone] ?? "paper"]);
  const lines: [text: string, weight: number, y: number][] = linesOf(iso, point).map((text, at) => [
    isolated(text, theme.direction),
    at === 0 ? 400 : 600,
    y + at * size * 1.25,
  ]);
  for (const [text, weight, at] of lines) {
    ctx.font = `${weight} ${size}px ${theme.font}`;
    ctx.strokeStyle = theme.paper;
    ctx.lineWidth = 3;
    if (onPaper) ctx.strokeText(text, x, at);
    ctx.fillText(text, x, at);
  }
}
