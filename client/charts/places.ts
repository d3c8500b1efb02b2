import type { Facets } from "../api";
import { h, s } from "../dom";
import { number, plural } from "../format";
import * as say from "../words/map";
import * as plurals from "../words/plurals";
import { HEIGHT, project, WIDTH } from "./geography";
import { outlines } from "./map";

type PlaceCount = Facets["places"][number];

/** Radius in map units: the area of a dot stands for its rows; the smallest is still a mark one can hit. */
const radius = (rows: number, most: number) => 4 + 14 * Math.sqrt(rows / Math.max(1, most));

/** Where rows lie, a dot a place, the larger beneath the smaller. A place with a name leads to its rows. */
export function placesMap(places: readonly PlaceCount[], unplaced: number, href: (place: string) => string): HTMLElement {
  const most = Math.max(1, ...places.map(({ rows }) => rows));
  const dots = places.toSorted((a, b) => b.rows - a.rows).map((one) => dot(one, most, href));
  const svg = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "map places", role: "group", "aria-label": say.rowsByPlace(plural(places.length, plurals.place)) },
    s(
      "g",
      { "aria-hidden": "true" },
      outlines().map(({ d }) => s("path", { d, class: "unit class0" })),
    ),
    dots,
  );
  const apart = unplaced > 0 ? say.withoutCoordinates(plural(unplaced, say.rowGives)) : "";
  return h("div", {}, svg, h("p", { class: "source" }, apart, say.largestDot(plural(most, plurals.row)), say.boundaries));
}

function dot({ latitude, longitude, place, rows, fatalities }: PlaceCount, most: number, href: (place: string) => string): SVGElement {
  const [x, y] = project([longitude, latitude]);
  const killed = fatalities === null ? say.killedNotReported : say.killed(number(fatalities));
  const words = say.rowsOfPlace(place ?? say.placeNotNamed, plural(rows, plurals.row), killed);
  const mark = s("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: radius(rows, most).toFixed(1), class: "dot" }, s("title", {}, words));
  return place === null ? s("g", { role: "img", "aria-label": words }, mark) : s("a", { href: href(place), "aria-label": words }, mark);
}
