import { FILTERS } from "./dimension";

/** Parameters of `/api/aggregates`, in the order an address lists them, with what they mean (OpenAPI says the same). */
export const PARAMETERS: Record<string, string> = {
  dataset: "Slug of the dataset.",
  measure: "Measures, repeated or comma-joined: fatalities, injured, casualties, incidents, fatal_incidents, fatalities_share, incidents_share.",
  by: "Dimensions to break down by: at most one of year, quarter, month, day, and province, district, place, victim, incident_type, tactic, perpetrator, claimed_by, target, source.",
  ...Object.fromEntries(FILTERS.map((name) => [name, `Only these values of ${name}, repeated or comma-joined.`])),
  from: "First period, inside: 2024, 2024-Q3, 2024-09, 2024-09-14.",
  to: "Last period, inside.",
  estimate: "low, best (default) or high, for counts reported as a range; low,best,high adds the bounds beside the best as columns of their own.",
  as_of: "Day: figures as printed up to and including it; for incidents the revision published by then.",
  earlier: "Day before as_of: beside today's figures those printed up to and including it, as columns of their own. Published figures only.",
  revision: "Number of a revision; the answer never changes.",
  change: "previous or year_ago: change against the period before, or the same period a year before.",
  share: "A dimension of the breakdown: each value as a percentage of the total over it.",
  rank: "true: position of each period in its line (1 is the highest of those shown), and since when nothing was higher, looking back over all that is loaded.",
  cumulative: "true: the year to date, against the same stretch of the year before, with the whole of that year beside it.",
  rolling: "A number of periods, 2 to 120: the sum over that many, up to and including each; empty unless all are known.",
  per_day: "true: the average a calendar day.",
  peak: "month or quarter: the highest part of each year or quarter (the deadliest month), and of how many parts it is known.",
  top: "How many members of the one dimension beside time stand apart, the largest; the rest is one member (others), with how many it stands for.",
  order:
    "value, last or name: the members of the one dimension beside time by their sum, by the last known period (both downwards), or by name. top goes by value unless order is last.",
  layout: "tidy (default): one row a cell; wide: the last dimension becomes columns.",
  boundaries: "today (default): the former FATA inside Khyber Pakhtunkhwa; historical: apart.",
  detail: "true: also qualifier, scope, printing date and first printing of each figure.",
};
