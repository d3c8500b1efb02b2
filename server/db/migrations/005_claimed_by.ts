import type { Knex } from "knex";

const PERIOD = `
  case date_precision when 'quarter' then 'quarter' when 'year' then 'year' else 'month' end as precision,
  date_trunc(case date_precision when 'quarter' then 'quarter' when 'year' then 'year' else 'month' end, occurred_on::timestamp)::date as period_start`;

const OWN = "select * from incident";
const SUPERSEDED = `
  select incident.*, supersession.batch_id as by_batch from incident
  join supersession on supersession.line = incident.line and supersession.old_batch_id = incident.batch_id`;

/** The cube holds who claimed an incident as it holds the other dimensions: who follows one group over years, and every brief, asks for it. */
export async function up(db: Knex): Promise<void> {
  // On a cluster a table that is whole on every server is written after one that is spread was read: it takes one connection a server.
  await db.raw("set local citus.multi_shard_modify_mode = 'sequential'");
  for (const victim of ["''", "victim"]) {
    await rollUp(db, "batch_id", victim, OWN, "+");
    await rollUp(db, "by_batch", victim, SUPERSEDED, "-");
  }
}

export async function down(db: Knex): Promise<void> {
  await db("cube").where({ dimension: "claimed_by" }).delete();
}

async function rollUp(db: Knex, batch: string, victim: string, rows: string, sign: string): Promise<void> {
  const lead = "filter (where line = lead_line and part = lead_part)";
  const incidents =
    victim === "''"
      ? [`coalesce(sum(incidents) ${lead}, 0)`, `coalesce(sum(fatal) ${lead}, 0)`]
      : ["sum(incidents)", "count(*) filter (where fatalities > 0 and incidents = 1)"];
  const counts = ["fatalities", "injured"].flatMap((measure) => [
    `sum(${measure})`,
    `sum(coalesce(${measure}_low, ${measure}))`,
    `sum(coalesce(${measure}_high, ${measure}))`,
    `count(*) filter (where ${measure} is null)`,
    `count(*) filter (where coalesce(${measure}_high, ${measure}) is null)`,
  ]);
  const sums = ["count(*)", ...incidents, ...counts].map((sum) => `${sign}${sum}`).join(", ");
  await db.raw(
    `insert into cube (batch_id, dimension, member, period_start, precision, province, victim, row_count, incidents, fatal_incidents,
       fatalities, fatalities_low, fatalities_high, fatalities_blank, fatalities_high_blank,
       injured, injured_low, injured_high, injured_blank, injured_high_blank)
     select ${batch}, 'claimed_by', claimed_by, period_start, precision, province, ${victim}, ${sums}
     from (select *, ${PERIOD} from (${rows}) as found where counted and ${batch} in (select batch_id from cube)) as row
     group by ${batch}, claimed_by, period_start, precision, province${victim === "''" ? "" : ", victim"}`,
  );
}
