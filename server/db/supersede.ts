import type { Knex } from "knex";
import type { UpdateCounts } from "../domain/report";
import { whereInForce } from "./filter";

/**
 * What a row says, as one comparable text: everything the source wrote, and its own counts where others were chosen among reports.
 * The line, and what settling made of it, are left out.
 */
const SAID = `md5(jsonb_build_array(occurred_on, ended_on, date_precision, province, province_raw, district, place, latitude, longitude, victim,
  incident_type, tactic, perpetrator, claimed_by, target, incidents, source, source_url, published_on, notes, extra,
  coalesce(reported, jsonb_build_object('fatalities', jsonb_build_object('best', fatalities, 'low', fatalities_low, 'high', fatalities_high),
    'injured', jsonb_build_object('best', injured, 'low', injured_low, 'high', injured_high))))::text)`;

/**
 * Ends the staging of an update: compares the batch with the rows in force, incident by incident. What says the same leaves the
 * batch again; the earlier rows of what changed, and with `complete` of what the file no longer has, are superseded.
 */
export async function supersedeRows(db: Knex, batch: number, inForce: readonly number[], complete: boolean): Promise<UpdateCounts> {
  return db.transaction(async (trx) => {
    const said = (rows: Knex.QueryBuilder) =>
      rows
        .whereNotNull("incident_id")
        .groupBy("incident_id")
        .select("incident_id", trx.raw(`md5(string_agg(${SAID}, ',' order by ${SAID})) as said`));
    const earlier = trx("incident");
    whereInForce(earlier, "incident", inForce);
    const compared = trx
      .withMaterialized("mine", said(trx("incident").where({ batch_id: batch })))
      .withMaterialized("theirs", said(earlier))
      .from("mine")
      .fullOuterJoin("theirs", "mine.incident_id", "theirs.incident_id")
      .select(trx.raw("coalesce(mine.incident_id, theirs.incident_id) as incident_id"))
      .select(
        trx.raw(
          "case when theirs.said is null then 'new' when mine.said is null then 'withdrawn' when mine.said = theirs.said then 'unchanged' else 'changed' end as fate",
        ),
      );
    const fates: { incident_id: string; fate: keyof UpdateCounts }[] = await compared;
    const named = (fate: keyof UpdateCounts) => fates.filter((row) => row.fate === fate).map((row) => row.incident_id);
    const [unchanged, changed, withdrawn] = [named("unchanged"), named("changed"), complete ? named("withdrawn") : []];
    await inPortions(unchanged, (ids) => trx("incident").where({ batch_id: batch }).whereIn("incident_id", ids).delete());
    await inPortions([...changed, ...withdrawn], async (ids) => {
      const old = trx("incident")
        .distinct(trx.raw("?::bigint", [batch]), "batch_id", "line")
        .whereIn("incident_id", ids);
      whereInForce(old, "incident", inForce);
      await trx("supersession").insert(old);
    });
    return { new: named("new").length, changed: changed.length, unchanged: unchanged.length, withdrawn: withdrawn.length };
  });
}

/** Ids bound in one statement. */
const PORTION = 5000;

async function inPortions(ids: readonly string[], run: (ids: string[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < ids.length; start += PORTION) await run(ids.slice(start, start + PORTION));
}
