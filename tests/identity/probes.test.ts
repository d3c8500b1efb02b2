import assert from "node:assert/strict";
import { Agent, createServer, type IncomingHttpHeaders, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Operation } from "../../server/http/operation";
import { OPERATIONS } from "../../server/http/operations";
import { openLedger, type TestLedger } from "../support/ledger";
import { HOSTILE_VALUES } from "./hostile-values";

/** `PROBES=300 node --import tsx --test tests/identity/probes.test.ts` asks every address 300 times, its parameters in turn, each at least once. */
const PROBES = Number(process.env.PROBES ?? 1);

let ledger: TestLedger;
let server: Server;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
before(async () => {
  ledger = await openLedger({ config: { UPLOADS_PER_MINUTE: 0, EXPORTS_PER_MINUTE: 0 } });
  server = createServer(ledger.app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await ledger.create({ slug: "kept", coverage: "2024" }).expect(201);
  await ledger.create({ slug: "kept-figures", kind: "figures" }).expect(201);
  await ledger.create({ slug: "sandbox" }).expect(201);
  for (const killed of [3, 4]) await ledger.upload("kept", `date,province,killed,target\n2024-01-05,KP,${killed},Police\n`, { publish: "true" }).expect(201);
  const { body } = await ledger.upload("kept", "date,province,killed\n2024-01-06,KP,5\n").expect(201);
  staged = String(body.import.id);
  await ledger.upload("kept-figures", "period,region,measure,value,published_on\n2024-Q3,PK,fatalities,722,2024-10-01\n", { publish: "true" }).expect(201);
});
after(async () => {
  agent.destroy();
  await new Promise((resolve) => server.close(resolve));
  await ledger.close();
});

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends a request as it is, with paths that a careful client would tidy up. */
function ask(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answered> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = send(
      { host: "127.0.0.1", port, method: method.toUpperCase(), path, agent, headers: { authorization: `Bearer ${ledger.token}`, ...headers } },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(pieces).toString("latin1") }));
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Another value each time; past the end of the list two of them joined. */
let turn = 0;
function nextValue(): string {
  turn += 1;
  const at = (index: number) => HOSTILE_VALUES[index % HOSTILE_VALUES.length] ?? "";
  return turn <= HOSTILE_VALUES.length || PROBES === 1 ? at(turn) : `${at(turn)}${at(turn * 7 + Math.floor(turn / HOSTILE_VALUES.length))}`.slice(0, 6000);
}
/** One after the other until there are as many as PROBES asks for; each at least so often. With the round it is. */
function* inTurn<T>(all: readonly T[], least: number): Generator<[T, number]> {
  const many = Math.max(PROBES, least * all.length);
  for (let probe = 0; probe < many && all.length > 0; probe += 1) {
    // Or a list as long as that of the values, or a part of it, would give each the same value again.
    if (probe > 0 && probe % all.length === 0) turn += 1;
    yield [all[probe % all.length] as T, Math.floor(probe / all.length)];
  }
}

/** The next value with which the address is no longer than is answered at all, and the address. */
function fitting(write: (value: string) => string): [string, string] {
  for (;;) {
    const value = nextValue();
    const address = write(value);
    if (address.length <= 11_000) return [value, address];
  }
}
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ""));

const ROW = "date,province,killed\n2024-05-05,KP,1\n";
const kept = (path: string) => (path.includes("figures") || path.includes("brief") ? "kept-figures" : "kept");
/** An import that is staged: what only reads it has something to read. */
let staged = "";
/** What stands in the path where nothing hostile does. What is changed is the sandbox, or nothing. */
const fixed = ({ method, path }: Operation): Record<string, string> =>
  method === "get" ? { slug: kept(path), revision: "1", id: staged } : { slug: "sandbox", revision: "1", id: "999999" };

/** The address with one parameter given a hostile value; those it cannot do without have theirs. */
function addressWith(operation: Operation, name: string, place: unknown, value: string): string {
  const { path, parameters = [] } = operation;
  const given = (own: string) => (place === "path" && own === name ? encoded(value).slice(0, 3000) || "%20" : (fixed(operation)[own] ?? "1"));
  const at = path.replace(/\{(\w+)\}/g, (_, own: string) => given(own));
  const query = parameters
    .filter((parameter) => parameter.in === "query" && (parameter.required || parameter.name === name))
    .map((parameter) => [String(parameter.name), parameter.name === name ? value : parameter.name === "datasets" ? "kept,kept-figures" : kept(path)]);
  return `${at}?${query.map(([own, text]) => `${own}=${encoded(text ?? "")}`).join("&")}`;
}

const isJson = (operation: Operation) => operation.body !== undefined && JSON.stringify(operation.body).includes("application/json");

/** Fields of a JSON body by its schema. */
function fieldsOf(operation: Operation): string[] {
  const { content } = operation.body as { content: Record<string, { schema: { properties?: object } }> };
  return Object.keys(content["application/json"]?.schema.properties ?? {});
}

const statuses: Record<number, number> = {};

