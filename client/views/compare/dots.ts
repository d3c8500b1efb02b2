import type { Dataset } from "../../../server/domain/dataset";
import { printNumber } from "../../../server/domain/print";
import { type Child, h, s } from "../../dom";
import * as words from "../../words/compare";
import { type Line, type Side, shortName } from "./sides";

/** Width of the plot in its own units; it stretches with its column. */
const WIDTH = 420;
const HEIGHT = 40;

/** The step of a scale: 1, 2 or 5 times a power of ten, four or five to the whole. */
export function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  return ([1, 2, 5, 10].find((one) => one * power >= most / 4) ?? 10) * power;
}

const FLAGS = [
  ["counts_operations", words.operationsCounted],
  ["counts_militants", words.militantsCounted],
  ["counts_injured", words.woundedCounted],
] as const satisfies readonly [keyof Dataset, string][];

/** One period closely: each publisher with what it counts and its value as a dot on one scale, from the highest down. */
export function dotTable(line: Line, caption: string): HTMLElement {
  const sides = line.sides.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const most = Math.max(1, ...sides.map(({ value }) => value ?? 0));
  const step = stepOf(most);
  const top = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step);
  return h(
    "table",
    { class: "publisher-dots" },
    h("caption", { class: "unseen" }, caption),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, words.publisher),
        FLAGS.map(([, label]) => h("th", { scope: "col", class: "text flag" }, label)),
        h("th", { scope: "col", class: "numeric" }, words.figure),
        h("td", { class: "plot-cell", "aria-hidden": "true" }, scale(ticks, top)),
      ),
    ),
    h(
      "tbody",
      {},
      sides.map((side) => row(side, line, ticks, top)),
    ),
  );
}

function row(side: Side, line: Line, ticks: readonly number[], top: number): HTMLElement {
  const { source } = side;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, h("b", {}, shortName(source)), h("span", { class: "under" }, source.publisher.replace(/\s*\([A-Z]+\)/, ""))),
    FLAGS.map(([flag]) => h("td", { class: "text flag" }, flagWords(source[flag]))),
    h("td", { class: "figure-cell" }, figureOf(side)),
    h("td", { class: "plot-cell", "aria-hidden": "true" }, strip(side, line, ticks, top)),
  );
}

export function flagWords(flag: boolean | null): Child {
  if (flag === null) return h("span", { class: "faint" }, h("span", { class: "mark hatched-box" }), words.notStated);
  return flag ? h("b", {}, words.yes) : words.no;
}

/** A value that opens its proof; one that was not printed is a gap, a lower bound says so. */
export function figureOf(side: Side): Child {
  if (side.value === null)
    return h(
      "span",
      { class: "cell" },
      h("span", { class: "gap", title: words.notPrinted }, h("span", { class: "unseen" }, words.unprinted), h("span", { "aria-hidden": "true" }, "⋯")),
      h("span", { class: "slot" }),
    );
  const least = side.status === "partial";
  const title = words.openInExplore(least ? words.knownInPartAt : side.status === "derived" ? words.derivedFromPublishedParts : words.published);
  return h(
    "span",
    { class: "cell" },
    h("a", { class: "number", href: side.href, title }, `${least ? "≥" : ""}${printNumber(side.value)}`),
    h("span", { class: "slot" }, side.status === "derived" ? "d" : ""),
  );
}

const at = (value: number, top: number) => 6 + (value / top) * (WIDTH - 12);

function scale(ticks: readonly number[], top: number): SVGElement {
  const shown = ticks.length > 5 ? ticks.filter((_, index) => index % 2 === 0) : ticks;
  return s(
    "svg",
    { class: "dot-strip", width: "100%", height: 18 },
    shown.map((tick) =>
      s(
        "text",
        {
          x: `${(at(tick, top) / WIDTH) * 100}%`,
          y: 14,
          class: tick === 0 || tick === top ? "tick-label" : "tick-label between",
          "text-anchor": tick === 0 ? "start" : tick === top ? "end" : "middle",
        },
        printNumber(tick),
      ),
    ),
  );
}

function strip(side: Side, line: Line, ticks: readonly number[], top: number): Child {
  const middle = HEIGHT / 2;
  const percent = (value: number) => `${(at(value, top) / WIDTH) * 100}%`;
  const svg = s(
    "svg",
    { class: "dot-strip", width: "100%", height: HEIGHT },
    ticks.map((tick) => s("line", { x1: percent(tick), x2: percent(tick), y1: 0, y2: HEIGHT, class: tick === 0 ? "base" : "grid" })),
    // Beside a publisher that printed nothing the others' spread would look like its own.
    line.low !== null && line.high !== null && side.value !== null
      ? s("line", { x1: percent(line.low), x2: percent(line.high), y1: middle, y2: middle, class: "range" })
      : null,
    side.value === null ? null : s("circle", { cx: percent(side.value), cy: middle, r: 6, class: markOf(side, line) }),
  );
  return svg;
}

/** A ring where a publisher's total holds operations too, a dot where it counts attacks only or does not say. Of one class all are dots. */
function markOf({ source }: Side, { mixed }: Line): string {
  return mixed && source.counts_operations === true ? "ring" : "dot";
}

/** The spread of one period as a small strip: a line from the lowest to the highest, a dot for each publisher. */
export function rangeStrip(line: Line, top: number): SVGElement {
  const percent = (value: number) => `${(at(value, top) / WIDTH) * 100}%`;
  return s(
    "svg",
    { class: "range-strip", width: "100%", height: 18, "aria-hidden": "true" },
    s("line", { x1: percent(0), x2: percent(0), y1: 0, y2: 18, class: "base" }),
    line.low !== null && line.high !== null ? s("line", { x1: percent(line.low), x2: percent(line.high), y1: 9, y2: 9, class: "range" }) : null,
    line.sides.map((side) =>
      side.value === null
        ? null
        : s(
            "circle",
            { cx: percent(side.value), cy: 9, r: 4, class: side.status === "partial" ? "part" : markOf(side, line) },
            s("title", {}, `${shortName(side.source)} ${printNumber(side.value)}`),
          ),
    ),
  );
}
