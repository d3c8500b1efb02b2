/** Tells rows whose cells are all the same: asked with a row, answers the line of the first such row, or null and remembers it. */
export function rememberRows(): (line: number, cells: readonly string[]) => number | null {
  // A number a row keeps a million rows small. Two different rows share one of 2^53 with odds of one in ten thousand a file of a million.
  const seen = new Map<number, number>();
  return (line, cells) => {
    const hash = hashOf(cells);
    const first = seen.get(hash);
    if (first === undefined) seen.set(hash, line);
    return first ?? null;
  };
}

/** 53 bits of the cells' texts (cyrb53, public domain), with an end mark after each. */
function hashOf(cells: readonly string[]): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  const mix = (code: number) => {
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  };
  for (const cell of cells) {
    for (let at = 0; at < cell.length; at++) mix(cell.charCodeAt(at));
    mix(0x10000);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
