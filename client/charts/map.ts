import { feature } from "topojson-client";
import boundaries from "../../data/pakistan-adm1.topo.json";
import { regionName, regionShort } from "../../server/domain/province";
import { h, s } from "../dom";
import { number } from "../format";
import { inkOn } from "./colour";
import { gapPoint, type Point, printed } from "./point";

type Topology = Parameters<typeof feature>[0];

interface Unit {
  iso: string;
  cx: number;
  cy: number;
}

export const WIDTH = 340;
const WEST = 60.8;
const NORTH = 37.2;
// One degree of longitude is shorter than one of latitude by the cosine of the country's middle latitude.
const SCALE_X = WIDTH / 17;
const SCALE_Y = SCALE_X / Math.cos((30.4 * Math.PI) / 180);
export const HEIGHT = Math.round((NORTH - 23.5) * SCALE_Y);
export const project = ([lon = 0, lat = 0]: readonly number[]): [number, number] => [(lon - WEST) * SCALE_X, (NORTH - lat) * SCALE_Y];

/** Where a name stands off its unit's middle, for units too small to hold it. */
const NUDGE: Record<string, [number, number]> = { "PK-IS": [40, 10], "PK-JK": [22, -8], "PK-GB": [4, -2], "PK-KP": [-5, -4] };

/** Seven units with printed numbers; what was not printed apart is hatched. The class tint only supports the number. */
export function provinceMap(points: ReadonlyMap<string, Point>, href: (code: string) => string, label: string, absent: string): HTMLElement {
  const units = unitsOf(boundaries as unknown as Topology);
  const most = Math.max(0, ...[...points.values()].map((point) => point.value ?? 0));
  const [low, high] = [nice(most / 6), nice(most / 2)];
  const classOf = (value: number): number => (value === 0 ? 0 : value < low ? 1 : value < high ? 2 : 3);
  const shapes = units.map((unit) => {
    const point = points.get(unit.properties.iso) ?? gapPoint("fatalities");
    const shape = s("path", { d: path(unit.geometry), class: point.value === null ? "unit missing" : `unit class${classOf(point.value)}` });
    const title = s("title", {}, `${regionName(unit.properties.iso)}: ${point.value === null ? absent.toLowerCase() : printed(point)}`);
    shape.append(title);
    return s(
      "a",
      { href: href(unit.properties.iso), "aria-label": `${regionName(unit.properties.iso)}: ${point.value === null ? absent.toLowerCase() : printed(point)}` },
      shape,
    );
  });
  const style = getComputedStyle(document.documentElement);
  const names = units.map((unit) => {
    const { iso, cx, cy } = unit.properties;
    const point = points.get(iso) ?? gapPoint("fatalities");
    const [dx, dy] = NUDGE[iso] ?? [0, 0];
    const [x, y] = project([cx, cy]);
    const tone = point.value === null ? 0 : classOf(point.value);
    const light = tone > 0 && inkOn(style.getPropertyValue(`--map${tone}`).trim()) === "#ffffff";
    const small = iso === "PK-IS" || iso === "PK-JK";
    const text = s(
      "text",
      { x: x + dx, y: y + dy, class: `${small || tone === 0 ? "plain" : light ? "on-dark" : "on-light"}` },
      s("tspan", { x: x + dx }, regionShort(iso)),
    );
    if (point.value !== null) text.append(s("tspan", { x: x + dx, dy: 15, class: "value" }, printed(point)));
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
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map", role: "group", "aria-label": `Map: ${label}. The table has the same numbers.` },
    s("defs", {}, hatch),
    shapes,
    s("g", { "aria-hidden": "true" }, names),
  );
  const classes = [...points.values()].map((point) => (point.value === null ? -1 : classOf(point.value)));
  const keys: [number, string][] = [
    [0, "0"],
    [1, `1–${number(low - 1)}`],
    [2, `${number(low)}–${number(high - 1)}`],
    [3, `${number(high)} and over`],
  ];
  return h(
    "div",
    {},
    svg,
    h(
      "div",
      { class: "key" },
      keys
        .filter(([tone]) => classes.includes(tone))
        .map(([tone, words]) => h("span", { class: "key-item" }, h("span", { class: `mark class${tone}` }), words)),
      classes.includes(-1) ? h("span", { class: "key-item" }, h("span", { class: "mark missing" }), absent) : null,
    ),
    h("p", { class: "source" }, "Boundaries as administered, in Kashmir along the Line of Control; no position implied. Made with Natural Earth."),
  );
}

/** The outline of each unit as an SVG path, for marks of one's own on the same ground. */
export const outlines = (): { iso: string; d: string }[] =>
  unitsOf(boundaries as unknown as Topology).map(({ geometry, properties }) => ({ iso: properties.iso, d: path(geometry) }));

function unitsOf(topology: Topology): { geometry: GeoJSON.Geometry; properties: Unit }[] {
  const collection = topology.objects.adm1_7;
  const found = collection === undefined ? null : feature(topology, collection);
  const features = found === null ? [] : "features" in found ? found.features : [found];
  return features.map(({ geometry, properties }) => ({ geometry, properties: properties as Unit }));
}

/** One significant digit: 319 → 300. At least 2, so that the lowest class has room. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.max(2, Math.round(value / power) * power);
}

function path(geometry: GeoJSON.Geometry): string {
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
  return rings
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
}
