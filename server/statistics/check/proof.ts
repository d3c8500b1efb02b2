import type { Day } from "../../domain/day";
import type { Dimension } from "../../domain/dimension";
import { COUNTRY } from "../../domain/province";
import { formatQuery, PLAIN, type Query } from "../../domain/query";
import type { Asked, Cells } from "./cells";

/** How a claim is proved: plainly, as a change on the period before or a year before, or as a share over a dimension. */
export interface Proof {
  asOf?: Day | null;
  change?: "previous" | "year_ago";
  share?: Dimension;
}

/** The aggregates address that answers a cell. */
export function addressOf(dataset: string, cells: Cells, asked: Asked, proof: Proof = {}): () => string {
  return () => `/api/aggregates?${formatQuery(queryOf(dataset, cells, asked, proof))}`;
}

function queryOf(dataset: string, cells: Cells, asked: Asked, proof: Proof): Query {
  const type = cells.typeName(asked.type);
  const grain = asked.period.grain;
  const by: Dimension[] = [];
  if (proof.change !== undefined && grain !== "span") by.push(grain);
  if (proof.share !== undefined) by.push(proof.share);
  const filters: Query["filters"] = {};
  if (asked.region !== COUNTRY && proof.share !== "province") filters.province = asked.region.split("+");
  if (asked.victim !== "" && proof.share !== "victim") filters.victim = asked.victim.split("+");
  if (type && proof.share !== "incident_type") filters.incident_type = [type];
  return {
    dataset,
    measure: [asked.measure],
    by,
    filters,
    from: asked.period,
    to: asked.period,
    estimate: "best",
    as_of: proof.asOf ?? cells.asOf,
    revision: null,
    ...PLAIN,
    change: by.length > 0 && proof.change !== undefined && grain !== "span" ? proof.change : null,
    share: proof.share ?? null,
    layout: "tidy",
    boundaries: "today",
    detail: false,
  };
}
