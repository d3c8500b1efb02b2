/** CI tests everything. Elsewhere what has to hold in every size, or over hundreds of steps, is tested for a share of it, so that nobody waits more than a few minutes. */
export const isWhole = process.env.CI === "true";

/** In CI all of them; elsewhere each `of`-th, from the `which`-th on: shared out so among several tests, each is there once. */
export function share<T>(all: readonly T[], which: number, of: number): readonly T[] {
  return isWhole ? all : all.filter((_, at) => at % of === which);
}
