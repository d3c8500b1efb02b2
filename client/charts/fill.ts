import { NOT_STATED } from "../../server/domain/query";
import { type Theme, tint } from "./colour";
import type { Point } from "./point";
import type { Series } from "./spec";

const patterns = new Map<string, CanvasPattern | string>();

/** Diagonal lines of a colour, 135 degrees. */
export function hatch(colour: string, ground: string): CanvasPattern | string {
  const key = `${colour} ${ground}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const size = 10;
  const tile = document.createElement("canvas");
  tile.width = size;
  tile.height = size;
  const context = tile.getContext("2d");
  if (context === null) return ground;
  context.fillStyle = ground;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineCap = "square";
  for (const shift of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(shift, size);
    context.lineTo(shift + size, 0);
    context.stroke();
  }
  const pattern = context.createPattern(tile, "repeat");
  // Drawn at twice the size and shrunk, so that the lines stay crisp on dense screens.
  pattern?.setTransform(new DOMMatrix([0.5, 0, 0, 0.5, 0, 0]));
  patterns.set(key, pattern ?? ground);
  return pattern ?? ground;
}

/** Whoever is not named gets no colour of their own. */
export const isOutlined = (member: string) => member === "unspecified" || member === NOT_STATED;

export interface Paint {
  fill: CanvasPattern | string;
  line: string;
  width: number;
}

/** The mark of a value's status: solid, tint with outline, hatch with outline; what was not split is edge hatch. */
export function paintOf(series: Series, point: Point, theme: Theme): Paint {
  const hue = theme[series.colour];
  if (series.key === "unsplit") return { fill: hatch(theme.edge, theme.paper), line: theme.edge, width: 1 };
  if (isOutlined(series.key)) return { fill: theme.paper, line: theme.edge, width: 1.5 };
  if (point.provisional) return { fill: hatch(hue, theme.paper), line: hue, width: 1.5 };
  if (point.status === "derived") return { fill: tint(hue, theme.paper, 0.22), line: hue, width: 1.5 };
  return { fill: hue, line: hue, width: 0 };
}
