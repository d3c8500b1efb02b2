import { Worker } from "node:worker_threads";

/** Starts a thread: the program of this name in the bundle, where it stands beside the others as JavaScript, or its source here, for which the thread has to be taught TypeScript first. */
export function startThread(name: string, source: string): Worker {
  if (import.meta.filename.endsWith(".js")) return new Worker(new URL(`./${name}.js`, import.meta.url));
  const address = new URL(source, import.meta.url).href;
  return new Worker(`import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(address)}); })`, { eval: true });
}
