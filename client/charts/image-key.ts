import { BOUND_HEIGHT, drawBound } from "./bound-marks";
import { type Token, tint } from "./colour";
import type { Plate } from "./configure";
import { type KeyItem, keyItems, type Sign } from "./key-items";
import { isolated, placed } from "./writing";

interface Placed extends KeyItem {
  x: number;
}

const SIGN = 20;
const GAP = 22;

/** The key's items in rows that fit the width, each with its place; the context's font is the key's. */
export function keyRows(ctx: CanvasRenderingContext2D, plate: Plate, width: number): Placed[][] {
  const rows: Placed[][] = [];
  let x = 0;
  for (const item of keyItems(plate)) {
    const room = (item.sign === null ? 0 : SIGN) + ctx.measureText(item.words).width;
    if (rows.length === 0 || x + room > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ ...item, x });
    x += room + GAP;
  }
  return rows;
}

export function drawKey(
  ctx: CanvasRenderingContext2D,
  plate: Plate,
  rows: readonly Placed[][],
  { x, y, width, font, leading }: { x: number; y: number; width: number; font: string; leading: number },
): void {
  const { direction } = plate.theme;
  ctx.save();
  ctx.font = font;
  ctx.direction = direction;
  rows.forEach((row, at) => {
    const middle = Math.round(y + at * leading + leading / 2);
    for (const { sign, words, x: left } of row) {
      if (sign !== null) drawSign(ctx, plate, sign, placed({ x, width }, direction, left, lengthOf(sign)), middle);
      ctx.fillStyle = plate.theme.ink2;
      ctx.fillText(isolated(words, direction), placed({ x, width }, direction, left + (sign === null ? 0 : SIGN), 0), middle + 4);
    }
  });
  ctx.restore();
}

const SIDE = 12;
const LINE = 14;
const lengthOf = ({ kind }: Sign) => (kind === "dotted" || kind === "line" ? LINE : SIDE);

/** The signs as the plot has them: solid, tint and hatch with an outline, a dashed line over what could be higher, an arrow from it on lines, dots for a gap. */
function drawSign(ctx: CanvasRenderingContext2D, { theme, easel }: Plate, { kind, colour }: Sign, x: number, middle: number): void {
  const hue = theme[colour as Token];
  const top = middle - SIDE / 2;
  ctx.save();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = hue;
  if (kind === "dotted" || kind === "line") {
    ctx.strokeStyle = kind === "line" ? theme.ink : theme.edge;
    if (kind === "dotted") ctx.setLineDash([1.5, 3]);
    ctx.beginPath();
    ctx.moveTo(x, middle + 0.5);
    ctx.lineTo(x + LINE, middle + 0.5);
    ctx.stroke();
  } else if (kind === "bound") {
    drawBound(ctx, hue, { x: x + SIDE / 2, y: middle + BOUND_HEIGHT / 2 });
  } else if (kind === "part") {
    ctx.fillStyle = hue;
    ctx.fillRect(x, top + 4, SIDE, SIDE - 4);
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    ctx.moveTo(x, top + 1);
    ctx.lineTo(x + SIDE, top + 1);
    ctx.stroke();
  } else {
    ctx.fillStyle = { solid: hue, tint: tint(hue, theme.paper, 0.22), hatched: easel.hatch(hue, theme.paper), outline: theme.paper }[kind];
    ctx.fillRect(x, top, SIDE, SIDE);
    if (kind !== "solid") ctx.strokeRect(x + 0.75, top + 0.75, SIDE - 1.5, SIDE - 1.5);
  }
  ctx.restore();
}
