import type { Knex } from "knex";
import type { UpdateCounts } from "../domain/report";
import { whereInForce } from "./filter";
import { SAID } from "./said";

/** What an update does to its dataset: to how many incidents, and how many lines more, or fewer, a revision holds with it. */
export interface Superseding {
  counts: UpdateCounts;
  lines: number;
}

/**
 * Ends the staging of an update: compares the batch with the rows in force, incident by incident. What says the same leaves the
 * batch again; the earlier rows of what changed, and with `complete` of what the file no longer has, are superseded.
 */
export async function supersedeRows(db: Knex, batch: number, inForce: readonly number[], complete: boolean): Promise<Superseding> {
  return db.transaction(async (trx) => {
    const said = (rows: Knex.QueryBuilder) =>
      rows
        .whereNotNull("incident_id")
        .groupBy("incident_id")
        .select("incident_id", trx.raw(`md5(string_agg(${SAID}::text, ',' order by ${SAID})) as said`));
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
    const [own] = await trx("incident").where({ batch_id: batch }).countDistinct("line as lines");
    const [superseded] = await trx("supersession").where({ batch_id: batch }).count("line as lines");
    const counts = { new: named("new").length, changed: changed.length, unchanged: unchanged.length, withdrawn: withdrawn.length };
    return { counts, lines: Number(own?.lines ?? 0) - Number(superseded?.lines ?? 0) };
  });
}

/** Ids bound in one statement. */
const PORTION = 5000;

async function inPortions(ids: readonly string[], run: (ids: string[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < ids.length; start += PORTION) await run(ids.slice(start, start + PORTION));
}
