import { type Select, select } from "../../inputs/select";
import * as words from "../../words/revisions";

/** By what two states are compared. Others are for the API. */
export const GROUPINGS = [
  { value: "quarter,province", label: words.quarterAndProvince },
  { value: "quarter", label: words.quarter },
  { value: "year,province", label: words.yearAndProvince },
  { value: "year", label: words.year },
  { value: "month,province", label: words.monthAndProvince },
  { value: "quarter,victim", label: words.quarterAndVictimClass },
  { value: "year,incident_type", label: words.yearAndTypeOf },
];

export const FIRST_GROUPING = "quarter,province";

/** The choice of what two states are compared by. */
export function groupingSelect(pick: (by: string) => void): Select {
  const input = select(words.comparedBy);
  input.offer(GROUPINGS, FIRST_GROUPING);
  input.onPick(pick);
  return input;
}
