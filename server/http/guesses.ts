import { createHash } from "node:crypto";
import type { Request } from "express";
import { ipKeyGenerator } from "express-rate-limit";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/** Wrong tokens an address may send in a window, the window in milliseconds, and how many addresses are remembered. */
const GUESSES = 10;
const WINDOW = 60_000;
const REMEMBERED = 10_000;

/** What is known of an address: its wrong tokens since `begun`, and hashes of the tokens it has used well. */
interface Seen {
  failures: number;
  begun: number;
  good: Set<string>;
}

/**
 * Stops the guessing of tokens. After too many wrong ones an address is refused until a minute after the first of them, but for
 * tokens it has used well before: whoever shares an address with a guesser goes on working, and a guess that is right is no use.
 */
export interface Guesses {
  refuse: (request: Request, secret: string) => void;
  failed: (request: Request) => void;
  passed: (request: Request, secret: string) => void;
}

const opened = new WeakMap<Ledger, Guesses>();

/** The one memory of guesses a running program has. */
export function guessesOf(ledger: Ledger): Guesses {
  const known = opened.get(ledger) ?? rememberGuesses();
  opened.set(ledger, known);
  return known;
}

function rememberGuesses(): Guesses {
  const records = new Map<string, Seen>();
  const recordOf = (request: Request): Seen => {
    const address = ipKeyGenerator(request.ip ?? "");
    const record = records.get(address) ?? { failures: 0, begun: 0, good: new Set<string>() };
    if (Date.now() - record.begun >= WINDOW) Object.assign(record, { failures: 0, begun: Date.now() });
    // Set anew, so that the address not heard of for longest is the first to be forgotten.
    records.delete(address);
    records.set(address, record);
    const [oldest] = records.keys();
    if (records.size > REMEMBERED && oldest !== undefined) records.delete(oldest);
    return record;
  };
  const digest = (secret: string) => createHash("sha256").update(secret).digest("base64");
  return {
    refuse(request, secret) {
      const { failures, begun, good } = recordOf(request);
      if (failures < GUESSES || good.has(digest(secret))) return;
      const seconds = Math.max(1, Math.ceil((begun + WINDOW - Date.now()) / 1000));
      throw new Problem(429, "too_many_failures", `Too many wrong tokens came from your address. Try again in ${seconds} seconds.`, { retry_after: seconds });
    },
    failed(request) {
      recordOf(request).failures += 1;
    },
    passed(request, secret) {
      const { good } = recordOf(request);
      if (good.size < 100) good.add(digest(secret));
    },
  };
}
