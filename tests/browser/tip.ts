/** Looks at a tooltip from inside the page: each function runs in the browser and takes nothing from here. */

/** Where a tooltip stands, in the window, and what it says; null while there is none. */
export interface Tip {
  lines: string[];
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** What is around it: its chart, the window. */
  room: { left: number; top: number; right: number; bottom: number };
  /** The mark it speaks of, by its outline of ink; null where nothing is known. */
  mark: { left: number; top: number; right: number; bottom: number } | null;
}

/** Lets what a pointer has done be drawn: a chart looks at where it is once a frame. */
export function framed(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** Keeps a plot's pixels while no mark is in focus. */
export function remember(plot: Element): void {
  const canvas = plot.querySelector("canvas") as HTMLCanvasElement & { plain?: Uint8ClampedArray };
  canvas.plain = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** The tooltip of a plot. Its mark is what has turned to ink since the plot was remembered: the outline of two pixels. */
export function tipOf(plot: Element): Tip | null {
  const tip = plot.querySelector<HTMLElement>(".tip");
  const canvas = plot.querySelector("canvas") as HTMLCanvasElement & { plain?: Uint8ClampedArray };
  if (tip === null || tip.hidden || canvas.plain === undefined) return null;
  const now = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
  const ink = (
    getComputedStyle(document.documentElement)
      .getPropertyValue("--ink")
      .match(/[\da-f]{2}/gi) ?? []
  ).map((part) => Number.parseInt(part, 16));
  const scale = canvas.width / canvas.clientWidth;
  const bounds = canvas.getBoundingClientRect();
  // A method: a named function would need what the compiler adds beside it, which the page does not have.
  const look = {
    far(data: Uint8ClampedArray, at: number) {
      return ink.reduce((sum, part, rank) => sum + Math.abs((data[at + rank] ?? 0) - part), 0);
    },
  };
  // Most pixels are as they were, and are passed by as one number each.
  const [pixels, plain] = [new Uint32Array(now.buffer), new Uint32Array(canvas.plain.buffer)];
  let mark: Tip["mark"] = null;
  for (let at = 0; at < now.length; at += 4) {
    if (pixels[at / 4] === plain[at / 4]) continue;
    if (look.far(now, at) > 40 || look.far(canvas.plain, at) <= 80) continue;
    const [x, y] = [bounds.left + ((at / 4) % canvas.width) / scale, bounds.top + Math.floor(at / 4 / canvas.width) / scale];
    mark = mark
      ? { left: Math.min(mark.left, x), top: Math.min(mark.top, y), right: Math.max(mark.right, x + 1), bottom: Math.max(mark.bottom, y + 1) }
      : { left: x, top: y, right: x + 1, bottom: y + 1 };
  }
  const { left, top, right, bottom } = tip.getBoundingClientRect();
  const chart = plot.closest("figure.chart")?.getBoundingClientRect();
  const room = {
    left: Math.max(0, chart?.left ?? 0),
    top: Math.max(0, chart?.top ?? 0),
    right: Math.min(innerWidth, chart?.right ?? innerWidth),
    bottom: Math.min(innerHeight, chart?.bottom ?? innerHeight),
  };
  return { lines: [...tip.children].map((line) => line.textContent ?? ""), left, top, right, bottom, room, mark };
}
