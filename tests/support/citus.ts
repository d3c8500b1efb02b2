import { readFileSync } from "node:fs";
import { join } from "node:path";
import knex, { type Knex } from "knex";

/** A server of a Citus cluster, as the coordinator names it. */
interface Node {
  host: string;
  port: number;
}

const SCRIPT = join(import.meta.dirname, "../../server/db/distribute.sql");

export const openOnce = (url: string): Knex => knex({ client: "pg", connection: url, pool: { min: 0, max: 1 } });

const nodeOf = (url: URL): Node => ({ host: url.hostname, port: Number(url.port || 5432) });

/** The addresses of the workers of the cluster whose coordinator this is; none where the server is a plain one. */
export async function workersOf(url: string, server: Knex): Promise<string[]> {
  const { rows: known } = await server.raw<{ rows: { there: boolean }[] }>("select to_regclass('pg_dist_node') is not null as there");
  if (!known[0]?.there) return [];
  const { rows } = await server.raw<{ rows: Node[] }>("select nodename as host, nodeport as port from pg_dist_node where groupid > 0 order by nodeid");
  return rows.map(({ host, port }) => {
    const there = new URL(url);
    [there.hostname, there.port] = [host, String(port)];
    return there.href;
  });
}

/**
 * Spreads a migrated ledger over the cluster as the README says: Citus in the database of the coordinator and of every worker, the workers made known,
 * the script run.
 */
export async function spreadLedger(coordinator: string, workers: readonly string[]): Promise<void> {
  for (const url of [...workers, coordinator]) {
    const there = openOnce(url);
    await there.raw("create extension citus");
    if (url === coordinator) {
      const own = nodeOf(new URL(url));
      await there.raw("select citus_set_coordinator_host(?, ?)", [own.host, own.port]);
      for (const { host, port } of workers.map((worker) => nodeOf(new URL(worker)))) await there.raw("select citus_add_node(?, ?)", [host, port]);
      await there.raw(readFileSync(SCRIPT, "utf8"));
    }
    await there.destroy();
  }
}
