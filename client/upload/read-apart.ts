import type { ReadOptions } from "../../server/ingest/read";
import { Failure } from "../api";
import type { Preview, Reach } from "./preview";
import type { Order, Word } from "./reader";

/** The address of the worker's file, which carries a hash: put in by the build. */
declare const READER_ADDRESS: string;

/** Reads a file in a worker. When the signal comes the worker is ended at once, whatever it was doing. */
export function readApart(file: Blob, options: ReadOptions, tell: (reach: Reach) => void, signal: AbortSignal): Promise<Preview> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(READER_ADDRESS, { type: "module" });
    const end = () => {
      worker.terminate();
      signal.removeEventListener("abort", cancel);
    };
    const cancel = () => {
      end();
      reject(new DOMException("Aborted", "AbortError"));
    };
    if (signal.aborted) return cancel();
    signal.addEventListener("abort", cancel);
    worker.addEventListener("message", ({ data }: MessageEvent<Word>) => {
      if ("reach" in data) return tell(data.reach);
      end();
      if ("preview" in data) resolve(data.preview);
      else reject(new Failure(0, "unreadable", data.failed));
    });
    worker.addEventListener("error", () => {
      end();
      reject(new Failure(0, "unreadable", "The file could not be read in this browser: the reader did not start. Reload the page and try again."));
    });
    worker.postMessage({ file, options } satisfies Order);
  });
}
