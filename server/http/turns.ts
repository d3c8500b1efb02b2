import type { InTurn } from "../import";

/** Lets at most so many work at once; others wait for their turn in the order they came. */
export function turns(most: number): InTurn {
  let working = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (working < most) working += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  };
}
