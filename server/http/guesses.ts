import { createHash } from "node:crypto";
import type { Request } from "express";
import type { Config } from "../config";
import type { Notices } from "../db/notices";
import { addressOf, REMEMBERED, shareCounts, WINDOW } from "./counts";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/** Wrong tokens an address may send in a minute, to all processes together. */
const GUESSES = 10;
/** Good tokens of one address that are remembered. */
const TOKENS = 100;

/**
 * Stops the guessing of tokens. After too many wrong ones an address is refused until a minute after the first of them, but for
 * tokens it has used well before: whoever shares an address with a guesser goes on working, and a guess that is right is no use.
 */
export interface Guesses {
  refuse: (request: Request, secret: string) => void;
  failed: (request: Request) => void;
  passed: (request: Request, secret: string) => void;
}

const opened = new WeakMap<Config, Guesses>();

/** The one memory of guesses a running program has; its settings are what all its routes have in common. */
export function guessesOf({ config, database }: Ledger): Guesses {
  const known = opened.get(config) ?? rememberGuesses(database.notices);
  opened.set(config, known);
  return known;
}

function rememberGuesses(notices: Notices): Guesses {
  const failures = shareCounts(notices, "failures");
  /** Hashes of the tokens each address has used well, here or at another process. */
  const good = new Map<string, Set<string>>();
  const add = (address: string, token: string): boolean => {
    const tokens = good.get(address) ?? new Set();
    good.delete(address);
    good.set(address, tokens);
    const [oldest] = good.keys();
    if (good.size > REMEMBERED && oldest !== undefined) good.delete(oldest);
    if (tokens.has(token) || tokens.size >= TOKENS) return false;
    tokens.add(token);
    return true;
  };
  notices.onSaid("good", (words) => void add(...(words as [string, string])));
  const digest = (secret: string) => createHash("sha256").update(secret).digest("base64");
  return {
    refuse(request, secret) {
      const address = addressOf(request);
      const { times, begun } = failures.of(address);
      if (times < GUESSES || good.get(address)?.has(digest(secret))) return;
      const seconds = Math.max(1, Math.ceil((begun + WINDOW - Date.now()) / 1000));
      throw new Problem(429, "too_many_failures", `Too many wrong tokens came from your address. Try again in ${seconds} seconds.`, { retry_after: seconds });
    },
    failed(request) {
      failures.add(addressOf(request), 1);
    },
    passed(request, secret) {
      const [address, token] = [addressOf(request), digest(secret)];
      if (add(address, token)) notices.say("good", [address, token]);
    },
  };
}
