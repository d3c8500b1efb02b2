import { regionName } from "../../server/domain/province";
import { h, s, unbroken } from "../dom";
import * as say from "../words/map";
import { inkOn } from "./colour";
import { classesOf, HEIGHT, isSmall, linesOf, project, type Unit, unitsOf, WIDTH } from "./geography";
import { gapPoint, type Point, printed } from "./point";
import { type Direction, isolated } from "./writing";

/** Seven units with printed numbers; what was not printed apart is hatched, what lies in no unit is said beneath. */
export function provinceMap(points: ReadonlyMap<string, Point>, href: (code: string) => string, label: string, absent: string, apart = ""): HTMLElement {
  const units = unitsOf();
  const classes = classesOf(points);
  const pointOf = (iso: string) => points.get(iso) ?? gapPoint("fatalities");
  const shapes = units.map((unit) => {
    const point = pointOf(unit.iso);
    const words = say.unitWith(regionName(unit.iso), point.value === null ? absent.toLowerCase() : printed(point));
    const shape = s("path", { d: path(unit), class: ["unit", point.value === null ? "missing" : toneOf(classes.of(point))].join(" ") }, s("title", {}, words));
    return s("a", { href: href(unit.iso), "aria-label": words }, shape);
  });
  const style = getComputedStyle(document.documentElement);
  const names = units.map(({ iso, at: [x, y] }) => {
    const point = pointOf(iso);
    const tone = point.value === null ? 0 : classes.of(point);
    const light = tone > 0 && inkOn(style.getPropertyValue(`--map${tone}`).trim()) === "#ffffff";
    const lines = linesOf(iso, point).map((line, row) =>
      s("tspan", row === 0 ? { x } : { x, dy: 15, class: "value" }, isolated(line, style.direction as Direction)),
    );
    const text = s(
      "text",
      { x, y, class: `${point.value === null ? "unknown " : ""}${isSmall(iso) || tone === 0 ? "plain" : light ? "on-dark" : "on-light"}` },
      lines,
    );
    return text;
  });
  const hatch = s(
    "pattern",
    { id: "map-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    s("rect", { width: 4, height: 4, class: "ground" }),
    s("line", { x1: 0, y1: 0, x2: 0, y2: 4, class: "stroke" }),
  );
  const svg = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: "group", "aria-label": say.mapOf(label) },
    s("defs", {}, hatch),
    shapes,
    s("g", { "aria-hidden": "true" }, names),
  );
  return h(
    "div",
    {},
    svg,
    h(
      "div",
      { class: "key" },
      classes.words.map(([tone, words]) =>
        h("span", { class: "key-item" }, h("span", { class: ["mark", toneOf(tone)].join(" ") }), h("span", {}, unbroken(words))),
      ),
      classes.hasGaps ? h("span", { class: "key-item" }, h("span", { class: "mark missing" }), absent) : null,
    ),
    apart === "" ? null : h("p", { class: "source" }, apart),
    h("p", { class: "source" }, say.boundaries),
  );
}

/** The class of a tint, as the style knows it. */
const toneOf = (tone: number) => `class${tone}`;

/** The outline of each unit as an SVG path, for marks of one's own on the same ground. */
export const outlines = (): { iso: string; d: string }[] => unitsOf().map((unit) => ({ iso: unit.iso, d: path(unit) }));

const path = ({ rings }: Unit): string =>
  rings
    .map(
      (ring) =>
        `M${ring
          .map((at) =>
            project(at)
              .map((value) => value.toFixed(1))
              .join(","),
          )
          .join("L")}Z`,
    )
    .join("");
