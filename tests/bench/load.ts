import { Agent, get } from "node:http";

/** Milliseconds of one request until its answer is whole. Throws where it is no success. */
export function timeRead(address: string, agent: Agent): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      response.resume();
      response.once("end", () => (response.statusCode === 200 ? resolve(performance.now() - start) : reject(new Error(`${address}: ${response.statusCode}`))));
    }).once("error", reject);
  });
}

/** A connection kept alive may have been closed by the server just before it is used; then the request is sent again. */
const again = (address: string, agent: Agent) =>
  timeRead(address, agent).catch((error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? timeRead(address, agent) : Promise.reject(error)));

/** Asks one address, or the one of each turn, one request at a time, until `end`; answers the milliseconds of each. */
export function pollReads(address: string | ((turn: number) => string), pause = 5): { end: () => Promise<number[]> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  let going = true;
  const polling = (async () => {
    while (going) {
      times.push(await again(typeof address === "string" ? address : address(times.length), agent));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  polling.catch(() => undefined);
  return {
    end: async () => {
      going = false;
      await polling;
      agent.destroy();
      return times;
    },
  };
}
