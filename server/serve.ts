import { pino } from "pino";
import { createApp } from "./app";
import { readConfig } from "./config";
import { start } from "./start";

const config = (() => {
  try {
    return readConfig();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
})();

const log = pino({ level: config.LOG_LEVEL, redact: ["*.authorization"] }, pino.destination(2));

try {
  const running = await start(config, log, createApp);
  if (running.token !== null) console.log(`Upload token: ${running.token}\n(It is shown only now. Keep it: uploads need it.)`);
  if (running.engine === "embedded") {
    console.log(
      "The embedded database is for trying out and small use: a power cut may lose the last changes. For production set DATABASE_URL to a PostgreSQL server.",
    );
  }
  console.log(`Incident Ledger is ready at ${running.url}`);
  const stop = async () => {
    await running.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  whenNpmEnds(stop);
} catch (error) {
  console.error(`Incident Ledger cannot start: ${error instanceof Error ? error.message : String(error)}`);
  if (config.LOG_LEVEL === "debug" || config.LOG_LEVEL === "trace") console.error(error);
  process.exit(1);
}

/** `npm start` hands SIGTERM to the shell it runs us in; the shell dies of it and does not pass it on. Its end is ours. */
function whenNpmEnds(stop: () => Promise<void>): void {
  if (process.env.npm_lifecycle_event !== "start") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void stop();
  }, 500);
  watch.unref();
}
