import type { Answer } from "./table";

/** How Explore shows an answer; a picture of a table is drawn in columns. */
export const LOOKS = ["line", "columns", "table"] as const;
export type Look = (typeof LOOKS)[number];

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
