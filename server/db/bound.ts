/**
 * A count's column by its name, as it adds up: of a row, and of a cell of the cube. A bound that was not told is the best number (`fatalities_low` that of `fatalities`), and a row lacks its high where it
 * lacks both. In a cell that has no bounds of its own because no row of its batch tells any, the best numbers are theirs; in one that has, a null is a sum over blanks only, and the best is null as well.
 */
export function bounded(name: string): string {
  const best = name.replace(/_(low|high)/, "");
  return best === name ? name : `coalesce(${name}, ${best})`;
}
