import { parentPort } from "node:worker_threads";
import type { Drawing } from "../domain/drawing";
import { draw } from "./draw";

/** A thread of its own: a picture takes tens of milliseconds of computing, which other readers must not wait for. */
parentPort?.on("message", async ({ id, drawing }: { id: number; drawing: Drawing }) => {
  try {
    parentPort?.postMessage({ id, drawn: await draw(drawing) });
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
