import type { Knex } from "knex";
import type { Database } from "./connect";

/** What was read once and holds until the ledger changes. */
export interface Memory {
  /** The value under the key, read where it is not known yet; what is not there (null) is looked for each time. Whoever gets a value shares it and leaves it as it is. */
  recall<T>(key: string, read: () => Promise<T>): Promise<T>;
}

/** How many values are kept; keys come from addresses, and there are many of those. */
const MOST = 1000;
/** By where it was read: a replica may not have yet what the primary has. */
const memories = new WeakMap<Knex, Memory>();

/** The memory of a database. All of it is forgotten at any change, by whichever process, and nothing is kept while word of changes does not arrive. */
export function memoryOf({ knex, notices }: Pick<Database, "knex" | "notices">): Memory {
  const found = memories.get(knex);
  if (found !== undefined) return found;
  const kept = new Map<string, unknown>();
  // What was asked before a change may be answered after it: such an answer is not kept.
  let generation = 0;
  notices.onChange(() => {
    kept.clear();
    generation += 1;
  });
  const memory: Memory = {
    async recall<T>(key: string, read: () => Promise<T>): Promise<T> {
      if (!notices.isHearing()) return read();
      if (kept.has(key)) return kept.get(key) as T;
      const begun = generation;
      const value = await read();
      if (value === null || begun !== generation || !notices.isHearing()) return value;
      if (kept.size >= MOST) kept.clear();
      kept.set(key, value);
      return value;
    },
  };
  memories.set(knex, memory);
  return memory;
}
