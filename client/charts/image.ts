import { BasicPlatform } from "chart.js";
import { boundaries } from "../words/map";
import type { Theme } from "./colour";
import { configure, type Plate } from "./configure";
import type { Easel } from "./easel";
import { drawKey, keyRows } from "./image-key";
import { drawMap, LEAST_MAP } from "./map-picture";
import { drawRanking, leastRanking } from "./ranking-picture";
import { Chart } from "./registry";
import type { ChartSpec } from "./spec";
import { isolated, placed, startOf } from "./writing";

/** What stands round a chart in a picture that travels alone. */
export interface ImageTexts {
  title: string;
  subtitle: string;
  source: string;
  /** Where the picture's numbers stay. */
  address: string;
}

/** Width and height of the whole picture, and how many pixels stand for one of them. A height too small for the plot grows. */
export interface ImageSize {
  width: number;
  height: number;
  pixels: number;
}

/** A slide, a column of a page, a link preview. */
export const USUAL: ImageSize = { width: 1200, height: 675, pixels: 2 };
const LEAST_PLOT = 200;

/**
 * Draws a chart with title, subtitle, key, source and address on a canvas of the easel. Canvas, server and SVG run this one function
 * over one spec, so that their pictures show the same values.
 */
export function drawPicture(easel: Easel, spec: ChartSpec, texts: ImageTexts, theme: Theme, size: ImageSize): HTMLCanvasElement {
  const { width, pixels } = size;
  const small = width < 720;
  const edge = small ? 20 : 32;
  const inner = width - edge * 2;
  const [titleSize, textSize, footSize] = small ? [21, 13, 11] : [28, 15, 12.5];
  const plate: Plate = { spec, theme, focus: null, narrow: inner < 560, moving: false, pixels, easel, written: [] };
  const rough = contextOf(easel.canvas(1, 1));
  const { direction } = theme;
  const room = { x: edge, width: inner };
  const wrapped = (text: string, font: string, most: number) => {
    rough.font = font;
    return wrap(rough, isolated(text, direction), inner, most);
  };
  const fonts = {
    title: `600 ${titleSize}px ${theme.serif}`,
    text: `400 ${textSize}px ${theme.font}`,
    foot: `400 ${footSize}px ${theme.font}`,
    key: `400 ${small ? 12 : 13}px ${theme.font}`,
  };
  const title = balanced((width) => {
    rough.font = fonts.title;
    return wrap(rough, isolated(texts.title, direction), width, 4);
  }, inner);
  const subtitle = wrapped(texts.subtitle, fonts.text, 3);
  const note = spec.map === undefined ? [] : wrapped([spec.map.apart, boundaries].filter(Boolean).join(" "), fonts.foot, 3);
  const foot = [...note, ...wrapped(texts.source, fonts.foot, 3), ...wrapped(texts.address, fonts.foot, 4)];
  rough.font = fonts.key;
  const key = keyRows(rough, plate, inner);
  const lead = { title: titleSize * 1.22, text: textSize * 1.4, foot: footSize * 1.4, key: 22 };
  const head = edge + title.length * lead.title + subtitle.length * lead.text + (key.length > 0 ? 10 + key.length * lead.key : 0) + 14;
  const tail = 14 + foot.length * lead.foot + edge * 0.75;
  const plot = Math.max(leastOf(spec, inner), Math.round(size.height - head - tail));
  const height = Math.round(head + plot + tail);
  const canvas = easel.canvas(width * pixels, height * pixels);
  const ctx = contextOf(canvas);
  ctx.scale(pixels, pixels);
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, width, height);
  ctx.direction = direction;
  let y = edge;
  const lines = (words: readonly string[], font: string, colour: string, leading: number, rise: number) => {
    ctx.font = font;
    ctx.fillStyle = colour;
    for (const line of words) {
      ctx.fillText(line, startOf(room, direction), y + leading * rise);
      y += leading;
    }
  };
  lines(title, fonts.title, theme.ink, lead.title, 0.78);
  lines(subtitle, fonts.text, theme.ink2, lead.text, 0.86);
  if (key.length > 0) drawKey(ctx, plate, key, { ...room, y: y + 10, font: fonts.key, leading: lead.key });
  if (spec.map !== undefined) drawMap(ctx, spec.map, { theme, hatch: easel.hatch }, { x: edge, y: head, width: inner, height: plot });
  else if (spec.ranking !== undefined) drawRanking(ctx, spec.ranking, plate, { x: edge, y: head, width: inner, height: plot });
  for (const cell of (spec.map ?? spec.ranking) ? [] : cellsOf(spec, inner, plot)) {
    const left = placed(room, direction, cell.x, cell.width);
    const own = easel.canvas(cell.width, cell.height - cell.name);
    const chart = new Chart(own, { ...configure({ ...plate, spec: cell.spec, narrow: cell.width < 560 }), platform: BasicPlatform });
    ctx.drawImage(own, left, head + cell.y + cell.name, cell.width, cell.height - cell.name);
    chart.destroy();
    if (cell.name === 0) continue;
    ctx.font = fonts.key.replace("400", "600");
    ctx.fillStyle = theme.ink;
    ctx.fillText(isolated(cell.spec.name ?? "", direction), startOf({ x: left, width: cell.width }, direction), head + cell.y + 14);
  }
  y = head + plot + 14;
  lines(foot, fonts.foot, theme.ink3, lead.foot, 0.8);
  return canvas;
}

