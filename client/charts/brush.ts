import type { Drawn } from "../chart";
import { h } from "../dom";
import { go } from "../state";

/** How far a pointer must travel before it draws a stretch and does not click, in CSS pixels. */
const STARTS = 8;

/**
 * Drawing across a plot chooses the periods under the stroke, and the chart goes there. With a mouse or a pen only: on touch the same
 * stroke scrolls the page, and by keyboard From and To do it.
 */
export function brush(plot: HTMLElement, drawn: () => Drawn | null): void {
  const band = h("div", { class: "brush", hidden: true });
  plot.append(band);
  let from: number | null = null;
  const at = (event: PointerEvent) => event.clientX - plot.getBoundingClientRect().left;
  const periodAt = (x: number): number => {
    const chart = drawn();
    const count = chart?.plate.spec.periods.length ?? 1;
    return Math.min(count - 1, Math.max(0, chart?.chart.scales.x?.getValueForPixel(x) ?? 0));
  };
  const end = () => {
    from = null;
    band.hidden = true;
  };
  plot.addEventListener("pointerdown", (event) => {
    const spec = drawn()?.plate.spec;
    const isOnChart = event.target instanceof HTMLCanvasElement;
    if (event.pointerType !== "touch" && event.button === 0 && isOnChart && spec?.stretch !== undefined && spec.periods.length > 2) from = at(event);
  });
  plot.addEventListener("pointermove", (event) => {
    const chart = drawn();
    if (from === null || chart === null || Math.abs(at(event) - from) < STARTS) return;
    if (band.hidden) plot.setPointerCapture(event.pointerId);
    const { left, right, top, bottom } = chart.chart.chartArea;
    const clamp = (x: number) => Math.min(right, Math.max(left, x));
    const [start, stop] = [clamp(Math.min(from, at(event))), clamp(Math.max(from, at(event)))];
    band.hidden = false;
    Object.assign(band.style, { left: `${start}px`, width: `${stop - start}px`, top: `${top}px`, height: `${bottom - top}px` });
  });
  plot.addEventListener("pointerup", (event) => {
    const spec = drawn()?.plate.spec;
    if (from === null || band.hidden || spec === undefined) return end();
    const [first, last] = [periodAt(Math.min(from, at(event))), periodAt(Math.max(from, at(event)))];
    end();
    // The click that follows the stroke is part of it.
    plot.addEventListener("click", (click) => click.stopImmediatePropagation(), { capture: true, once: true });
    const href = spec.stretch?.(first, last);
    if (href !== undefined && (first > 0 || last < spec.periods.length - 1)) go(href);
  });
  plot.addEventListener("pointercancel", end);
}