function check(answer: Answered, what: string): void {
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  assert.ok(answer.status >= 200 && answer.status < 500, `${answer.status} ${what}\n${answer.text.slice(0, 300)}`);
  assert.equal(answer.headers["x-injected"], undefined, what);
  assert.equal(answer.headers["set-cookie"], undefined, what);
  assert.equal(answer.headers["x-content-type-options"], "nosniff", what);
  if (/text\/html/.test(answer.headers["content-type"] ?? "")) assert.doesNotMatch(answer.text, /<script>alert|onerror=alert|onload=alert/, what);
  assert.doesNotMatch(answer.text, /node_modules|syntax error at or near|PGlite|at \w+ \(.*\.ts:\d+/, what);
}

/** Everything the ledger holds apart from what the probes may write into their sandbox. */
async function state(): Promise<unknown[]> {
  const answers = ["kept", "kept-figures"].flatMap((slug) => [
    `/api/aggregates?dataset=${slug}&by=year,province`,
    `/api/datasets/${slug}/revisions`,
    `/api/datasets/${slug}`,
  ]);
  const texts = [];
  for (const path of answers) texts.push((await ask("get", path, {})).text);
  const db = ledger.database.knex;
  const tables = await db.raw("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1");
  const own = await db("token").where({ name: "first start" }).select("hash", "role", "revoked_at");
  return [...texts, tables.rows, own];
}

/** Answers in other forms are made of the same parameters: a few of them are asked, one after the other. */
const isForm = ({ path }: Operation) => /\.\w+$/.test(path) && !/templates|rejected|audit/.test(path);

test("no hostile value in any parameter of any address is more than a value", async (t) => {
  const before = await state();
  let asked = 0;
  const looked = new Map<string, boolean>();
  for (const operation of OPERATIONS) {
    const { method, path, parameters = [] } = operation;
    const all = parameters.filter((parameter) => parameter.in !== "header");
    const chosen = isForm(operation) && PROBES < 100 ? all.filter((_, index) => (index + asked) % 8 === 0) : all;
    for (const [parameter] of inTurn(chosen, 1)) {
      const [value, address] = fitting((text) => addressWith(operation, String(parameter.name), parameter.in, text));
      const body = method === "get" || method === "delete" ? undefined : isJson(operation) ? "{}" : ROW;
      const answer = await ask(method, address, { "content-type": isJson(operation) ? "application/json" : "text/csv" }, body);
      check(answer, `${method} ${path} ${parameter.name}=${value.slice(0, 80)}`);
      asked += 1;
      if (method !== "get" || parameter.in !== "query") continue;
      if (!looked.has(path)) looked.set(path, false);
      if (answer.status !== 404) looked.set(path, true);
    }
  }
  assert.deepEqual(
    [...looked].flatMap(([path, isLooked]) => (isLooked ? [] : [path])),
    [],
    "addresses that never looked at a parameter",
  );
  t.diagnostic(`${asked} requests: ${JSON.stringify(statuses)}`);
  assert.ok(asked > 200, `${asked} probes`);
  assert.deepEqual(await state(), before);
});

test("no hostile value in any field of any body is, nor in a header", async (t) => {
  const before = await state();
  for (const operation of OPERATIONS.filter(isJson)) {
    const { method, path } = operation;
    const usual: Record<string, unknown> = {
      slug: "made-by-probe",
      title: "T",
      kind: "figures",
      publisher: "P",
      name: "Probe",
      role: "reader",
      text: "In 2024 722 were killed.",
      dataset: "kept-figures",
    };
    const fields = fieldsOf(operation);
    for (const [field, round] of inTurn([...fields, "__proto__", "constructor"], 2)) {
      const body: [string, unknown][] = fields.filter((name) => name in usual).map((name) => [name, usual[name]]);
      const shape = [nextValue(), [nextValue()], { [nextValue()]: nextValue() }, 9e99][round % 4];
      const text = `{${[...body.filter(([name]) => name !== field), [field, shape] as const].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;
      const address = path.replace("{slug}", "sandbox");
      check(await ask(method, address, { "content-type": "application/json" }, text), `${method} ${path} ${text.slice(0, 200)}`);
    }
  }
  const inHeader = (text: string) => text.replace(/[^\x20-\x7e]/g, "").slice(0, 3000);
  for (const value of HOSTILE_VALUES.map(inHeader)) {
    for (const header of [
      "authorization",
      "if-none-match",
      "prefer",
      "idempotency-key",
      "content-type",
      "x-request-id",
      "x-forwarded-for",
      "accept",
      "origin",
      "range",
    ]) {
      if (PROBES === 1 && (value.length + header.length) % 5 > 0) continue;
      check(await ask("get", "/api/aggregates?dataset=kept", { [header]: value }), `${header}: ${value.slice(0, 80)}`);
      if (["idempotency-key", "content-type", "prefer"].includes(header))
        check(
          await ask("post", "/api/datasets/sandbox/imports", { "content-type": "text/csv", [header]: value }, ROW),
          `post with ${header}: ${value.slice(0, 80)}`,
        );
    }
  }
  t.diagnostic(`with those before: ${JSON.stringify(statuses)}`);
  assert.deepEqual(await state(), before);
});

test("no hostile path leads out of what is served", async () => {
  const before = await state();
  const paths = HOSTILE_VALUES.map((value) => encoded(value).slice(0, 2000));
  const raw = [
    "/../../etc/passwd",
    "/assets/../../../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/%2e%2e/package.json",
    "/.env",
    "/server/main.ts",
    "//evil.example",
    "/api//datasets",
    "/assets/%00",
  ];
  for (const path of [...raw, ...paths.flatMap((value) => [`/${value}`, `/api/${value}`, `/assets/${value}`, `/datasets/${value}`])]) {
    const answer = await ask("get", path, {});
    check(answer, path);
    assert.doesNotMatch(answer.text, /root:x:0|"dependencies"|DATABASE_URL/, path);
  }
  assert.deepEqual(await state(), before);
});
