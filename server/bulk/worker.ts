import { readlinkSync, readSync } from "node:fs";
import { setPriority } from "node:os";
import { type MessagePort, parentPort, receiveMessageOnPort } from "node:worker_threads";
import { type Task, type Told, tellBulk } from "../ingest/bulk/tell";

/**
 * A thread of its own that reads large files: seconds of computing, which readers of the ledger must not wait for. Where two cores are all there
 * is, it steps back behind whoever answers them.
 */

/** What the thread is sent: an open file, how it is to be read, and how much of what was told has been taken. */
export interface Order {
  descriptor: number;
  task: Task;
  taken: Int32Array;
  /** Where room comes back that rows were written in and that nobody needs any more. */
  spare: MessagePort;
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

parentPort?.on("message", async ({ descriptor, task, taken, spare }: Order) => {
  let sent = 0;
  const send = (told: Told) => {
    for (let done = Atomics.load(taken, 0); sent - done >= AHEAD; done = Atomics.load(taken, 0)) Atomics.wait(taken, 0, done);
    sent++;
    const bytes = told.step === "cells" ? told.copied : told.step === "portion" ? told.portion.copied : null;
    parentPort?.postMessage(told, bytes === null || bytes.length === 0 ? [] : [bytes.buffer as ArrayBuffer]);
  };
  const makeRoom = (bytes: number) => {
    const back: ArrayBuffer | undefined = receiveMessageOnPort(spare)?.message;
    return back !== undefined && back.byteLength >= bytes ? new Uint8Array(back) : new Uint8Array(bytes);
  };
  for await (const told of tellBulk(() => readFrom(descriptor), task, makeRoom)) send(told);
});
