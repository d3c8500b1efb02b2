import * as words from "../words/chart";
import { type Point, printed, revisionWords, statusWords } from "./point";

/** Tooltip lines: cell, value, how it came about, what was printed before. */
export function cellWords(cell: string, point: Point | undefined, what: string): string[] {
  if (point === undefined) return [cell];
  const value = point.value === null ? words.noFigure : words.amountOf(printed(point), what);
  return [cell, value, statusWords(point), revisionWords(point), point.scope && words.countsScope(point.scope)].filter(
    (line): line is string => line !== null && line !== "",
  );
}
