import type { Element } from "chart.js";

/** A box of the plot, from its upper corner at the start of the scale of x. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Spot {
  x: number;
  y: number;
}

/** The box of a bar, which Chart.js tells by its middle, its width, and where its value and its base are; a point of a line has neither width nor base. */
export function boxOf(bar: Element): Box {
  const { x, y, base = y, width = 0 } = bar.getProps(["x", "y", "base", "width"]) as { x: number; y: number; base?: number; width?: number };
  return { x: x - width / 2, y: Math.min(y, base), width, height: Math.abs(base - y) };
}

export const touch = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Whether a straight line runs through a box: what is left of it within the two sides and then within top and bottom (Liang and Barsky, 1984). */
export function runsThrough(from: Spot, to: Spot, { x, y, width, height }: Box): boolean {
  let [enters, leaves] = [0, 1];
  for (const [start, step, low, high] of [
    [from.x, to.x - from.x, x, x + width],
    [from.y, to.y - from.y, y, y + height],
  ] as const) {
    if (step === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [one, other] = [(low - start) / step, (high - start) / step];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters <= leaves;
}
