import { type Day, parseDay } from "./day";
import type { Fault } from "./query";
import type { Answer } from "./table";

/** How Explore shows an answer. What cannot be shown so without misleading falls back to columns, and says why. */
export const LOOKS = ["line", "columns", "share", "panels", "range", "change", "map", "table"] as const;
export type Look = (typeof LOOKS)[number];

/** What an address of Explore says beside its question. */
export interface Shown {
  look: Look;
  /** An earlier day, whose figures are drawn over today's. */
  against: Day | null;
  /** How many parts are drawn apart; the rest are one. Null: as many as can be told apart. */
  top: number | null;
}

const MOST_PARTS = 9;

/** Takes `view`, `against` and `top` out of the parameters. */
export function readShown(params: URLSearchParams): { shown: Shown; faults: Fault[] } {
  const faults: Fault[] = [];
  const take = <T>(name: string, read: (text: string) => T | null, usual: T, wanted: string): T => {
    const values = params.getAll(name);
    params.delete(name);
    const [text = ""] = values;
    if (text.trim() === "" && values.length < 2) return usual;
    const value = values.length > 1 ? null : read(text.trim());
    if (value === null) faults.push({ parameter: name, message: `"${values.join(",")}" is not a ${name}: ${wanted}.` });
    return value ?? usual;
  };
  const shown: Shown = {
    look: take<Look>("view", (text) => LOOKS.find((look) => look === text) ?? null, "columns", `use one of ${LOOKS.join(", ")}`),
    against: take<Day | null>("against", parseDay, null, "write a day as 2024-01-15"),
    top: take<number | null>("top", (text) => (/^[1-9]$/.test(text) ? Number(text) : null), null, `a whole number from 1 to ${MOST_PARTS}`),
  };
  return { shown, faults };
}

/** The same as the end of an address, `&view=share`; nothing where all is as usual. */
export function formatShown({ look, against, top }: Shown): string {
  return `${look === "columns" ? "" : `&view=${look}`}${against === null ? "" : `&against=${against}`}${top === null ? "" : `&top=${top}`}`;
}

/** The answers beside the main one that a look needs. */
export interface Beside {
  /** The whole of each period, where a category splits the answer. */
  totals: Answer | null;
  /** As printed by an earlier day. */
  earlier: Answer | null;
  /** The least and the most that reports give. */
  low: Answer | null;
  high: Answer | null;
}

/** A picture to be drawn: the answers it shows, how, and how large. Plain values, so that a worker takes it as a message. */
export interface Drawing {
  /** The question and its look, as the address of Explore has them. */
  address: string;
  answer: Answer;
  beside: Beside;
  publisher: string;
  /** Where the picture's numbers stay; printed on it. */
  source: string;
  form: "png" | "svg";
  theme: "light" | "dark";
  width: number;
  height: number;
  /** Pixels of a PNG to one of its own. */
  pixels: number;
}

/** The picture, or why there is none: an answer that only a table can show. */
export type Drawn = { body: Uint8Array } | { undrawable: string };
