import { letters, type Point, printed } from "../../charts/point";
import { h } from "../../dom";
import * as say from "../../words/explore-table";
import type { Findings } from "./load";

/** What is worked out between numbers is no figure itself. */
const COMPUTED: ReadonlySet<Point["aspect"]> = new Set(["change", "share"]);

/** The letters and signs that occur in an answer, explained. */
export function statusKey(found: Findings): HTMLElement | null {
  const points = [...found.series, ...[found, ...found.apart].flatMap(({ total }) => total ?? [])].flatMap((series) => series.points);
  const sample = (test: (point: Point) => boolean) => points.find(test);
  const isComputed = ({ aspect }: Point) => COMPUTED.has(aspect);
  const entries: [readonly [word: string, meaning: string], Point | undefined][] = [
    [say.statusKey.published, sample((point) => !isComputed(point) && point.status === "published" && point.publishedOn !== null && letters(point) === "")],
    [say.statusKey.computed, sample((point) => isComputed(point) && point.value !== null && letters(point) === "")],
    [say.statusKey.derived, sample((point) => point.status === "derived")],
    [say.statusKey.partial, sample((point) => point.status === "partial")],
    [say.statusKey.missing, sample((point) => !isComputed(point) && point.status === "missing")],
    [say.statusKey.notComputed, sample((point) => isComputed(point) && point.value === null)],
    [say.statusKey.provisional, sample((point) => point.provisional && point.value !== null)],
    [say.statusKey.revised, sample((point) => letters(point).includes("r"))],
  ];
  const shown = entries.filter(([, point]) => point !== undefined);
  if (shown.length === 0) return null;
  return h(
    "dl",
    { class: "status-key" },
    shown.map(([[word, meaning], point]) =>
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
        h("dd", {}, h("span", { class: "ink" }, word), meaning),
      ),
    ),
  );
}
