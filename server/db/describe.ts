import type { Knex } from "knex";
import { addDays } from "../domain/day";
import { isCubeDimension } from "../domain/dimension";
import { spanOfFigures } from "../domain/figure";
import { type Period, periodOf } from "../domain/period";
import { filtersShown } from "../domain/sharing";
import { findEdition, type StoredDataset } from "./datasets";
import { readFigures } from "./figures";
import { spanOfIncidents } from "./span";

/** The most members of a dimension that are listed for choosing. */
const LISTED = 200;

/** What can be chosen from in the current edition: members by dimension, the span of its periods, how many rows. */
export interface Description {
  members: Record<string, string[]>;
  span: { from: string; to: string } | null;
  counts: { rows: number };
}

export async function describeDataset(db: Knex, dataset: StoredDataset): Promise<Description> {
  const edition = await findEdition(db, dataset, {});
  if (edition === null) return { members: {}, span: null, counts: { rows: 0 } };
  return dataset.kind === "figures" ? describeFigures(db, edition.batches) : describeIncidents(db, dataset, edition.batches);
}

async function describeFigures(db: Knex, batches: readonly number[]): Promise<Description> {
  const figures = await readFigures(db, batches);
  const distinct = (values: string[]) => [...new Set(values)].filter((value) => value !== "").sort();
  return {
    members: {
      province: distinct(figures.map((figure) => figure.region)),
      victim: distinct(figures.map((figure) => figure.victim)),
      incident_type: distinct(figures.map((figure) => figure.incident_type)),
      scope: distinct(figures.map((figure) => figure.scope)),
    },
    span: quarters(spanOfFigures(figures)),
    counts: { rows: figures.length },
  };
}

async function describeIncidents(db: Knex, dataset: StoredDataset, batches: readonly number[]): Promise<Description> {
  const members: Record<string, string[]> = {};
  // Of a dataset that shares aggregates only, no word that stands in a row and in no cell shown.
  for (const name of filtersShown(dataset).filter((one) => one === "province" || one === "victim" || isCubeDimension(one))) {
    const cells = db("cube").whereIn("batch_id", batches);
    const further = isCubeDimension(name);
    if (further) cells.where({ dimension: name, victim: "" });
    else cells.where({ dimension: "" }).whereNot({ victim: "" });
    const column = further ? "member" : name;
    const found: (string | null)[] = await cells.groupBy(column).havingRaw("sum(row_count) > 0").orderByRaw("sum(incidents) desc").limit(LISTED).pluck(column);
    members[name] = found.filter((member) => member !== null);
  }
  const span = await spanOfIncidents(db, batches);
  const [counted] = await db("cube").whereIn("batch_id", batches).where({ dimension: "", victim: "" }).sum("row_count as rows");
  return { members, span: quarters(span), counts: { rows: Number(counted?.rows ?? 0) } };
}

function quarters(span: Pick<Period, "start" | "end"> | null): Description["span"] {
  return span === null ? null : { from: periodOf(span.start, "quarter").label, to: periodOf(addDays(span.end, -1), "quarter").label };
}
