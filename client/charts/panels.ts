import { type Drawn, draw } from "../chart";
import { fill, h } from "../dom";
import * as words from "../words/chart";
import type { ChartSpec } from "./spec";
import { walk } from "./walk";

interface Panel {
  element: HTMLElement;
  show(spec: ChartSpec): void;
  close(): void;
}

export interface PanelGrid {
  element: HTMLElement;
  show(panels: readonly ChartSpec[]): void;
  close(): void;
}

/** Small multiples: a chart for each part or measure, each walked by keys and pointer like a chart of its own. */
export function panelGrid(live: HTMLElement): PanelGrid {
  const element = h("div", { class: "panels", hidden: true });
  const panels: Panel[] = [];
  return {
    element,
    show(specs) {
      while (panels.length > specs.length) panels.pop()?.close();
      while (panels.length < specs.length) {
        const panel = makePanel(live);
        panels.push(panel);
        element.append(panel.element);
      }
      element.classList.toggle("few", specs.length < 4);
      specs.forEach((spec, at) => {
        panels[at]?.show(spec);
      });
    },
    close() {
      for (const panel of panels.splice(0)) panel.close();
    },
  };
}

function makePanel(live: HTMLElement): Panel {
  const title = h("h2");
  const canvas = h("canvas", { dir: "ltr", "aria-hidden": "true" });
  const plot = h("div", { class: "plot small drawn", role: "application", tabindex: "0", "aria-roledescription": words.chart }, canvas);
  const element = h("div", { class: "panel" }, title, plot);
  let drawn: Drawn | null = null;
  const walker = walk(plot, () => drawn, live);
  return {
    element,
    show(spec) {
      fill(title, spec.name ?? "");
      const howTo = spec.series.length > 1 ? words.howToWalkSeries : words.howToWalk;
      plot.setAttribute("aria-label", howTo([...new Set([spec.name, spec.finding])].join(": "), spec.periods.length));
      walker.rest();
      if (drawn === null) drawn = draw(canvas, spec);
      else drawn.redraw(spec);
    },
    close() {
      drawn?.close();
      element.remove();
    },
  };
}
