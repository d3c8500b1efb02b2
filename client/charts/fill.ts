import { NOT_STATED } from "../../server/domain/query";
import { tint } from "./colour";
import type { Plate } from "./configure";
import type { Point } from "./point";
import type { Series } from "./spec";

/** Whoever is not named gets no colour of their own. */
export const isOutlined = (member: string) => member === "unspecified" || member === NOT_STATED;

export interface Paint {
  fill: CanvasPattern | string;
  line: string;
  width: number;
}

/** The mark of a value's status: solid, tint with outline, hatch with outline; what was not split is edge hatch. */
export function paintOf(series: Series, point: Point, { theme, easel: { hatch } }: Plate): Paint {
  const hue = theme[series.colour];
  if (series.key === "unsplit") return { fill: hatch(theme.edge, theme.paper), line: theme.edge, width: 1 };
  if (isOutlined(series.key)) return { fill: theme.paper, line: theme.edge, width: 1.5 };
  if (point.provisional) return { fill: hatch(hue, theme.paper), line: hue, width: 1.5 };
  if (point.status === "derived") return { fill: tint(hue, theme.paper, 0.22), line: hue, width: 1.5 };
  return { fill: hue, line: hue, width: 0 };
}
