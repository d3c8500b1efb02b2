import { LEFT_TO_RIGHT } from "../format";

/** Which way words run. */
export type Direction = "ltr" | "rtl";

/** A text for a canvas or an SVG, where periods, signs, ranges and bounds are read from left to right among words that are not: two marks nobody sees isolate each. */
export const isolated = (text: string, direction: Direction): string => (direction === "ltr" ? text : text.replace(LEFT_TO_RIGHT, "\u2066$&\u2069"));

/** Where a line of words begins in a room. */
export const startOf = ({ x, width }: { x: number; width: number }, direction: Direction): number => (direction === "ltr" ? x : x + width);

/** Where a box of some width stands that begins so far into a room. */
export const placed = (room: { x: number; width: number }, direction: Direction, into: number, width: number): number =>
  direction === "ltr" ? room.x + into : room.x + room.width - into - width;
