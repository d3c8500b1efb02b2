import type { Worker } from "node:worker_threads";
import type { Drawing, Drawn } from "../domain/drawing";
import { startThread } from "../thread";
import { Problem } from "./problem";

/** Where pictures are drawn, beside the requests that other readers wait for. */
export interface Studio {
  draw(drawing: Drawing): Promise<Drawn>;
}

/** Pictures that may wait for the one in hand, and how long one may take. */
const QUEUE = 24;
const LONGEST_MS = 20_000;

interface Waiting {
  resolve(drawn: Drawn): void;
  reject(error: Error): void;
}

/**
 * A worker thread, started by the first picture. It keeps no process alive; when it fails, those who wait are told and the next picture
 * starts another. Throws 503 when too many wait, and when a picture takes longer than so many milliseconds.
 */
export function studio(longest = LONGEST_MS): Studio {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let last = 0;
  const close = (error: Error) => {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const open = (): Worker => {
    const opened = startThread("draw", "./draw/worker.ts");
    opened.on("message", ({ id, drawn, failure }: { id: number; drawn?: Drawn; failure?: string }) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) opened.unref();
      if (drawn !== undefined) one?.resolve(drawn);
      else one?.reject(new Error(`A picture could not be drawn. ${failure}`));
    });
    const fail = (error: Error) => worker === opened && close(error);
    opened.on("error", fail);
    opened.on("exit", (code) => fail(new Error(`The thread that draws ended with ${code}.`)));
    return opened;
  };
  return {
    draw(drawing) {
      if (waiting.size >= QUEUE) throw new Problem(503, "busy", "Many pictures are being drawn just now. Try again in a few seconds.", { retry_after: 5 });
      worker ??= open();
      const { promise, resolve, reject } = deferred();
      last += 1;
      waiting.set(last, { resolve, reject });
      const drawer = worker;
      const timer = setTimeout(() => {
        if (worker === drawer) close(tooLong());
        void drawer.terminate();
      }, longest);
      drawer.ref();
      drawer.postMessage({ id: last, drawing });
      return promise.finally(() => clearTimeout(timer));
    },
  };
}

const tooLong = () => new Problem(503, "too_slow", "The picture takes too long to draw just now. Try again later, or ask for less.", { retry_after: 30 });

function deferred(): { promise: Promise<Drawn> } & Waiting {
  let settle: Waiting = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<Drawn>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
