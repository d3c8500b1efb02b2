import { readlinkSync, readSync } from "node:fs";
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { type Task, type Told, tellBulk } from "../ingest/bulk/tell";

/**
 * A thread of its own that reads large files: seconds of computing, which readers of the ledger must not wait for. Where two cores are all there
 * is, it steps back behind whoever answers them.
 */

/** What the thread is sent: an open file, how it is to be read, and how much of what was told nobody needs any more. */
export interface Order {
  descriptor: number;
  task: Task;
  taken: Int32Array;
}

/** What may wait to be taken: while it is written to the database the next is read, and memory does not grow with the file. */
const AHEAD = 6;

/** Bytes read at once. */
const READ = 192 * 1024;

async function* readFrom(descriptor: number): AsyncGenerator<Uint8Array> {
  const bytes = new Uint8Array(READ);
  for (let at = 0; ; ) {
    const length = readSync(descriptor, bytes, 0, READ, at);
    if (length === 0) return;
    at += length;
    yield bytes.subarray(0, length);
  }
}

/** A tenth of the share of a process that does not step back (sched(7), "The nice value and group scheduling"). */
const BEHIND = 10;

/** Of Linux, where a thread has a number of its own, and a priority (setpriority(2), "C library/kernel differences"). */
function stepBack(): void {
  if (process.platform !== "linux") return;
  const [, thread] = /(\d+)$/.exec(readlinkSync("/proc/thread-self")) ?? [];
  setPriority(Number(thread), BEHIND);
}

try {
  stepBack();
} catch {
  // Without /proc, or where it is forbidden, it goes without.
}

/**
 * Room that both threads see, and that is written in again once what stood there was taken. Memory that is handed over instead is lost to whoever hands it: with the first piece of it V8 throws away all
 * it has compiled, of both threads, and from then on looks at each step whether the memory is still there (v8/src/execution/protectors.h, "ArrayBufferDetaching").
 */
const shared: SharedArrayBuffer[] = [];

parentPort?.on("message", async ({ descriptor, task, taken }: Order) => {
  let sent = 0;
  const lent: { room: SharedArrayBuffer; until: number }[] = [];
  const send = (told: Told) => {
    for (let done = Atomics.load(taken, 0); sent - done >= AHEAD; done = Atomics.load(taken, 0)) Atomics.wait(taken, 0, done);
    sent++;
    const bytes = told.step === "cells" ? told.copied : told.step === "portion" ? told.portion.copied : null;
    if (bytes?.buffer instanceof SharedArrayBuffer) lent.push({ room: bytes.buffer, until: sent });
    parentPort?.postMessage(told);
  };
  const makeRoom = (bytes: number) => {
    while (lent[0] !== undefined && lent[0].until <= Atomics.load(taken, 0)) shared.push((lent.shift() as (typeof lent)[0]).room);
    const room = shared.pop();
    return new Uint8Array(room !== undefined && room.byteLength >= bytes ? room : new SharedArrayBuffer(bytes));
  };
  for await (const told of tellBulk(() => readFrom(descriptor), task, makeRoom)) send(told);
});
