import { BarController, BarElement, CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import { readTheme } from "./charts/colour";
import { configure, type Plate } from "./charts/configure";
import type { ChartSpec, Focus } from "./charts/spec";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);

export interface Drawn {
  plate: Plate;
  chart: Chart;
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
  const plate: Plate = { spec, theme: readTheme(), focus: null, narrow: canvas.clientWidth < 560, moving: false, fixed: false };
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

/** The same chart once more, at twice the size, for an image. */
export function drawImage(spec: ChartSpec, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const plate: Plate = { spec, theme: readTheme(), focus: null, narrow: false, moving: false, fixed: true };
  const chart = new Chart(canvas, configure(plate));
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}
