import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { beginDatabase } from "../support/database";
import { startProgram } from "../support/program";
import { SHORT_LIVED } from "../support/short-lived";
import { ROOT } from "../support/sources";

/** `npm run token` as a person at the machine uses it. */

test("a lost token is replaced on the machine; a running program with the embedded database is not disturbed", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ledger-token-"));
  const place = await beginDatabase(directory, "migrated");
  const env = { PATH: process.env.PATH, HOME: directory, DATA_DIR: directory, ...(place.url === undefined ? {} : { DATABASE_URL: place.url }) };
  const run = (...words: string[]) =>
    new Promise<{ code: number; text: string }>((resolve) => {
      execFile(process.execPath, [SHORT_LIVED, "--import", "tsx", "server/token.ts", ...words], { cwd: ROOT, env }, (error, out, complaint) =>
        resolve({ code: error === null ? 0 : Number(error.code), text: out + complaint }),
      );
    });
  const program = startProgram(directory, { DATABASE_URL: place.url, SEED: "off" });
  try {
    const url = await program.ready;
    const who = async (secret: string) => (await fetch(`${url}/api/token`, { headers: { authorization: `Bearer ${secret}` } })).json();
    if (place.url === undefined) {
      const busy = await run("list");
      assert.equal(busy.code, 1);
      assert.match(busy.text, /^The program is running on this database\. Stop it, run this again, and start it; or use the page Tokens/);
      assert.match(program.output(), /Upload token: /);
      await program.end("SIGTERM");
    }
    const made = await run("create", "Aisha Khan", "--role", "editor", "--days", "2");
    const secret = /^([\w-]{43})$/m.exec(made.text)?.[1] ?? "";
    assert.match(made.text, /^Token 2, Aisha Khan, editor, valid until \d{4}-/);
    if (place.url !== undefined) assert.deepEqual(await who(secret), { name: "Aisha Khan", role: "editor" });
    const listed = await run("list");
    assert.match(listed.text, /^2 +Aisha Khan +editor +active /m);
    assert.match(listed.text, /^1 +first start +admin +active /m);
    assert.ok(!listed.text.includes(secret));
    // The last admin may go here: whoever has the machine makes another.
    assert.equal((await run("revoke", "1")).text, "Token 1 is revoked.\n");
    for (const [words, told] of [
      [["create", "Aisha Khan", "--role", "reader"], /in use/],
      // It looks the same: letters of full width.
      [["create", "\uff21isha", "Khan ", "--role", "reader"], /"Aisha Khan" is in use/],
      [["create", "Aisha\u200b Khan", "--role", "reader"], /can all be seen/],
      [["create", "X"], /--role reader\|editor\|admin/],
      [["revoke", "99"], /no token 99/],
    ] as const) {
      const refused = await run(...words);
      assert.equal(refused.code, 1);
      assert.match(refused.text, told);
    }
  } finally {
    await program.end("SIGKILL");
    await place.remove();
    await rm(directory, { recursive: true });
  }
});
