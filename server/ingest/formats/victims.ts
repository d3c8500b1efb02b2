import type { Count } from "../../domain/incident";
import { VICTIMS, type Victim } from "../../domain/victim";
import { countColumnOf } from "../columns";
import { isBlank, isZero, plus, remainderOf } from "../count";
import { isFault, quote } from "../fault";
import type { Columns } from "../header";
import { hasColumn, note, type Row } from "../row";
import { estimateAt, NO_COUNT } from "./counts";
import type { Requirement } from "./format";

/** The counts of one victim class of a row. */
export interface VictimShare {
  victim: Victim;
  fatalities: Count;
  injured: Count;
}

const MEASURES = ["fatalities", "injured"] as const;

/** A victim is told by a column or by columns of its own, not both: the counts would overlap. */
export const WIDE_AND_LONG: Requirement = {
  code: "victim_twice",
  message:
    "The file tells the victim both in a column and in columns of counts such as fatalities_civilian. Keep one of the two, or leave one out by a mapping.",
  isMet: (fields) => !fields.includes("victim") || !fields.some((field) => typeof countColumnOf(field)?.victim === "string"),
};

/** What is said of a class that is none of the three. */
export function besideClasses(cell: string) {
  return {
    code: "class_beside",
    message: `${quote(cell)} are neither civilians, forces nor militants for certain. They are counted as victims not specified.`,
  };
}

/**
 * Makes the reader of a row's counts by victim class. Columns of classes beside a total: what the total holds more is of
 * unspecified victims; a total below its classes is a fault. A row without any count is still one row, of the victim its own
 * column tells.
 */
export function victimSplitter(columns: Columns): (row: Row, victim: Victim) => VictimShare[] {
  const fields = [...columns.at.keys()];
  const named = VICTIMS.filter((victim) => fields.some((field) => countColumnOf(field)?.victim === victim));
  return (row, victim) => {
    const classes = named.map((name) => ({ victim: name, fatalities: estimateAt(row, `fatalities_${name}`), injured: estimateAt(row, `injured_${name}`) }));
    const known = classes.filter((share) => MEASURES.some((measure) => !isBlank(share[measure])));
    const total = { victim, fatalities: estimateAt(row, "fatalities"), injured: estimateAt(row, "injured") };
    return known.length === 0 ? [total] : withRest(row, known, total);
  };
}

function withRest(row: Row, known: VictimShare[], total: VictimShare): VictimShare[] {
  const rest: VictimShare = known.find((share) => share.victim === "unspecified") ?? { victim: "unspecified", fatalities: NO_COUNT, injured: NO_COUNT };
  for (const measure of MEASURES) {
    const left = remainderOf(
      total[measure],
      known.map((share) => share[measure]),
    );
    if (isFault(left)) note(row, "error", hasColumn(row, measure) ? measure : null, left);
    else if (left !== null) rest[measure] = plus(rest[measure], left);
  }
  const parts = known.filter((share) => share !== rest);
  return known.includes(rest) || !isZero(rest.fatalities) || !isZero(rest.injured) ? [...parts, rest] : parts;
}
