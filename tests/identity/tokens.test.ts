import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { pino } from "pino";
import request from "supertest";
import { createApp } from "../../server/app";
import { readConfig } from "../../server/config";
import { programActor } from "../../server/db/audit";
import { createToken, findToken, firstToken, ROLES, type Role } from "../../server/db/tokens";
import { OPERATIONS } from "../../server/http/operations";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger();
});
after(() => ledger.close());

/** The same database under other settings. */
const appWith = (settings: Record<string, string>) => createApp({ database: ledger.database, config: readConfig(settings), log: pino({ level: "silent" }) });
const as = (secret: string, app = ledger.app) => ({
  get: (path: string) => request(app).get(path).set("Authorization", `Bearer ${secret}`),
  post: (path: string, body: object = {}) => request(app).post(path).set("Authorization", `Bearer ${secret}`).send(body),
  delete: (path: string) => request(app).delete(path).set("Authorization", `Bearer ${secret}`),
});

/** A new token's secret and number. */
async function make(name: string, role: Role, more: object = {}): Promise<{ secret: string; id: number }> {
  const { status, body } = await as(ledger.token).post("/api/tokens", { name, role, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return { secret: body.secret, id: body.token.id };
}

test("ADMIN_TOKEN is valid for as long as the setting has it, and no longer", async () => {
  const secret = "a-secret-of-the-setting";
  const set = appWith({ ADMIN_TOKEN: secret });
  assert.deepEqual((await as(secret, set).get("/api/token")).body, { name: "ADMIN_TOKEN", role: "admin" });
  assert.equal((await as(secret, appWith({ ADMIN_TOKEN: "another-secret-of-it" })).get("/api/token")).status, 401);
  assert.equal((await as(secret, appWith({})).get("/api/token")).status, 401);
});

test("a token is 256 random bits, shown once and stored as its SHA-256", async () => {
  const { secret, id } = await make("Stored", "editor");
  assert.match(secret, /^[\w-]{43}$/);
  const [row] = await ledger.database.knex("token").where({ id });
  assert.equal(row.hash, createHash("sha256").update(secret).digest("hex"));
  const everything = JSON.stringify([await as(ledger.token).get("/api/tokens"), await as(ledger.token).get("/api/audit?limit=1000")]);
  assert.ok(!everything.includes(secret) && !everything.includes(row.hash));
});

test("a token ends when it is revoked, and when its time is over", async () => {
  const { secret, id } = await make("Short", "reader", { expires_at: new Date(Date.now() + 3_600_000).toISOString() });
  assert.deepEqual((await as(secret).get("/api/token")).body, { name: "Short", role: "reader" });
  await ledger.database.knex("token").where({ id }).update({ expires_at: ledger.database.knex.fn.now() });
  const over = await as(secret).get("/api/token");
  assert.deepEqual([over.status, over.body.code, over.headers["www-authenticate"]], [401, "bad_token", 'Bearer realm="Incident Ledger"']);

  const other = await make("Revoked", "editor");
  await as(ledger.token).delete(`/api/tokens/${other.id}`).expect(204);
  await as(ledger.token).delete(`/api/tokens/${other.id}`).expect(204);
  assert.equal((await as(other.secret).get("/api/token")).status, 401);
  const { body } = await as(ledger.token).get("/api/tokens").expect(200);
  const state = (name: string) => body.tokens.find((token: { name: string }) => token.name === name).state;
  assert.deepEqual([state("Short"), state("Revoked"), state("first start")], ["expired", "revoked", "active"]);
  assert.equal((await as(ledger.token).delete("/api/tokens/999999")).status, 404);
  assert.equal((await as(ledger.token).delete("/api/tokens/x")).status, 404);
});

test("a name belongs to one token at a time, and the program's own to none", async () => {
  const first = await make("Aisha Khan", "editor");
  for (const name of ["Aisha Khan", "aisha khan", "\uff21isha\u00a0Khan", "ADMIN_TOKEN", "first start"]) {
    const { status, body } = await as(ledger.token).post("/api/tokens", { name, role: "reader" });
    assert.deepEqual([status, body.code], [409, "name_taken"], name);
  }
  const both = await Promise.all([1, 2].map(() => as(ledger.token).post("/api/tokens", { name: "Twice at once", role: "reader" })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  await as(ledger.token).delete(`/api/tokens/${first.id}`).expect(204);
  await make("Aisha Khan", "reader");
});

test("a token that cannot be is refused with every field at fault", async () => {
  for (const [body, field] of [
    [{ name: "", role: "reader" }, "name"],
    [{ name: "right\u202eleft", role: "reader" }, "name"],
    [{ name: "two\nlines", role: "reader" }, "name"],
    [{ name: "No role" }, "role"],
    [{ name: "King", role: "king" }, "role"],
    [{ name: "Over", role: "reader", expires_at: "2001-01-01" }, "expires_at"],
    [{ name: "Never", role: "reader", expires_at: "soon" }, "expires_at"],
    [{ name: "More", role: "reader", hash: "0" }, "body"],
  ] as const) {
    const answer = await as(ledger.token).post("/api/tokens", body);
    assert.deepEqual([answer.status, answer.body.code, answer.body.fields[0].field], [422, "bad_body", field], answer.text);
  }
  const { body } = await as(ledger.token).post("/api/tokens", { name: "To the day", role: "reader", expires_at: "2199-12-30" });
  assert.equal(body.token.expires_at, "2199-12-31T00:00:00.000Z");
});

test("the last admin stays, unless the setting has another; a new start then makes one", async () => {
  const own = await openLedger();
  try {
    const admins = async () => (await as(own.token, own.app).get("/api/tokens")).body.tokens;
    const [{ id }] = await admins();
    const refused = await as(own.token, own.app).delete(`/api/tokens/${id}`);
    assert.deepEqual([refused.status, refused.body.code], [409, "last_admin"]);
    const { body: other } = await as(own.token, own.app).post("/api/tokens", { name: "Other", role: "admin" }).expect(201);
    // Each revokes the other: one of them is left.
    const both = await Promise.all([as(own.token, own.app).delete(`/api/tokens/${other.token.id}`), as(other.secret, own.app).delete(`/api/tokens/${id}`)]);
    assert.ok(both.every(({ status }) => [204, 401, 409].includes(status)));
    assert.equal((await own.database.knex("token").whereNull("revoked_at")).length, 1);
    assert.equal(await firstToken(own.database.knex), null);
    await own.database.knex("token").update({ revoked_at: own.database.knex.fn.now() });
    const fresh = await firstToken(own.database.knex);
    assert.deepEqual((await as(fresh ?? "", own.app).get("/api/token")).body, { name: "first start", role: "admin" });
  } finally {
    await own.close();
  }
});

test("the last use is noted, and not with a write for every request", async () => {
  const { secret, id } = await make("Busy", "reader");
  const noted = async () => (await ledger.database.knex("token").where({ id }))[0].last_used_at as Date | null;
  assert.equal(await noted(), null);
  assert.notEqual(await findToken(ledger.database.knex, secret), null);
  const first = await noted();
  assert.ok(first instanceof Date);
  await as(secret).get("/api/token").expect(200);
  assert.deepEqual(await noted(), first);
  await ledger.database
    .knex("token")
    .where({ id })
    .update({ last_used_at: new Date(first.getTime() - 3_600_000) });
  await as(secret).get("/api/token").expect(200);
  assert.ok(((await noted()) ?? first) >= first);
});

test("every address asks for the role its description names, and for no less", async () => {
  const secrets = new Map<Role, string>();
  for (const role of ROLES) secrets.set(role, (await make(`Has the role ${role}`, role)).secret);
  const send = (app: typeof ledger.app, { method, path }: (typeof OPERATIONS)[number], secret?: string) => {
    const address = path.replace(/\{slug\}/, "nowhere").replace(/\{\w+\}/, "999999");
    const call = request(app)[method](address);
    return secret === undefined ? call : call.set("Authorization", `Bearer ${secret}`);
  };
  const shut = appWith({ READ_ACCESS: "private" });
  for (const operation of OPERATIONS) {
    const name = `${operation.method} ${operation.path}`;
    const open = /^\/(?:healthz$|readyz$|api\/templates\/)/.test(operation.path);
    const needed = operation.role ?? (open ? null : "reader");
    for (const app of operation.role === undefined ? [shut] : [ledger.app, shut]) {
      const none = await send(app, operation);
      if (needed === null) assert.ok(none.status < 400, name);
      else assert.deepEqual([none.status, none.body.code], [401, "no_token"], name);
      for (const role of ROLES) {
        const { status, body } = await send(app, operation, secrets.get(role));
        const enough = needed === null || ROLES.indexOf(role) >= ROLES.indexOf(needed);
        if (enough) assert.ok(status !== 401 && status !== 403 && status < 500, `${name} as ${role}: ${status} ${JSON.stringify(body)}`);
        else assert.deepEqual([status, body.code], [403, "role_too_low"], `${name} as ${role}`);
      }
    }
    if (operation.role === undefined) assert.notEqual((await send(ledger.app, operation)).status, 401, name);
  }
});

test("wrong tokens are stopped after ten in a minute, with a time to come back; a token known from that address goes on", async () => {
  const app = appWith({});
  const known = await make("Known here", "reader");
  await as(known.secret, app).get("/api/token").expect(200);
  const late = await make("Late", "reader");
  for (let at = 0; at < 10; at += 1) assert.equal((await as(`wrong-${at}`, app).get("/api/token")).status, 401);
  for (const secret of ["wrong-again", late.secret]) {
    const { status, body, headers } = await as(secret, app).get("/api/token");
    assert.deepEqual([status, body.code], [429, "too_many_failures"]);
    assert.match(headers["retry-after"] ?? "", /^(?:[1-9]|[1-5]\d|60)$/);
    assert.match(body.detail, new RegExp(`in ${headers["retry-after"]} seconds`));
  }
  await as(known.secret, app).get("/api/token").expect(200);
  // A token without one is no guess, and reading without a token is open.
  assert.equal((await request(app).get("/api/token")).status, 401);
  await request(app).get("/api/datasets").expect(200);
});

/** `WRITES=1000` for the long run. */
test("writes without a valid token store nothing", async () => {
  const writes = Number(process.env.WRITES ?? 60);
  const db = ledger.database.knex;
  const reader = (await make("Reads only", "reader")).secret;
  await ledger.create({ slug: "target" }).expect(201);
  await ledger.upload("target", "date,province,killed\n2024-01-01,KP,1\n", { publish: "true" }).expect(201);
  const counts = async () =>
    Promise.all(
      ["dataset", "batch", "revision", "audit_entry", "incident", "token"].map(async (table) => [table, Number((await db(table).count("* as n"))[0]?.n)]),
    );
  const expired = await db.transaction((trx) => createToken(trx, { name: "Was", role: "admin", expires_at: new Date(1) }, programActor("test")));
  const stored = await counts();
  const secrets = [undefined, "", "x", "null", reader, expired?.secret, "\u0000", `${ledger.token}x`, ledger.token.slice(1), ledger.token.toUpperCase()];
  const change = OPERATIONS.filter(({ method }) => method !== "get").filter(({ path }) => path !== "/api/check");
  for (let at = 0; at < writes; at += 1) {
    const operation = change[at % change.length];
    const secret = secrets[at % secrets.length];
    if (operation === undefined) continue;
    const path = operation.path.replace("{slug}", "target").replace(/\{\w+\}/, "1");
    const call = request(ledger.app)[operation.method](path);
    if (secret !== undefined) call.set("Authorization", encodeURI(`Bearer ${secret}`));
    const { status } = await call.set("Content-Type", "text/csv").send("date,province,killed\n2024-02-02,KP,9\n");
    assert.ok([401, 403, 429].includes(status), `${operation.method} ${path} with ${secret}: ${status}`);
  }
  assert.deepEqual(await counts(), stored);
});
