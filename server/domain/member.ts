import type { Dimension } from "./dimension";
import { regionName } from "./province";
import { VICTIM_LABELS, type Victim } from "./victim";

/** A class of victims, or several, in the middle of a sentence: `civilians and security personnel`. */
export function victimInWords(victim: string): string {
  return victim
    .split("+")
    .map((one) => (VICTIM_LABELS[one as Victim] ?? one).toLowerCase())
    .join(" and ");
}

/** A member of a breakdown in the middle of a sentence: `Khyber Pakhtunkhwa` for PK-KP; the values of other dimensions stand as they are. */
export function memberInWords(dimension: Dimension, member: string): string {
  if (dimension === "province") return regionName(member);
  return dimension === "victim" ? victimInWords(member) : member;
}
