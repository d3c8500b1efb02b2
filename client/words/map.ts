import type { Part } from "./part";
import type { Forms } from "./plurals";

/** What maps say, on the page and in the pictures the server draws. */

export const boundaries = "Boundaries as administered, in Kashmir along the Line of Control; no position implied. Made with Natural Earth.";
export const andOver = (least: Part) => `${least} and over`;
export const mapOf = (label: Part) => `Map: ${label}. The table has the same numbers.`;
export const unitWith = (unit: Part, value: Part) => `${unit}: ${value}`;

export const rowsByPlace = (places: Part) => `Map: rows by place, ${places}`;
export const rowGives: Forms = { one: "row gives", other: "rows give" };
export const withoutCoordinates = (rows: Part) => `${rows} no coordinates. `;
export const largestDot = (rows: Part) => `Largest dot: ${rows}. `;
export const killed = (count: Part) => `${count} killed`;
export const killedNotReported = "killed not reported";
export const placeNotNamed = "Place not named";
export const rowsOfPlace = (place: Part, rows: Part, killed: Part) => `${place}: ${rows}, ${killed}`;
