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

const live = new Set<() => void>();
const still = matchMedia("(prefers-reduced-motion: reduce)");

function retheme(): void {
  for (const repaint of live) repaint();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", retheme);

// A page printed from a dark screen is printed on paper: tokens turn light and canvases are drawn again.
addEventListener("beforeprint", () => {
  document.documentElement.dataset.paper = "";
  retheme();
});
addEventListener("afterprint", () => {
  delete document.documentElement.dataset.paper;
  retheme();
});

/** Draws a chart on a canvas that fills its parent; `still` false only for changes, so that nothing moves on the first draw. */
export function draw(canvas: HTMLCanvasElement, spec: ChartSpec): Drawn {
  const plate: Plate = { spec, theme: readTheme(), focus: null, narrow: canvas.clientWidth < 560, moving: false, pixels: null, easel: PAGE };
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
  live.add(repaint);
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
      const alike = next.shape === plate.spec.shape && next.periods.length === plate.spec.periods.length;
      plate.spec = next;
      plate.focus = null;
      apply(alike);
    },
    point(focus) {
      plate.focus = focus;
      chart.draw();
    },
    close() {
      live.delete(repaint);
      watch.disconnect();
      chart.destroy();
    },
  };
}
