import type { Chart as Drawing } from "chart.js";
import { readTheme } from "./charts/colour";
import { configure, type Plate } from "./charts/configure";
import { PAGE } from "./charts/page-easel";
import { Chart } from "./charts/registry";
import type { ChartSpec, Focus } from "./charts/spec";

export interface Drawn {
  plate: Plate;
  chart: Drawing;
  redraw(spec: ChartSpec): void;
  point(focus: Focus | null): void;
  close(): void;
}

/** Of more marks than the eye can follow, each change is drawn at once. */
const MOST_MOVING = 300;

/** What every chart on the page can be told: to take the colours in force, to turn to paper and back. */
interface Live {
  repaint(): void;
  paper(on: boolean): void;
}
const live = new Set<Live>();
const still = matchMedia("(prefers-reduced-motion: reduce)");
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const one of live) one.repaint();
});

/** What a chart has of an A4 page, and a small multiple, in CSS pixels as in styles/print.css; and how many of the printer's stand for one. */
const PAPER = { first: { width: 672, height: 200 }, whole: { width: 672, height: 250 }, half: { width: 318, height: 150 }, pixels: 3 };

// A page printed from a dark or wide screen is printed on paper: tokens turn light, and canvases are drawn again in its width.
addEventListener("beforeprint", () => {
  document.documentElement.dataset.paper = "";
  for (const one of live) one.paper(true);
});
addEventListener("afterprint", () => {
  delete document.documentElement.dataset.paper;
  for (const one of live) one.paper(false);
});

/** The chart of the first page leaves room for what stands above it. */
function paperOf({ classList }: HTMLElement): "first" | "whole" | "half" {
  return classList.contains("small") ? "half" : classList.contains("tall") ? "first" : "whole";
}

/** Draws a chart on a canvas that fills its parent; `still` false only for changes, so that nothing moves on the first draw. */
export function draw(canvas: HTMLCanvasElement, spec: ChartSpec): Drawn {
  const plate: Plate = { spec, theme: readTheme(), focus: null, narrow: canvas.clientWidth < 560, moving: false, pixels: null, easel: PAGE, written: [] };
  const chart = new Chart(canvas, configure(plate));
  const apply = (moving: boolean) => {
    plate.theme = readTheme();
    plate.moving = moving && !still.matches;
    const { data, options } = configure(plate);
    chart.data = data;
    if (options) chart.options = options;
    chart.update(plate.moving ? "default" : "none");
  };
  const repaint = () => apply(false);
  const paper = (on: boolean) => {
    const room = canvas.parentElement;
    if (room === null || room.clientWidth === 0) return;
    const screen = { width: room.clientWidth, height: room.clientHeight };
    const { width, height } = on ? PAPER[paperOf(room)] : screen;
    plate.pixels = on ? PAPER.pixels : null;
    plate.narrow = width < 560;
    apply(false);
    chart.resize(width, height);
    // The canvas is empty after a change of size, and the printer does not wait for the next frame.
    chart.update("none");
  };
  const one: Live = { repaint, paper };
  live.add(one);
  const watch = new ResizeObserver(() => {
    const narrow = canvas.clientWidth < 560;
    if (narrow === plate.narrow || canvas.clientWidth === 0) return;
    plate.narrow = narrow;
    repaint();
  });
  watch.observe(canvas);
  return {
    plate,
    chart,
    redraw(next) {
      const marks = next.series.length * next.periods.length;
      const alike = marks <= MOST_MOVING && next.shape === plate.spec.shape && next.periods.length === plate.spec.periods.length;
      plate.spec = next;
      plate.focus = null;
      apply(alike);
    },
    point(focus) {
      if (focus === null && plate.focus === null) return;
      plate.focus = focus;
      chart.draw();
    },
    close() {
      live.delete(one);
      watch.disconnect();
      chart.destroy();
    },
  };
}
