import type { Knex } from "knex";
import type { Database } from "./connect";
import { liveOwners } from "./discard";

/** An answer as it was sent: status, where the thing made stands, and the body's text. */
export interface KeptAnswer {
  status: number;
  location: string | null;
  body: string;
}

/** Who asked, under which key, and a hash of what was asked. */
export interface Asking {
  asker: string;
  key: string;
  fingerprint: string;
}

/**
 * What is known of a key: `new`, and now the caller's to answer; `answered` before; `under_way` in another request; `other`, when it
 * was used for another request than this one.
 */
export type Claim = { state: "new" | "under_way" | "other" } | { state: "answered"; answer: KeptAnswer };

/** How long an answer is kept: a client that has not asked again in a day has given up. */
const KEPT = "24 hours";

/** Keys this process is answering just now; a row of ours without one was left by a failure to write the end of it. */
const running = new Set<string>();
const nameOf = (database: Database, { asker, key }: Asking) => `${database.owner}\n${asker}\n${key}`;

/** Takes the key for this request, or tells what became of it. Whoever gets `new` must keep or release it. */
export async function claimKey(database: Database, asking: Asking): Promise<Claim> {
  const { asker, key, fingerprint } = asking;
  const db = database.knex;
  await db("kept_answer").whereRaw(`created_at < now() - interval '${KEPT}'`).delete();
  const made = await db("kept_answer").insert({ asker, key, fingerprint, owner: database.owner }).onConflict().ignore().returning("key");
  if (made.length > 0) return begin(database, asking);
  const [row] = await db("kept_answer").where({ asker, key });
  // Released or outdated in between: whoever comes again finds it free.
  if (row === undefined) return { state: "under_way" };
  if (row.fingerprint !== fingerprint) return { state: "other" };
  if (row.status !== null) return { state: "answered", answer: { status: row.status, location: row.location, body: row.body } };
  const isRunning = row.owner === database.owner ? running.has(nameOf(database, asking)) : (await liveOwners(database)).has(row.owner);
  if (isRunning) return { state: "under_way" };
  const taken = await db("kept_answer").where({ asker, key, owner: row.owner }).whereNull("status").update({ owner: database.owner, created_at: db.fn.now() });
  return taken === 1 ? begin(database, asking) : { state: "under_way" };
}

function begin(database: Database, asking: Asking): Claim {
  running.add(nameOf(database, asking));
  return { state: "new" };
}

/** Ends a claim: the answer is kept for whoever asks again, or the key is free again where there is none. */
export async function endClaim(database: Database, asking: Asking, answer: KeptAnswer | null): Promise<void> {
  const mine: Knex.QueryBuilder = database.knex("kept_answer").where({ asker: asking.asker, key: asking.key, owner: database.owner }).whereNull("status");
  try {
    await (answer === null ? mine.delete() : mine.update({ ...answer }));
  } finally {
    running.delete(nameOf(database, asking));
  }
}
