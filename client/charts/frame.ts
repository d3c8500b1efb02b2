import { type Drawn, draw } from "../chart";
import { type Child, fill, h, unbroken } from "../dom";
import * as words from "../words/chart";
import { brush } from "./brush";
import { chartKey } from "./key";
import { panelGrid } from "./panels";
import type { ChartSpec } from "./spec";
import { walk } from "./walk";

export interface FrameTexts {
  title: string;
  subtitle: Child;
  source: Child;
}

export interface Frame {
  element: HTMLElement;
  draw(texts: FrameTexts, spec: ChartSpec): void;
  close(): void;
}

interface Options {
  level: 1 | 2;
  /** Tall enough for the trend, less for others; the plot keeps its height from the first paint, so nothing jumps. */
  height: "tall" | "middle";
  aside?: Child;
}

/** A chart with all it must never be seen without: title, subtitle, key, plot, source. Built once, drawn again for each answer. */
export function frame({ level, height, aside }: Options): Frame {
  const title = h(level === 1 ? "h1" : "h2");
  const subtitle = h("p", { class: "deck" });
  const key = h("div", { class: "key" });
  const canvas = h("canvas", { dir: "ltr", "aria-hidden": "true" });
  const plot = h("div", { class: `plot ${height}`, role: "application", tabindex: "0", "aria-roledescription": words.chart }, canvas);
  const live = h("p", { class: "unseen", role: "status" });
  const source = h("p", { class: "source" });
  const grid = panelGrid(live);
  const element = h(
    "figure",
    { class: "chart" },
    h("div", { class: "chart-head" }, h("div", {}, title, subtitle), aside),
    key,
    plot,
    grid.element,
    live,
    source,
  );
  let drawn: Drawn | null = null;
  // Before the walker, which takes a click for a wish to see the rows.
  brush(plot, () => drawn);
  const walker = walk(plot, () => drawn, live);
  return {
    element,
    draw(texts, spec) {
      fill(title, unbroken(texts.title));
      fill(subtitle, typeof texts.subtitle === "string" ? unbroken(texts.subtitle) : texts.subtitle);
      fill(source, texts.source);
      const howTo = spec.series.length > 1 ? words.howToWalkSeries : words.howToWalk;
      plot.setAttribute("aria-label", howTo(spec.finding, spec.periods.length));
      plot.classList.add("drawn");
      walker.rest();
      plot.hidden = spec.panels !== undefined;
      grid.element.hidden = spec.panels === undefined;
      grid.show(spec.panels ?? []);
      if (spec.panels !== undefined) return fill(key, chartKey({ spec, narrow: false }));
      if (drawn === null) drawn = draw(canvas, spec);
      else drawn.redraw(spec);
      fill(key, chartKey(drawn.plate));
    },
    close() {
      drawn?.close();
      drawn = null;
      grid.close();
    },
  };
}
