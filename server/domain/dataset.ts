import type { Day } from "./day";
import { type Period, parsePeriod } from "./period";

/** Incidents are rows that add up; figures are published statistics, looked up and never summed blindly. */
export const KINDS = ["incidents", "figures"] as const;
export type Kind = (typeof KINDS)[number];

/** What readers may see: `rows`, or only `aggregates` where the licence forbids giving rows away. */
export const SHARINGS = ["rows", "aggregates"] as const;
export type Sharing = (typeof SHARINGS)[number];

/**
 * How the best value of an incident is chosen among several reports of it:
 * `most_reported` the value most reports give (ties: the later report, then the lower value); `latest` the value of the report
 * published last; `lowest`, `highest` the extreme.
 */
export const BEST_RULES = ["most_reported", "latest", "lowest", "highest"] as const;
export type BestRule = (typeof BEST_RULES)[number];

export const BEST_RULE_WORDS: Record<BestRule, string> = {
  most_reported: "the value most reports give; of equally frequent ones the later report's, then the lower",
  latest: "the value of the report published last",
  lowest: "the lowest value reported",
  highest: "the highest value reported",
};

/** A named collection of incidents or figures under one method and licence. */
export interface Dataset {
  slug: string;
  title: string;
  kind: Kind;
  publisher: string;
  licence: string;
  sharing: Sharing;
  methodology: string;
  homepage: string | null;
  /** What the publisher's totals include; null where it does not say. */
  counts_militants: boolean | null;
  counts_operations: boolean | null;
  counts_injured: boolean | null;
  /** First and last period inside which no row means zero (`2013/2025`), or null: then no row means unknown. */
  coverage: string | null;
  best_rule: BestRule;
  /** Number of the published revision, null before the first. */
  revision: number | null;
  published_at: string | null;
  archived: boolean;
}

/** A published state of a dataset. */
export interface Revision {
  revision: number;
  action: "publish" | "restore";
  mode: "replace" | "append" | "update" | null;
  published_at: Day;
  published_by: string;
  file_name: string | null;
  content_hash: string | null;
  /** Rows of all its batches; an update's earlier rows are among them. */
  rows: number;
  restored_from: number | null;
}

/** A dataset's coverage as a period. */
export const coverageOf = ({ coverage }: Pick<Dataset, "coverage">): Period | null => (coverage === null ? null : parsePeriod(coverage));
