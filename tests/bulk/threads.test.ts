import assert from "node:assert/strict";
import { type FileHandle, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { tellInThread } from "../../server/bulk/threads";
import { type Task, type Told, tellBulk } from "../../server/ingest/bulk/tell";
import { lines } from "../bench/rows";

/** A thread tells of an open file what its reading here would tell, and gives its place up whatever becomes of it. */

const TASK: Task = {
  given: { kind: "incidents", today: "2026-11-21" },
  remembered: {},
  expected: { rows: 6000, ids: "ordered", isByDay: true, isRolledUp: true, batch: null },
  batch: 7,
};
const TEXT = [...lines(6000)].join("");
let folder: string;
let file: FileHandle;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "ledger-thread-"));
  await writeFile(join(folder, "rows.csv"), TEXT);
  file = await open(join(folder, "rows.csv"));
});
after(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

/** All that is told, the rows of each kind in one: where they are cut is of no matter. */
async function all(telling: AsyncGenerator<Told>) {
  const told = { steps: new Set<string>(), copied: [] as Buffer[], cells: [] as Buffer[], rows: 0 };
  for await (const each of telling) {
    told.steps.add(each.step);
    if (each.step === "portion") {
      told.copied.push(Buffer.from(each.portion.copied));
      told.rows += each.portion.rows.accepted;
    }
    if (each.step === "cells") told.cells.push(Buffer.from(each.copied));
  }
  return { ...told, copied: Buffer.concat(told.copied), cells: Buffer.concat(told.cells) };
}

const here = () =>
  all(
    tellBulk(async function* () {
      yield Buffer.from(TEXT);
    }, TASK),
  );

test("a thread tells what the reading in its own place tells, also the second time", async () => {
  const expected = await here();
  assert.equal(expected.rows, 6000);
  assert.ok(expected.steps.has("end"));
  for (let time = 0; time < 2; time++) assert.deepEqual(await all(tellInThread(file.fd, TASK)), expected);
});

test("readings that are left, and such as fail, give their places to those that wait", async () => {
  const left = [tellInThread(file.fd, TASK), tellInThread(file.fd, TASK)];
  for (const telling of left) assert.equal((await telling.next()).value?.step, "begun");
  // Both places are taken.
  const later = all(tellInThread(file.fd, TASK));
  for (const telling of left) await telling.return(undefined);
  assert.equal((await later).rows, 6000);
  for (let time = 0; time < 3; time++) await assert.rejects(all(tellInThread(1_000_000, TASK)), /EBADF/);
  assert.equal((await all(tellInThread(file.fd, TASK))).rows, 6000);
});
