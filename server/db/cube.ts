import type { Knex } from "knex";
import { CUBE_DIMENSIONS } from "../domain/dimension";
import { bounded } from "./bound";
import type { Database } from "./connect";
import { copyIn } from "./copy-bytes";
import { DEADLY, FATAL, LEADS } from "./lead";

/** Rows of month precision or finer are rolled up by month; coarser ones keep their own grain. A week counts in the month it begins in. */
export const CUBE_PERIOD = `
  case date_precision when 'quarter' then 'quarter' when 'year' then 'year' else 'month' end as precision,
  date_trunc(case date_precision when 'quarter' then 'quarter' when 'year' then 'year' else 'month' end, occurred_on::timestamp)::date as period_start`;

const OWN_ROWS = "select * from incident where batch_id = ?";

const SUPERSEDED_ROWS = `
  select incident.* from incident
  join supersession on supersession.line = incident.line and supersession.old_batch_id = incident.batch_id
  where supersession.batch_id = ?`;

/**
 * Rolls a settled batch up by month (or coarser precision), province and one further dimension, so that nearly every chart reads
 * cells and not rows. All victims together count each incident once, by its lead row; a victim class counts the incidents that hit it.
 */
export async function buildCube(db: Knex, batch: number): Promise<void> {
  await rollUp(db, batch, OWN_ROWS, "+");
}

/**
 * Rolls an update up again once its rows are settled against those in force. The rows it supersedes enter its own cube with the sign
 * turned: sums over any revision that holds the update, and so the batches it corrects, stay sums of cells.
 */
export async function rebuildCube(db: Knex, batch: number): Promise<void> {
  await db("cube").where({ batch_id: batch }).delete();
  await rollUp(db, batch, OWN_ROWS, "+");
  await rollUp(db, batch, SUPERSEDED_ROWS, "-");
}

/**
 * Stores cells of a batch that were added up while its file was read, as rows of COPY's binary format; on the embedded engine, whose readers wait, a piece at a time. Several may share
 * the pieces.
 */
export async function loadCube(database: Database, columns: readonly string[], pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  if (database.engine === "server") return load(database.knex, columns, pieces);
  for await (const piece of pieces) await load(database.knex, columns, [piece]);
}

async function load(db: Knex, columns: readonly string[], pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  await db.transaction(async (trx) => {
    const sink = await copyIn(trx, "cube", columns, { binary: true });
    for await (const piece of pieces) await sink.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    await sink.end();
  });
}

async function rollUp(db: Knex, batch: number, rows: string, sign: "+" | "-"): Promise<void> {
  for (const dimension of ["", ...CUBE_DIMENSIONS]) {
    for (const victim of ["''", "victim"]) {
      const keys = [...(dimension === "" ? [] : [dimension]), ...(victim === "''" ? [] : ["victim"]), "period_start", "precision", "province"];
      await db.raw(
        `insert into cube (batch_id, dimension, member, period_start, precision, province, victim, row_count, incidents, fatal_incidents,
           fatalities, fatalities_low, fatalities_high, fatalities_blank, fatalities_high_blank,
           injured, injured_low, injured_high, injured_blank, injured_high_blank)
         select ?::bigint, '${dimension}', ${dimension === "" ? "''" : dimension}, period_start, precision, province, ${victim},
           ${sumsOf(victim === "''")
             .map((sum) => `${sign}${sum}`)
             .join(", ")}
         from (select *, ${CUBE_PERIOD} from (${rows}) as found where counted) as row
         group by ${keys.join(", ")}`,
        [batch, batch],
      );
    }
  }
}

/** The sums of a cell, in the order of the cube's columns. */
function sumsOf(allVictims: boolean): string[] {
  const lead = `filter (where ${LEADS})`;
  const incidents = allVictims
    ? [`coalesce(sum(incidents) ${lead}, 0)`, `coalesce(sum(${FATAL}) ${lead}, 0)`]
    : ["sum(incidents)", `count(*) filter (where ${DEADLY})`];
  const counts = ["fatalities", "injured"].flatMap((measure) => [
    `sum(${measure})`,
    `sum(${bounded(`${measure}_low`)})`,
    `sum(${bounded(`${measure}_high`)})`,
    `count(*) filter (where ${measure} is null)`,
    `count(*) filter (where ${bounded(`${measure}_high`)} is null)`,
  ]);
  return ["count(*)", ...incidents, ...counts];
}
