import type { Knex } from "knex";
import type { ImportReport } from "../domain/report";

/** What the counted rows of a batch add up to, from its cube. */
export async function sumBatch(db: Knex, batch: number): Promise<ImportReport["totals"]> {
  const [row] = await db("cube")
    .where({ batch_id: batch, dimension: "", victim: "" })
    .sum({ incidents: "incidents", fatalities: "fatalities", injured: "injured" });
  const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return { incidents: number(row?.incidents), fatalities: number(row?.fatalities), injured: number(row?.injured) };
}
