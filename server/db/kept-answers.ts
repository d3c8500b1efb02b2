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

/** Keys this process claims or answers just now; a row of ours without one was left by a failure to write the end of it. */
const running = new Set<string>();
const nameOf = (database: Database, { asker, key }: Asking) => `${database.owner}\n${asker}\n${key}`;

/** Takes the key for this request, or tells what became of it. Whoever gets `new` must end the claim. */
export async function claimKey(database: Database, asking: Asking): Promise<Claim> {
  const name = nameOf(database, asking);
  // Marked before the database is asked: between a row's commit and word of it another request could take the row for a left one.
  if (running.has(name)) return { state: "under_way" };
  running.add(name);
  let claim: Claim | null = null;
  try {
    claim = await claimRow(database, asking);
    return claim;
  } finally {
    if (claim?.state !== "new") running.delete(name);
  }
}

async function claimRow(database: Database, { asker, key, fingerprint }: Asking): Promise<Claim> {
  const db = database.knex;
  await db("kept_answer").whereRaw(`created_at < now() - interval '${KEPT}'`).delete();
  const made = await db("kept_answer").insert({ asker, key, fingerprint, owner: database.owner }).onConflict().ignore().returning("key");
  if (made.length > 0) return { state: "new" };
  const [row] = await db("kept_answer").where({ asker, key });
  // Released or outdated in between: whoever comes again finds it free.
  if (row === undefined) return { state: "under_way" };
  if (row.fingerprint !== fingerprint) return { state: "other" };
  if (row.status !== null) return { state: "answered", answer: { status: row.status, location: row.location, body: row.body } };
  if (row.owner !== database.owner && (await liveOwners(database)).has(row.owner)) return { state: "under_way" };
  const left = db("kept_answer").where({ asker, key, owner: row.owner }).whereNull("status");
  const taken = await left.update({ owner: database.owner, created_at: db.fn.now() });
  return { state: taken === 1 ? "new" : "under_way" };
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