interface Cell {
  spec: ChartSpec;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Room for the name over a small multiple. */
  name: number;
}

const columnsOf = ({ panels = [] }: ChartSpec, width: number) => Math.max(1, Math.min(panels.length, Math.floor(width / 260)));
const rowsOf = (spec: ChartSpec, width: number) => Math.max(1, Math.ceil((spec.panels?.length ?? 1) / columnsOf(spec, width)));

/** The least height at which a plot can be read. */
function leastOf(spec: ChartSpec, width: number): number {
  if (spec.map !== undefined) return LEAST_MAP;
  return spec.ranking === undefined ? LEAST_PLOT * rowsOf(spec, width) : leastRanking(spec.ranking);
}

/** Where the chart stands in the room it has, or each of its small multiples. */
function cellsOf(spec: ChartSpec, width: number, height: number): Cell[] {
  if (spec.panels === undefined) return [{ spec, x: 0, y: 0, width, height, name: 0 }];
  const [columns, rows, gap] = [columnsOf(spec, width), rowsOf(spec, width), 20];
  const [wide, high] = [Math.floor((width - gap * (columns - 1)) / columns), Math.floor(height / rows)];
  return spec.panels.map((one, at) => ({
    spec: one,
    x: (at % columns) * (wide + gap),
    y: Math.floor(at / columns) * high,
    width: wide,
    height: high - 6,
    name: 20,
  }));
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser gives no canvas to draw on.");
  return context;
}

/** The same number of lines, the last not left with a single word: the narrowest width that needs no more. */
function balanced(lines: (width: number) => string[], width: number): string[] {
  const count = lines(width).length;
  const holds = (found: readonly string[]) => found.length === count && !found.at(-1)?.endsWith("…");
  let narrow = width;
  while (count > 1 && narrow > width * 0.55 && holds(lines(narrow - 16))) narrow -= 16;
  return lines(narrow);
}

/** Lines no wider than the width; a word that is too long is broken, and what does not fit in the lines allowed ends in an ellipsis. */
function wrap(ctx: CanvasRenderingContext2D, text: string, width: number, most: number): string[] {
  const fits = (line: string) => ctx.measureText(line).width <= width;
  const lines: string[] = [];
  for (let word of text.split(/\s+/).filter(Boolean)) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    if (lines.length > 0 && fits(longer)) {
      lines[lines.length - 1] = longer;
      continue;
    }
    while (!fits(word) && word.length > 1) {
      let count = Math.max(1, Math.floor((word.length * width) / ctx.measureText(word).width));
      while (count > 1 && !fits(word.slice(0, count))) count -= 1;
      lines.push(word.slice(0, count));
      word = word.slice(count);
    }
    lines.push(word);
  }
  if (lines.length <= most) return lines;
  let last = lines[most - 1] ?? "";
  while (last.length > 1 && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last}…`];
}
