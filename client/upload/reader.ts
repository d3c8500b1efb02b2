import type { ReadOptions } from "../../server/ingest/read";
import * as words from "../words/upload";
import { lookAt, lookUp } from "./look";
import type { Excerpt, Preview, Reach } from "./preview";

/** What the page sends to the worker, once. */
export interface Order {
  file: Blob;
  options: ReadOptions;
  /** Where only these rows are wanted, by line. */
  lines?: readonly number[];
}

/** What the worker sends to the page. */
export type Word = { reach: Reach } | { preview: Preview } | { excerpt: Excerpt } | { failed: string };

/** How often the page hears of progress, in milliseconds. */
const OFTEN = 150;

/** The worker: reads the one file it is given, apart from the page, which stays free meanwhile. It is ended to cancel it. */
addEventListener("message", ({ data }: MessageEvent<Order>) => {
  const say = (word: Word) => postMessage(word);
  const fail = (error: unknown) => say({ failed: wordsOf(error) });
  if (data.lines !== undefined) return void lookUp(data.file, data.options, data.lines).then((excerpt) => say({ excerpt }), fail);
  let last = 0;
  lookAt(data.file, data.options, (reach) => {
    const now = performance.now();
    if (now - last < OFTEN) return;
    last = now;
    say({ reach });
  }).then((preview) => say({ preview }), fail);
});

/** A file that was moved or changed meanwhile, or packed bytes that cannot be unpacked, are told; anything else is a fault of ours. */
function wordsOf(error: unknown): string {
  if (error instanceof DOMException) return words.fileGone;
  if (error instanceof TypeError && /compress|deflate|gzip|junk|unexpected end/i.test(error.message)) return words.fileNotUnpacked;
  console.error(error);
  return words.readingFailed;
}
