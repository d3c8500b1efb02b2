import { letters, type Point, printed } from "../../charts/point";
import { h } from "../../dom";
import type { Findings } from "./load";

/** The letters and signs that occur in an answer, explained. */
export function statusKey(found: Findings): HTMLElement | null {
  const points = [...found.series, ...(found.total ? [found.total] : [])].flatMap((series) => series.points);
  const sample = (test: (point: Point) => boolean) => points.find(test);
  const entries: [string, Point | undefined, string][] = [
    ["Published", sample((point) => point.status === "published" && point.publishedOn !== null && letters(point) === ""), "printed for exactly this cell."],
    ["Derived", sample((point) => point.status === "derived"), "from published figures that complete it."],
    ["Partial", sample((point) => point.status === "partial"), "some parts known. Never in a change, share or record."],
    ["Missing", sample((point) => point.status === "missing"), "nothing printed, nothing counted: not known. Empty in an export, never 0."],
    ["Provisional", sample((point) => point.provisional && point.value !== null), "printed before the period ended."],
    ["Revised", sample((point) => letters(point).includes("r")), "an earlier report printed another value."],
  ];
  const shown = entries.filter(([, point]) => point !== undefined);
  if (shown.length === 0) return null;
  return h(
    "dl",
    { class: "status-key" },
    shown.map(([word, point, meaning]) =>
      h(
        "div",
        {},
        h(
          "dt",
          {},
          point && point.value === null
            ? h("span", { class: "gap" }, "⋯")
            : [h("span", { class: "sample" }, point ? printed(point) : ""), h("span", { class: "slot" }, point ? letters(point) : "")],
        ),
        h("dd", {}, h("span", { class: "ink" }, `${word}: `), meaning),
      ),
    ),
  );
}
