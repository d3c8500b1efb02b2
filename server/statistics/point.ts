/** A value of one period as the statistics of a series need to know it. */
export interface Point {
  value: number | null;
  /** Whether the value is whole: partial, unfinished, missing and clipped values are never compared. */
  whole: boolean;
  scope: string | null;
  provisional: boolean;
}

/** Whether a value may be compared with others of its scope. */
export function isComparable(point: Point): point is Point & { value: number } {
  return point.whole && point.value !== null;
}

/** What is not known. */
export const UNKNOWN: Point = { value: null, whole: false, scope: null, provisional: false };

/** The sum of values of one scope, known only where all of them are. */
export function sumOfPoints(points: readonly Point[]): Point {
  const [first] = points;
  if (first === undefined || !points.every((point) => isComparable(point) && point.scope === first.scope)) return UNKNOWN;
  return {
    value: points.reduce((sum, point) => sum + (point.value ?? 0), 0),
    whole: true,
    scope: first.scope,
    provisional: points.some((point) => point.provisional),
  };
}
