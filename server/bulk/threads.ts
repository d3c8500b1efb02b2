import type { Worker } from "node:worker_threads";
import { isEnding, type Task, type Told } from "../ingest/bulk/tell";
import { startThread } from "../thread";
import { beginGivingWay } from "./give-way";
import type { Order } from "./worker";

/** Files to be read at once: whoever has them read lets no more in. */
export const READ_AT_ONCE = 2;
/** How long a thread that has read a file waits for another, in milliseconds: what it has learned of the work makes the next file faster. */
const WAITS = 60_000;

/** Rows of so many bytes are on their way to the database before more are asked for: a stream holds no more than its high-water mark (Node.js, "Buffering") back. Fewer are copied. */
const LONG = 1 << 16;

const idle: Worker[] = [];
let working = 0;

/** Reads an open file in a thread. Throws what the reading throws; whoever stops listening ends it. Rows are good until the next are asked for. */
export async function* tellInThread(descriptor: number, task: Task): AsyncGenerator<Told> {
  working++;
  const thread = idle.pop() ?? open();
  let isOver = false;
  try {
    for await (const told of listen(thread, descriptor, task)) {
      isOver = isEnding(told);
      yield told;
      if (isOver) return;
    }
  } finally {
    if (isOver) keep(thread);
    else await thread.terminate();
    working--;
  }
}

async function* listen(thread: Worker, descriptor: number, task: Task): AsyncGenerator<Told> {
  const order: Order = { descriptor, task, taken: new Int32Array(new SharedArrayBuffer(4)) };
  const heard: Told[] = [];
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  const hear = (told: Told) => {
    heard.push(told);
    wake();
  };
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  const leave = (code: number) => fail(new Error(`The thread that reads a file ended with ${code}.`));
  thread.on("message", hear).on("error", fail).on("exit", leave).ref();
  const giveWay = beginGivingWay();
  try {
    thread.postMessage(order);
    for (;;) {
      const told = heard.shift();
      if (told !== undefined) {
        yield own(told);
        await giveWay();
        Atomics.add(order.taken, 0, 1);
        Atomics.notify(order.taken, 0);
      } else if (failure !== null) throw failure;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    thread.off("message", hear).off("error", fail).off("exit", leave);
  }
}

/** What stays as it is when the next is asked for, where that may be before the database has it: cells go to two connections. */
function own(told: Told): Told {
  if (told.step === "cells") return { ...told, copied: told.copied.slice() };
  if (told.step !== "portion" || told.portion.copied.length >= LONG) return told;
  return { ...told, portion: { ...told.portion, copied: told.portion.copied.slice() } };
}

/** Has a thread start, unless one waits or all work: while a file is on its way, a thread can get ready to read it. */
export function readyThread(): void {
  if (idle.length === 0 && working < READ_AT_ONCE) keep(open());
}

function open(): Worker {
  const thread = startThread("bulk", "./bulk/worker.ts");
  // Whoever listens is told; a thread that fails while it waits is only not there any more.
  thread.on("error", () => undefined);
  thread.on("exit", () => forget(thread));
  return thread;
}

function keep(thread: Worker): void {
  thread.unref();
  idle.push(thread);
  setTimeout(() => forget(thread) && void thread.terminate(), WAITS).unref();
}

/** Whether it was idle. */
function forget(thread: Worker): boolean {
  const at = idle.indexOf(thread);
  if (at !== -1) idle.splice(at, 1);
  return at !== -1;
}
