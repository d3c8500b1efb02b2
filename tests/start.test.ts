import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { connect } from "../server/db/connect";
import { holdLock } from "../server/db/lock";
import { emptyDatabase } from "./support/database";
import { type Program, startProgram } from "./support/program";

const DATASETS = ["crss", "picss", "pips", "satp", "gti", "interior-ministry", "chinese-nationals"];
const newDirectory = () => mkdtemp(join(tmpdir(), "ledger-start-"));
const tokenIn = (program: Program) => /^Upload token: (\S+)$/m.exec(program.output())?.[1];
const read = async (url: string, path: string, token?: string) =>
  (await fetch(`${url}${path}`, token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } })).json();

/** What a live process has used of the processors, in seconds of 100 ticks (proc(5), `stat`, fields 14 and 15); null where the system has no /proc. */
async function processorSeconds({ process: { pid } }: Program): Promise<number | null> {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  const text = await readFile(path, "utf8");
  // The second field is the name in brackets, which may hold blanks.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Everything the seeds make is there once, and nothing of an unfinished import. */
async function checkSeeded(url: string): Promise<void> {
  const { datasets } = (await read(url, "/api/datasets")) as { datasets: { slug: string; revision: number }[] };
  assert.deepEqual(datasets.map(({ slug, revision }) => [slug, revision]).sort(), DATASETS.map((slug) => [slug, 1]).sort());
  const { rows } = (await read(url, "/api/aggregates?dataset=crss&by=quarter&from=2024-Q3&to=2024-Q3")) as { rows: unknown[] };
  assert.deepEqual(rows, [{ quarter: "2024-Q3", fatalities: 722, fatalities_status: "published" }]);
}
async function checkStored(place: { url?: string | undefined; directory?: string }): Promise<void> {
  const database = await connect(place);
  try {
    const db = database.knex;
    assert.deepEqual(
      await db("batch").orderBy("id").pluck("state"),
      DATASETS.map(() => "published"),
    );
    assert.equal((await db("revision")).length, DATASETS.length);
    for (const table of ["incident", "figure", "cube", "rejected_row", "supersession"]) {
      assert.deepEqual(await db(table).whereNotIn("batch_id", db("batch").select("id")), [], table);
    }
  } finally {
    await database.close();
  }
}

test("a first start killed at any moment is finished by the next", async () => {
  const once = async (moments: number[]) => {
    const [directory, place] = [await newDirectory(), await emptyDatabase()];
    const tokens: string[] = [];
    try {
      for (const moment of moments) {
        const program = startProgram(directory, { DATABASE_URL: place.url });
        await wait(moment);
        await program.end("SIGKILL");
        tokens.push(tokenIn(program) ?? "");
      }
      const program = startProgram(directory, { DATABASE_URL: place.url });
      const url = await program.ready;
      await checkSeeded(url);
      tokens.push(tokenIn(program) ?? "");
      const valid = await Promise.all(tokens.filter((token) => token !== "").map((token) => read(url, "/api/token", token)));
      assert.deepEqual(valid, [{ name: "first start", role: "admin" }], "the token that was stored was shown");
      assert.deepEqual(await program.end("SIGTERM"), { code: 0, signal: null });
      assert.deepEqual(
        (await readdir(directory)).filter((name) => name !== "ledger"),
        [],
      );
      await checkStored(place.url === undefined ? { directory } : { url: place.url });
    } catch (error) {
      throw new Error(`Killed after ${moments.join(", ")} ms`, { cause: error });
    } finally {
      await place.remove();
      await rm(directory, { recursive: true });
    }
  };
  // Many more times: npm run test:fault.
  const moments = () => Array.from({ length: 2 }, () => Math.round(Math.random() * 4000));
  await once(moments());
});

test("one process holds a directory: a second ends at once and says what to do; a dead one's lock is taken over", async () => {
  const directory = await newDirectory();
  const lock = join(directory, "ledger.lock");
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
  const programs: Program[] = [];
  const begin = (settings: Record<string, string> = {}) => {
    const program = startProgram(directory, settings);
    programs.push(program);
    return program;
  };
  const taken = String((busy.address() as { port: number }).port);
  try {
    // The port is taken at the very first start: no token may be lost with it.
    const failed = begin({ PORT: taken, SEED: "off" });
    assert.equal((await failed.ended).code, 1);
    assert.match(failed.output(), new RegExp(`Port ${taken} is taken.*set PORT`));
    assert.equal(existsSync(lock), false);

    const first = begin({ SEED: "off" });
    const url = await first.ready;
    assert.deepEqual(await read(url, "/api/token", tokenIn(first)), { name: "first start", role: "admin" });
    const second = begin();
    assert.equal((await second.ended).code, 1);
    assert.match(second.output(), new RegExp(`in use by process ${first.process.pid} .*Stop that process, or set DATA_DIR`));
    assert.deepEqual(await read(url, "/readyz"), { status: "ready", engine: "embedded" });
    assert.equal(JSON.parse(await readFile(lock, "utf8")).pid, first.process.pid);

    await first.end("SIGKILL");
    assert.equal(existsSync(lock), true);
    const third = begin({ SEED: "off", ADMIN_TOKEN: "a-token-of-ones-own" });
    const again = await third.ready;
    // Two or three seconds of a processor; the clock would measure how busy the machine is.
    const seconds = await processorSeconds(third);
    assert.ok(seconds === null || seconds < 15, `a later start took ${seconds} s of a processor`);
    assert.equal(tokenIn(third), undefined);
    assert.deepEqual(await read(again, "/api/token", "a-token-of-ones-own"), { name: "ADMIN_TOKEN", role: "admin" });
    assert.deepEqual(await third.end("SIGTERM"), { code: 0, signal: null });
    assert.equal(existsSync(lock), false);
  } finally {
    for (const { end } of programs) await end("SIGKILL");
    busy.close();
    await rm(directory, { recursive: true });
  }
});

test("settings that cannot be used are all named, and nothing is started", async () => {
  const directory = await newDirectory();
  const program = startProgram(directory, {
    PORT: "abc",
    DATABASE_URL: "mysql://localhost/ledger",
    MAX_UPLOAD_BYTES: "0",
    ADMIN_TOKEN: "long enough, but blanks",
  });
  assert.equal((await program.ended).code, 1);
  for (const name of ["PORT", "DATABASE_URL", "MAX_UPLOAD_BYTES", "ADMIN_TOKEN"]) assert.match(program.output(), new RegExp(`^ +${name}: `, "m"));
  assert.deepEqual(await readdir(directory), []);
  await rm(directory, { recursive: true });
});

test("only a live holder keeps a lock: not a dead one, nor one whose number another process has now, nor a torn file", async () => {
  const directory = await newDirectory();
  const path = join(directory, "ledger.lock");
  for (const text of ["", "{", '{"pid":999999999,"started":"1"}', `{"pid":${process.ppid},"started":"1"}`]) {
    await writeFile(path, text);
    const release = holdLock(path);
    assert.throws(() => holdLock(path), new RegExp(`in use by process ${process.pid} `), text);
    release();
  }
  // What processes that were killed while taking the lock leave beside it goes with the next holder; a live one's stays.
  const lives = `ledger.lock.${process.ppid}..mine`;
  for (const name of ["ledger.lock.999999999.1.mine", `ledger.lock.${process.ppid}.1.aside`, lives]) await writeFile(join(directory, name), "");
  holdLock(path)();
  assert.deepEqual(await readdir(directory), [lives]);
  await rm(directory, { recursive: true });
});

test("two processes that start at once on an empty server both become ready; seeds and token are made once", {
  skip: process.env.TEST_DATABASE_URL ? false : "needs TEST_DATABASE_URL",
}, async () => {
  const [directory, place] = [await newDirectory(), await emptyDatabase()];
  const programs = [1, 2, 3].map(() => startProgram(directory, { DATABASE_URL: place.url }));
  try {
    const urls = await Promise.all(programs.map(({ ready }) => ready));
    for (const url of urls) await checkSeeded(url);
    const tokens = programs.map(tokenIn).filter((token) => token !== undefined);
    assert.equal(tokens.length, 1);
    for (const url of urls) assert.deepEqual(await read(url, "/api/token", tokens[0]), { name: "first start", role: "admin" });
    assert.deepEqual(
      await Promise.all(programs.map(({ end }) => end("SIGTERM"))),
      programs.map(() => ({ code: 0, signal: null })),
    );
    await checkStored({ url: place.url });
  } finally {
    for (const { end } of programs) await end("SIGKILL");
    await place.remove();
    await rm(directory, { recursive: true });
  }
});
