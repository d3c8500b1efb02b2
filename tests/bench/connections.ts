import { connect } from "node:net";

/** What a load came to. Times are milliseconds from a question's first byte to its answer's last. */
export interface Load {
  /** Answers a second. */
  rate: number;
  answers: number;
  /** Answers of another status than expected, and connections lost. */
  errors: number;
  p50: number;
  p99: number;
}

export interface Asking {
  connections: number;
  seconds: number;
  /** The path of each turn, over all connections. */
  path: (turn: number) => string;
  headers?: Record<string, string>;
  /** The status of a good answer. */
  expect?: number;
}

/** How long one question may take before it counts as lost, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Asks over so many connections kept alive, one question after the other on each, and measures the answers. It speaks plain HTTP/1.1 over sockets:
 * Node's own client takes more of the processor for a question than the server for a kept answer, and would measure itself.
 */
export async function load(origin: string, { connections, seconds, path, headers = {}, expect = 200 }: Asking): Promise<Load> {
  const { hostname, port, host } = new URL(origin);
  const told = Object.entries({ Host: host, Connection: "keep-alive", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const tail = ` HTTP/1.1\r\n${told.join("")}\r\n`;
  const times: number[] = [];
  let turn = 0;
  let errors = 0;
  const begun = performance.now();
  const until = begun + seconds * 1000;

  /** One connection until the time is over, or it is lost. */
  const converse = () =>
    new Promise<void>((resolve) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let sent = 0;
      const end = (isLost: boolean) => {
        if (isLost) errors += 1;
        socket.destroy();
        resolve();
      };
      const ask = () => {
        if (performance.now() >= until) return end(false);
        sent = performance.now();
        socket.write(`GET ${path(turn++)}${tail}`, "latin1");
      };
      const take = reader((status) => {
        times.push(performance.now() - sent);
        if (status !== expect) errors += 1;
        ask();
      });
      socket.setTimeout(PATIENCE, () => end(true));
      socket.once("connect", ask).once("error", () => end(true));
      socket.once("end", () => end(true));
      socket.on("data", (chunk) => {
        if (!take(chunk)) end(true);
      });
    });

  const keepOn = async () => {
    while (performance.now() < until) await converse();
  };
  await Promise.all(Array.from({ length: connections }, keepOn));
  const took = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { rate: times.length / took, answers: times.length, errors, p50: at(0.5), p99: at(0.99) };
}

/** Takes the bytes of answers and tells the status of each that is whole; false where an answer does not say how long it is. */
function reader(tell: (status: number) => void): (chunk: Buffer) => boolean {
  let head = "";
  let status = 0;
  /** Bytes of the body still to come. */
  let left = 0;
  return (chunk) => {
    if (left > 0) {
      left -= chunk.length;
      if (left === 0) tell(status);
      return left >= 0;
    }
    head += chunk.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end === -1) return true;
    status = Number(head.slice(9, 12));
    const length = status === 304 ? "0" : /\r\ncontent-length: *(\d+)\r\n/i.exec(head.slice(0, end + 2))?.[1];
    if (length === undefined) return false;
    left = Number(length) - (head.length - end - 4);
    head = "";
    if (left === 0) tell(status);
    return left >= 0;
  };
}
