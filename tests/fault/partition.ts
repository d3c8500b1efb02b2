import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "../../server/db/connect";
import { lines } from "../bench/rows";
import { serverPrograms } from "../support/cluster";
import { startProgram } from "../support/program";
import { ask, CYCLES, endsOf, nothingIsLeft, ROWS, rowsIn, withPlaces } from "./places";

/** What the server is doing while the table of a large file is made (`server/db/partition.ts`). */
const STEPS = {
  filled: '^copy "incident_',
  indexed: "^create index if not exists incident_",
  attached: "^alter table incident attach partition",
};

test(`killed ${CYCLES} times in each step of a large file's table, while it is filled, indexed and attached: nothing of it, and no table left`, {
  skip: serverPrograms() === null && "needs a PostgreSQL server's programs",
}, async () => {
  await withPlaces("server", async (place) => {
    const here = await place();
    let program = startProgram(here.directory, { ...here.settings, SEED: "off" });
    try {
      let url = await program.ready;
      await ask(url, "/api/datasets", JSON.stringify({ slug: "large", title: "Large", kind: "incidents", publisher: "Test" }));
      const csv = [...lines(ROWS * 3)].join("");
      for (const [sign, steps] of Object.entries(STEPS)) {
        for (let cycle = 0; cycle < CYCLES; cycle += 1) {
          // Whoever waits to attach it waits for this, so that the kill finds it there.
          const holder = await connect({ url: here.url ?? "" });
          const held = await holder.knex.transaction();
          if (sign === "attached") await held.raw("lock table incident in share update exclusive mode");
          const doing = ask(url, "/api/datasets/large/imports?publish=true", csv, "text/csv").then(
            () => "published",
            () => "cut off",
          );
          const isThere = () => holder.knex("pg_stat_activity").whereRaw("query ~ ? and state <> 'idle' and pid <> pg_backend_pid()", [steps]).first();
          for (const begun = Date.now(); (await isThere()) === undefined; ) assert.ok(Date.now() - begun < 60_000, `never seen: ${sign}`);
          await program.end("SIGKILL");
          assert.equal(await doing, "cut off", sign);
          await held.rollback();
          await holder.close();
          program = startProgram(here.directory, { ...here.settings, SEED: "off" }, endsOf(cycle));
          url = await program.ready;
          assert.equal(await rowsIn(url), 0, sign);
          await nothingIsLeft(here);
        }
      }
      // And then it goes through.
      assert.equal(((await ask(url, "/api/datasets/large/imports?publish=true", csv, "text/csv")) as { import: { revision: number } }).import.revision, 1);
    } finally {
      await program.end("SIGKILL");
    }
  });
});
