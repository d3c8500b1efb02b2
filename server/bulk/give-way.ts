import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";

/** Milliseconds the reading of a file rests after a piece while others ask: about as long as a piece takes. */
const REST = 4;
/** Share of its time this thread works from which on somebody else must be asking: passing a file on takes a fifth. */
const BUSY = 0.5;

/** Milliseconds it is looked at. Pieces that come one on the other's heels would each find this thread busy, with nothing but them. */
const WINDOW = 50;

/**
 * Begins to give way: whoever passes a large file on calls the answer after each piece. It rests where this thread has been busy of late (Node.js, `eventLoopUtilization`), for then it answers readers, and
 * where two cores are all there is the database and the reading thread would make them wait.
 */
export function beginGivingWay(): () => Promise<void> {
  let [since, began, isBusy] = [performance.eventLoopUtilization(), performance.now(), false];
  return async () => {
    if (performance.now() - began >= WINDOW) {
      isBusy = performance.eventLoopUtilization(since).utilization > BUSY;
      [since, began] = [performance.eventLoopUtilization(), performance.now()];
    }
    if (isBusy) await wait(REST);
  };
}
