import { feature } from "topojson-client";
import boundaries from "../../data/pakistan-adm1.topo.json";
import { regionShort } from "../../server/domain/province";
import { number } from "../format";
import * as words from "../words/map";
import { gapPoint, type Point, printed } from "./point";

type Topology = Parameters<typeof feature>[0];
type Ring = readonly (readonly number[])[];

/** A unit of the map: its outline as rings of longitude and latitude, and where its name stands. */
export interface Unit {
  iso: string;
  rings: Ring[];
  /** The middle of its name, in map units. */
  at: [x: number, y: number];
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

/** Units whose name stands outside them, on the paper. */
export const isSmall = (iso: string) => iso === "PK-IS" || iso === "PK-JK";

/** A unit's name and, beneath it, its number; the names of small units lie close, so that they have it beside them. */
export function linesOf(iso: string, point: Point): string[] {
  if (point.value === null) return [regionShort(iso)];
  return isSmall(iso) ? [`${regionShort(iso)} ${printed(point)}`] : [regionShort(iso), printed(point)];
}

export function unitsOf(): Unit[] {
  const topology = boundaries as unknown as Topology;
  const collection = topology.objects.adm1_7;
  const found = collection === undefined ? null : feature(topology, collection);
  const features = found === null ? [] : "features" in found ? found.features : [found];
  return features.map(({ geometry, properties }) => {
    const { iso, cx, cy } = properties as { iso: string; cx: number; cy: number };
    const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
    const [[x, y], [dx, dy]] = [project([cx, cy]), NUDGE[iso] ?? [0, 0]];
    return { iso, rings, at: [x + dx, y + dy] };
  });
}

/** How the values of a map fall into classes: nothing, and three of rising size. The tint only supports the printed number. */
export interface Classes {
  of(point: Point): 0 | 1 | 2 | 3;
  /** The classes that occur, in words. */
  words: [tone: 0 | 1 | 2 | 3, words: string][];
  hasGaps: boolean;
}

const range = (from: number, to: number) => (from === to ? number(from) : `${number(from)}–${number(to)}`);

export function classesOf(points: ReadonlyMap<string, Point>): Classes {
  const most = Math.max(0, ...[...points.values()].map((point) => point.value ?? 0));
  const [low, high] = [nice(most / 6), nice(most / 2)];
  const classOf = (value: number) => (value === 0 ? 0 : value < low ? 1 : value < high ? 2 : 3);
  const occurring = new Set([...points.values()].flatMap(({ value }) => (value === null ? [] : [classOf(value)])));
  const named: Classes["words"] = [
    [0, "0"],
    [1, range(1, low - 1)],
    [2, range(low, high - 1)],
    [3, words.andOver(number(high))],
  ];
  const shown = unitsOf().map(({ iso }) => points.get(iso) ?? gapPoint("fatalities"));
  return {
    of: (point) => classOf(point.value ?? 0),
    words: named.filter(([tone]) => occurring.has(tone)),
    hasGaps: shown.some(({ value }) => value === null),
  };
}

/** One significant digit: 319 → 300. At least 2, so that the lowest class has room. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.max(2, Math.round(value / power) * power);
}
