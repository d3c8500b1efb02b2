import { parseArgs } from "node:util";
import { readConfig } from "./config";
import { programActor } from "./db/audit";
import { connect, type Database } from "./db/connect";
import { DirectoryInUse } from "./db/lock";
import { migrate } from "./db/migrate";
import { createToken, LONGEST_NAME, listTokens, ROLES, type Role, revokeToken, tokenName } from "./db/tokens";

/** `npm run token`: makes, lists and revokes tokens for whoever has the machine, also when every token is lost. */

const USAGE = `npm run token -- create NAME --role reader|editor|admin [--days N]   makes a token and shows its secret once
npm run token -- list                                                  shows all tokens, without secrets
npm run token -- revoke NUMBER                                         ends a token from now on

The database is the one of DATABASE_URL or DATA_DIR, as for npm start. Without DATABASE_URL stop the program first:
the embedded database belongs to one process at a time.`;

const ACTOR = programActor("npm run token");

/** What was asked for cannot be done; the message is for whoever typed it. */
class Refusal extends Error {}

try {
  await main();
} catch (error) {
  if (error instanceof DirectoryInUse) {
    console.error(
      `The program is running on this database. Stop it, run this again, and start it; or use the page Tokens with the token of an admin.\n${error.message}`,
    );
  } else console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { role: { type: "string" }, days: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const [verb, ...rest] = positionals;
  const work = values.help ? null : workOf(verb, rest, values);
  if (work === null) {
    console.log(USAGE);
    if (!values.help) process.exitCode = 1;
    return;
  }
  const config = readConfig();
  const database = await connect({ url: config.DATABASE_URL, directory: config.DATA_DIR });
  try {
    await migrate(database);
    await work(database);
  } finally {
    await database.close();
  }
}

type Work = (database: Database) => Promise<void>;

/** What a command line asks for; null where it asks for nothing there is. Whatever is wrong with it is told before the database is opened. */
function workOf(verb: string | undefined, rest: string[], { role, days }: { role?: string; days?: string }): Work | null {
  if (verb === "create") return create(rest.join(" "), role, days);
  if (verb === "list") return list;
  return verb === "revoke" ? revoke(rest[0]) : null;
}

function create(written: string, role: string | undefined, days: string | undefined): Work {
  const name = tokenName(written);
  if (name === null) throw new Refusal(`Name the token after who uses it, in at most ${LONGEST_NAME} letters that can all be seen.\n\n${USAGE}`);
  if (role === undefined || !(ROLES as readonly string[]).includes(role)) throw new Refusal(`Say what it may do: --role ${ROLES.join("|")}.`);
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) throw new Refusal(`"${days}" is not a number of days.`);
  const expires_at = days === undefined ? null : new Date(Date.now() + Number(days) * 86_400_000);
  return async ({ knex }) => {
    const made = await knex.transaction((trx) => createToken(trx, { name, role: role as Role, expires_at }, ACTOR));
    if (made === null) throw new Refusal(`A token named "${name}" is in use, or the name is the program's own. Choose another, or revoke it first.`);
    const until = made.token.expires_at === null ? "until it is revoked" : `until ${made.token.expires_at}`;
    console.log(`Token ${made.token.id}, ${name}, ${role}, valid ${until}:\n${made.secret}\n(It is shown only now.)`);
  };
}

async function list({ knex }: Database): Promise<void> {
  const minute = (at: string | null) => at?.slice(0, 16).replace("T", " ") ?? "-";
  const table = [["number", "name", "role", "state", "made", "last used", "expires (UTC)"]];
  for (const { id, name, role, state, created_at, last_used_at, expires_at } of await listTokens(knex)) {
    table.push([String(id), name, role, state, minute(created_at), minute(last_used_at), minute(expires_at)]);
  }
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    console.log(cells.join("  ").trimEnd());
  }
}

function revoke(number: string | undefined): Work {
  if (number === undefined || !/^\d{1,15}$/.test(number)) throw new Refusal("Say the number of the token, as npm run token -- list shows it.");
  return async ({ knex }) => {
    // Whoever has the machine can always make another admin, so the last one may go.
    const done = await knex.transaction((trx) => revokeToken(trx, Number(number), ACTOR, true));
    if (done === "unknown") throw new Refusal(`There is no token ${number}.`);
    console.log(`Token ${number} is revoked.`);
  };
}
