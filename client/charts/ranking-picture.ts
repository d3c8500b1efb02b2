import * as say from "../words/chart";
import type { Plate } from "./configure";
import { isOutlined, paintOf } from "./fill";
import type { KeyItem, Sign } from "./key-items";
import { letters, type Point, printed } from "./point";
import type { RankingSpec, Series } from "./spec";
import { isolated, placed, startOf } from "./writing";

/** Members that a picture has room for; the page's table has them all. */
const MOST_BARS = 40;
const LEAST_ROW = 26;
const MOST_ROW = 56;
const GAP = 12;

const shownOf = ({ members }: RankingSpec) => members.slice(0, MOST_BARS);
const linesOf = (ranking: RankingSpec) => shownOf(ranking).length + (ranking.whole === null ? 0 : 1) + (ranking.members.length > MOST_BARS ? 1 : 0);

/** The least height at which the names of a ranking do not touch. */
export const leastRanking = (ranking: RankingSpec): number => linesOf(ranking) * LEAST_ROW;

/** The key of a ranking: the marks of status that its bars really have. */
export function rankingKey(members: readonly Series[], whole: Point | undefined): KeyItem[] {
  const items: KeyItem[] = [];
  const add = (kind: Sign["kind"], words: string) => void items.push({ sign: { kind, colour: kind === "hatched" ? "edge" : "ink2" }, words });
  const has = (test: (point: Point, key: string) => boolean) =>
    members.some(({ key, points: [point] }) => point !== undefined && point.value !== null && test(point, key));
  if (has((point, key) => point.status === "derived" && !point.provisional && key !== "unsplit")) add("tint", say.keyDerived);
  if (has((point) => point.provisional)) add("hatched", say.keyProvisional);
  if (has((point) => point.status === "partial")) add("part", say.keyPartial);
  if (has((_, key) => key === "unsplit")) add("hatched", say.keyUnsplit);
  if (members.some(({ points: [point] }) => point?.value === null)) items.push({ sign: null, words: say.keyNoFigure });
  if (has((point) => letters(point).includes("r")) || (whole !== undefined && letters(whole).includes("r"))) items.push({ sign: null, words: say.keyRevised });
  return items;
}

/** Draws a bar a member into a box, each with its name before it and its number behind it, and the whole beneath. */
export function drawRanking(
  ctx: CanvasRenderingContext2D,
  ranking: RankingSpec,
  plate: Plate,
  box: { x: number; y: number; width: number; height: number },
): void {
  const { theme } = plate;
  const { direction } = theme;
  const start = startOf(box, direction);
  const size = box.width < 560 ? 12 : 14;
  const [plain, strong] = [`400 ${size}px ${theme.font}`, `600 ${size}px ${theme.font}`];
  const row = Math.min(MOST_ROW, Math.max(LEAST_ROW, Math.floor(box.height / linesOf(ranking))));
  const shown = shownOf(ranking);
  ctx.save();
  ctx.font = strong;
  const valueRoom = Math.max(...shown.map((one) => ctx.measureText(textOf(one)).width), 0) + 24;
  ctx.font = plain;
  const names = Math.min(box.width * 0.42, Math.max(...shown.map(({ label }) => ctx.measureText(label).width), 0) + GAP);
  const bars = Math.max(40, box.width - names - valueRoom);
  ctx.textBaseline = "middle";
  ctx.direction = direction;
  ctx.textAlign = "start";
  let middle = box.y + row / 2;
  for (const one of shown) {
    ctx.font = plain;
    ctx.fillStyle = theme.ink;
    ctx.fillText(isolated(fitting(ctx, one.label, names - GAP), direction), start, middle);
    const end = drawBar(ctx, one, plate, { room: box, into: names, middle, width: bars, height: Math.min(30, row * 0.6), most: ranking.most });
    ctx.font = strong;
    ctx.fillStyle = one.points[0]?.value === null ? theme.ink2 : theme.ink;
    writeValue(ctx, one.points[0], plate, { room: box, into: end + 8, middle, size });
    middle += row;
  }
  if (ranking.members.length > shown.length) {
    ctx.font = plain;
    ctx.fillStyle = theme.ink2;
    ctx.fillText(isolated(say.moreInTable(ranking.members.length - shown.length), direction), start, middle);
    middle += row;
  }
  if (ranking.whole !== null) {
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(box.x, Math.round(middle - row / 2) + 0.5);
    ctx.lineTo(box.x + box.width, Math.round(middle - row / 2) + 0.5);
    ctx.stroke();
    ctx.font = strong;
    ctx.fillStyle = theme.ink;
    ctx.fillText(isolated(ranking.whole.label, direction), start, middle);
    writeValue(ctx, ranking.whole.point, plate, { room: box, into: names + 8, middle, size });
  }
  ctx.restore();
}

const textOf = ({ points: [point] }: Series) => (point === undefined ? "" : printed(point));

/** A place in a row: how far into the room, from where lines begin. */
interface Place {
  room: { x: number; width: number };
  into: number;
  middle: number;
}

/** The bar of a member and what its status adds to it; gives back how far into the room it ends. Of nothing known, and of zero, there is none. */
function drawBar(
  ctx: CanvasRenderingContext2D,
  series: Series,
  plate: Plate,
  { room, into, middle, width, height, most }: Place & { width: number; height: number; most: number },
): number {
  const [point] = series.points;
  if (point === undefined || point.value === null || point.value <= 0) return into;
  const long = Math.max(1, (point.value / most) * width);
  const x = placed(room, plate.theme.direction, into, long);
  const { fill, line, width: edge } = paintOf(series, point, plate);
  ctx.fillStyle = fill;
  ctx.fillRect(x, middle - height / 2, long, height);
  if (edge > 0 || isOutlined(series.key)) {
    ctx.strokeStyle = line;
    ctx.lineWidth = edge;
    ctx.strokeRect(x + edge / 2, middle - height / 2 + edge / 2, Math.max(0, long - edge), height - edge);
  }
  if (point.status !== "partial") return into + long;
  const over = placed(room, plate.theme.direction, into + long + 4, 0);
  ctx.strokeStyle = plate.theme[series.colour];
  ctx.lineWidth = 1.5;
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(over, middle - height / 2);
  ctx.lineTo(over, middle + height / 2);
  ctx.stroke();
  ctx.setLineDash([]);
  return into + long + 4;
}

function writeValue(ctx: CanvasRenderingContext2D, point: Point | undefined, { theme }: Plate, { room, into, middle, size }: Place & { size: number }): void {
  if (point === undefined) return;
  const text = isolated(printed(point), theme.direction);
  ctx.fillText(text, placed(room, theme.direction, into, 0), middle);
  const marks = letters(point);
  if (marks === "") return;
  const after = into + ctx.measureText(text).width + 2;
  ctx.font = `400 ${size - 2}px ${theme.font}`;
  ctx.fillStyle = theme.ink3;
  ctx.fillText(marks, placed(room, theme.direction, after, 0), middle - 3);
}

/** A name that is too long ends in an ellipsis. */
function fitting(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let kept = text;
  while (kept.length > 1 && ctx.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
