import { type Select, select } from "../../inputs/select";

/** By what two states are compared. Others are for the API. */
export const GROUPINGS = [
  { value: "quarter,province", label: "Quarter and province" },
  { value: "quarter", label: "Quarter" },
  { value: "year,province", label: "Year and province" },
  { value: "year", label: "Year" },
  { value: "month,province", label: "Month and province" },
  { value: "quarter,victim", label: "Quarter and victim class" },
  { value: "year,incident_type", label: "Year and type of incident" },
];

export const FIRST_GROUPING = "quarter,province";

/** The choice of what two states are compared by. */
export function groupingSelect(pick: (by: string) => void): Select {
  const input = select("Compared by");
  input.offer(GROUPINGS, FIRST_GROUPING);
  input.onPick(pick);
  return input;
}
