import type { ReadOptions } from "../../server/ingest/read";
import { Failure } from "../api";
import * as words from "../words/upload";
import type { Excerpt, Preview, Reach } from "./preview";
import type { Order, Word } from "./reader";

/** The address of the worker's file, which carries a hash: put in by the build. */
declare const READER_ADDRESS: string;

/** Reads a file in a worker. When the signal comes the worker is ended at once, whatever it was doing. */
export async function readApart(file: Blob, options: ReadOptions, tell: (reach: Reach) => void, signal: AbortSignal): Promise<Preview> {
  const word = await ask({ file, options }, tell, signal);
  return "preview" in word ? word.preview : unreadable();
}

/** Fetches rows of a file by their lines, in the same way. */
export async function rowsApart(file: Blob, options: ReadOptions, lines: readonly number[], signal: AbortSignal): Promise<Excerpt> {
  const word = await ask({ file, options, lines }, () => undefined, signal);
  return "excerpt" in word ? word.excerpt : unreadable();
}

const NOT_STARTED = words.readerDidNotStart;

function unreadable(): never {
  throw new Failure(0, "unreadable", NOT_STARTED);
}

async function ask(order: Order, tell: (reach: Reach) => void, signal: AbortSignal): Promise<Word> {
  signal.throwIfAborted();
  const worker = new Worker(READER_ADDRESS, { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      worker.addEventListener("message", ({ data }: MessageEvent<Word>) => {
        if ("reach" in data) tell(data.reach);
        else if ("failed" in data) reject(new Failure(0, "unreadable", data.failed));
        else resolve(data);
      });
      worker.addEventListener("error", () => reject(new Failure(0, "unreadable", NOT_STARTED)));
      worker.postMessage(order);
    });
  } finally {
    worker.terminate();
  }
}
