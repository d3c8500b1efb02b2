/** Waits for all to end, also where one has failed, so that nothing goes on behind the back of whoever clears up; then throws the first failure. */
export async function together(works: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) if (ended.status === "rejected") throw ended.reason;
}
