/** CI tests everything, and with all it needs. Elsewhere what has to hold in every size is tested for a share of it in each, so that nobody waits more than a few minutes. */
export const inCI = process.env.CI === "true";

/** In CI all of them; elsewhere each `of`-th, from the `which`-th on: shared out so among several tests, each is there once. */
export function share<T>(all: readonly T[], which: number, of: number): readonly T[] {
  return inCI ? all : all.filter((_, at) => at % of === which);
}
