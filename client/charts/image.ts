import { drawImage } from "../chart";
import { readTheme, type Theme } from "./colour";
import { hatch, isOutlined } from "./fill";
import { namesFit } from "./names";
import type { ChartSpec } from "./spec";

const WIDTH = 1152;
const PLOT = 460;
const EDGE = 32;

interface Texts {
  title: string;
  subtitle: string;
  source: string;
  address: string;
}

/** Saves the chart as a picture of twice its size, with title, key, source and address inside, so that it can travel alone. */
export async function saveImage(spec: ChartSpec, texts: Texts, name: string): Promise<string> {
  const canvas = compose(spec, texts);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) return "The image could not be made.";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return "Image saved.";
}

export function compose(spec: ChartSpec, texts: Texts): HTMLCanvasElement {
  const theme = readTheme();
  const plot = drawImage(spec, WIDTH, PLOT);
  const serif = getComputedStyle(document.documentElement).getPropertyValue("--serif").trim();
  const canvas = document.createElement("canvas");
  const inner = WIDTH + EDGE * 2;
  const rough = canvas.getContext("2d");
  if (rough === null) return canvas;
  rough.font = `600 30px ${serif}`;
  const title = wrapText(rough, texts.title, WIDTH);
  rough.font = `400 13px ${theme.font}`;
  const source = wrapText(rough, `${texts.source} ${texts.address}`, WIDTH);
  const keyed = spec.series.length > 1 && !namesFit({ spec, theme, focus: null, narrow: false, moving: false, fixed: true });
  const top = EDGE + title.length * 36 + 30 + (keyed ? 28 : 0);
  const height = top + PLOT + 24 + source.length * 18 + EDGE;
  canvas.width = inner * 2;
  canvas.height = height * 2;
  const ctx = canvas.getContext("2d");
  if (ctx === null) return canvas;
  ctx.scale(2, 2);
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, inner, height);
  ctx.fillStyle = theme.ink;
  ctx.font = `600 30px ${serif}`;
  title.forEach((line, row) => {
    ctx.fillText(line, EDGE, EDGE + 28 + row * 36);
  });
  ctx.font = `400 15px ${theme.font}`;
  ctx.fillStyle = theme.ink2;
  ctx.fillText(texts.subtitle, EDGE, EDGE + title.length * 36 + 16);
  if (keyed) drawKey(ctx, spec, theme, EDGE, EDGE + title.length * 36 + 44);
  ctx.drawImage(plot, EDGE, top, WIDTH, PLOT);
  ctx.font = `400 13px ${theme.font}`;
  ctx.fillStyle = theme.ink3;
  source.forEach((line, row) => {
    ctx.fillText(line, EDGE, top + PLOT + 32 + row * 18);
  });
  return canvas;
}

function drawKey(ctx: CanvasRenderingContext2D, spec: ChartSpec, theme: Theme, left: number, y: number): void {
  let x = left;
  ctx.font = `400 13px ${theme.font}`;
  for (const series of spec.series) {
    const bare = isOutlined(series.key);
    ctx.fillStyle = series.key === "unsplit" ? hatch(theme.edge, theme.paper) : bare ? theme.paper : theme[series.colour];
    ctx.fillRect(x, y - 10, 12, 12);
    ctx.strokeStyle = theme.edge;
    if (bare || series.key === "unsplit") ctx.strokeRect(x, y - 10, 12, 12);
    ctx.fillStyle = theme.ink2;
    ctx.fillText(series.short, x + 18, y);
    x += 18 + ctx.measureText(series.short).width + 24;
  }
}

function wrapText(ctx: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    if (lines.length > 0 && ctx.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
