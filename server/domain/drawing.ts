import type { Fault } from "./query";
import type { Answer } from "./table";

/** How Explore shows an answer. What cannot be shown so without misleading falls back to columns, and says why. */
export const LOOKS = ["line", "columns", "share", "panels", "range", "change", "map", "table"] as const;
export type Look = (typeof LOOKS)[number];

/** Takes `view` out of the parameters. */
export function readLook(params: URLSearchParams): { look: Look; faults: Fault[] } {
  const values = params.getAll("view");
  params.delete("view");
  const text = values.join(",").trim();
  const look = text === "" ? "columns" : LOOKS.find((one) => one === text);
  if (look !== undefined) return { look, faults: [] };
  return { look: "columns", faults: [{ parameter: "view", message: `"${text}" is not a view: use one of ${LOOKS.join(", ")}.` }] };
}

/** The same as the end of an address, `&view=share`; nothing where all is as usual. */
export function formatLook(look: Look): string {
  return look === "columns" ? "" : `&view=${look}`;
}

/** A picture to be drawn: the answers it shows, how, and how large. Plain values, so that a worker takes it as a message. */
export interface Drawing {
  /** The question and its look, as the address of Explore has them. */
  address: string;
  answer: Answer;
  /** The whole of each period, where a category splits the answer. */
  totals: Answer | null;
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
