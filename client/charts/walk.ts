import type { Drawn } from "../chart";
import { h } from "../dom";
import { go } from "../state";
import * as say from "../words/chart";
import { spotOf } from "./focus";
import type { ChartSpec } from "./spec";
import { placeTip } from "./tooltip";

/** Lets a reader walk a chart's points by pointer and by keyboard; tooltip and live region say the same. */
export function walk(plot: HTMLElement, drawn: () => Drawn | null, live: HTMLElement): { rest(): void } {
  const tip = h("div", { class: "tip", "aria-hidden": "true", hidden: true });
  plot.append(tip);
  let at: { series: number; index: number } | null = null;
  let byTouch = false;

  const show = (series: number, index: number, aloud: boolean) => {
    const chart = drawn();
    const spec = chart?.plate.spec;
    const of = spec?.series[series];
    if (!chart || !spec || !of || index < 0 || index >= spec.periods.length) return;
    at = { series, index };
    const lines = spec.words(of, index);
    const [cell = "", value = "", ...rest] = lines;
    tip.replaceChildren(h("p", { class: "tip-cell" }, cell), h("p", { class: "tip-value" }, value), ...rest.map((line) => h("p", {}, line)), opener(byTouch));
    tip.hidden = false;
    chart.plate.focus = { series, index, box: null };
    const box = placeTip(tip, chart, spotOf(chart.chart, chart.plate));
    chart.point({ series, index, box });
    if (aloud) live.textContent = lines.join(". ");
  };
  const rest = () => {
    at = null;
    tip.hidden = true;
    drawn()?.point(null);
  };
  const open = () => {
    const spec = drawn()?.plate.spec;
    const of = at === null ? undefined : spec?.series[at.series];
    if (spec && of && at !== null) go(spec.rows(of, at.index));
  };

  plot.addEventListener("keydown", (event) => {
    const spec = drawn()?.plate.spec;
    if (!spec || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = step(spec, at, event.key);
    byTouch = false;
    if (next) show(next.series, next.index, true);
    else if (event.key === "Enter" && at !== null) open();
    else if (event.key === "Escape" && at !== null) rest();
    else return;
    event.preventDefault();
  });
  plot.addEventListener("focus", () => {
    const spec = drawn()?.plate.spec;
    if (spec && at === null && plot.matches(":focus-visible")) show(0, lastKnown(spec), true);
  });
  plot.addEventListener("blur", rest);
  // A finger that does not move tells of itself here alone.
  plot.addEventListener("pointerdown", (event) => {
    byTouch = event.pointerType === "touch";
  });
  plot.addEventListener("pointermove", (event) => {
    byTouch = event.pointerType === "touch";
    const found = nearest(drawn(), event);
    if (found) show(found.series, found.index, false);
    else rest();
  });
  plot.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") rest();
  });
  plot.addEventListener("click", (event) => {
    const found = nearest(drawn(), event);
    const again = found !== null && at !== null && found.index === at.index && found.series === at.series && !tip.hidden;
    const onTip = event.target instanceof Node && tip.contains(event.target);
    const touched = byTouch;
    if (found && !onTip) show(found.series, found.index, false);
    if ((found && !touched) || (again && touched && plot.dataset.touched === `${at?.series}:${at?.index}`) || onTip) open();
    plot.dataset.touched = at === null ? "" : `${at.series}:${at.index}`;
  });
  return { rest };
}

function opener(byTouch: boolean): HTMLElement {
  return h("p", { class: "tip-open" }, byTouch ? say.tapOpensRows : say.clickOpensRows);
}

function lastKnown(spec: ChartSpec): number {
  const points = spec.totals ?? spec.series[0]?.points ?? [];
  return Math.max(
    0,
    points.findLastIndex((point) => point.value !== null),
  );
}

function step(spec: ChartSpec, at: { series: number; index: number } | null, key: string): { series: number; index: number } | null {
  const { series, index } = at ?? { series: 0, index: lastKnown(spec) };
  const last = spec.periods.length - 1;
  const clamp = (value: number, top: number) => Math.min(top, Math.max(0, value));
  if (key === "ArrowLeft") return { series, index: clamp(index - (at ? 1 : 0), last) };
  if (key === "ArrowRight") return { series, index: clamp(index + (at ? 1 : 0), last) };
  if (key === "Home") return { series, index: 0 };
  if (key === "End") return { series, index: last };
  if (spec.series.length > 1 && key === "ArrowUp") return { series: clamp(series + 1, spec.series.length - 1), index };
  if (spec.series.length > 1 && key === "ArrowDown") return { series: clamp(series - 1, spec.series.length - 1), index };
  return null;
}

/** The mark under or nearest to the pointer: the column by x, within it the part or line by y. */
function nearest(drawn: Drawn | null, event: MouseEvent): { series: number; index: number } | null {
  if (!drawn) return null;
  const { chart, plate } = drawn;
  const rect = chart.canvas.getBoundingClientRect();
  const [x, y] = [event.clientX - rect.left, event.clientY - rect.top];
  const { chartArea, scales } = chart;
  if (x < chartArea.left || x > chartArea.right || y < chartArea.top - 24 || y > chartArea.bottom + 44) return null;
  const index = scales.x?.getValueForPixel(x) ?? 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  plate.spec.series.forEach((series, at) => {
    const element = chart.getDatasetMeta(at).data[index];
    if (element === undefined || series.points[index]?.value === null) return;
    const box = element.getProps(["x", "y", "base"]) as { x: number; y: number; base?: number };
    const grouped = plate.spec.shape === "columns" && plate.spec.series.length > 1;
    const distance = grouped ? Math.abs(box.x - x) : box.base === undefined ? Math.abs(box.y - y) : y < box.y ? box.y - y : y > box.base ? y - box.base : 0;
    if (distance < least) [best, least] = [at, distance];
  });
  return { series: best, index };
}
