import type { Count } from "../../domain/incident";
import { numberOr, readCount } from "../count";
import { cellOf, cellUnder, hasColumn, means, note, type Row } from "../row";
import { NO_COUNT } from "./counts";
import { incidentsOf } from "./layout";
import type { VictimShare } from "./victims";

/**
 * The Global Terrorism Database (START; codebook of 2021): an attack a row. -9 and -99 say unknown, as blanks do: never 0. nkill and nwound
 * include the attackers, whom nkillter and nwoundte give apart; the rest is not split into civilians and forces.
 */
export const gtd = incidentsOf({
  name: "gtd",
  signatures: [
    ["eventid", "iyear", "nkill"],
    ["eventid", "iyear", "attacktype1_txt"],
    ["iyear", "imonth", "iday", "nkill", "provstate"],
  ],
  columns: {
    incident_id: ["eventid"],
    year: ["iyear"],
    month: ["imonth"],
    day: ["iday"],
    province: ["provstate"],
    place: ["city"],
    latitude: ["latitude"],
    longitude: ["longitude"],
    tactic: ["attacktype1_txt"],
    target: ["targtype1_txt"],
    perpetrator: ["gname"],
    fatalities: ["nkill"],
    fatalities_militant: ["nkillter"],
    injured: ["nwound"],
    injured_militant: ["nwoundte"],
    source: ["scite1"],
    notes: ["summary"],
  },
  adapt: (row) => {
    means(row, "period", writtenDate(row));
    for (const field of ["perpetrator", "place"]) if (/^unknown$/i.test(cellOf(row, field).trim())) means(row, field, "");
    // claimed: 1 where the group named says it was them.
    if (/^1(?:\.0)?$/.test(cellUnder(row, "claimed"))) means(row, "claimed_by", cellOf(row, "perpetrator"));
    return null;
  },
  split: (row) => {
    const [killed, wounded] = [apart(row, "fatalities"), apart(row, "injured")];
    const attackers: VictimShare = { victim: "militant", fatalities: killed.attackers, injured: wounded.attackers };
    const rest: VictimShare = { victim: "unspecified", fatalities: killed.rest, injured: wounded.rest };
    const dead = (killed.attackers.best ?? 0) + (wounded.attackers.best ?? 0);
    if (dead === 0) return [{ victim: "unspecified", fatalities: killed.whole, injured: wounded.whole }];
    return isNothing(killed.rest) && isNothing(wounded.rest) ? [attackers] : [attackers, rest];
  },
});

/** Nobody: an unknown count is not nothing. */
const isNothing = (count: Count) => count.best === 0 && (count.high ?? 0) === 0;

/** The date as exactly as it is known: 0 is a month or day that is not. */
function writtenDate(row: Row): string {
  const part = (key: string) => cellUnder(row, key).replace(/\.0$/, "");
  const [year, month, day] = [part("iyear"), part("imonth"), part("iday")];
  const known = (text: string) => text !== "" && Number(text) !== 0;
  if (!known(month)) return year;
  return [year, month, known(day) ? day : ""]
    .filter((text) => text !== "")
    .map((text) => text.padStart(2, "0"))
    .join("-");
}

interface Apart {
  whole: Count;
  attackers: Count;
  rest: Count;
}

/** A count GTD has divided: the casualties of linked incidents, known for all of them together, are spread evenly over them. */
const DIVIDED = /^\d{1,5}\.\d+$/;

/**
 * Reads a count. Of a divided one the whole number below is certain, as of a range: it is best and low, the number above is high.
 * What is lost by it is less than one person an incident, and the warning says so.
 */
function countIn(row: Row, field: string): Count {
  const cell = cellOf(row, field).trim();
  if (!hasColumn(row, field) || /^-9{1,2}(?:\.0+)?$/.test(cell)) return NO_COUNT;
  const value = Number(cell);
  if (!DIVIDED.test(cell) || Number.isInteger(value)) return { ...NO_COUNT, best: numberOr(readCount(cell), (fault) => note(row, "error", field, fault)) };
  const [low, high] = [Math.floor(value), Math.ceil(value)];
  const message = `${cell} is a share: GTD spreads the casualties of linked incidents evenly over them. ${low} are counted, ${high} as high; the column related names the others.`;
  note(row, "warning", field, { code: "divided_count", message });
  return { best: low, low, high };
}

/** Reads a count and the attackers inside it. What a divided count leaves open is put on the rest. */
function apart(row: Row, measure: "fatalities" | "injured"): Apart {
  const whole = countIn(row, measure);
  const attackers = countIn(row, `${measure}_militant`).best;
  const exactly = (best: number | null): Count => ({ ...NO_COUNT, best });
  if (whole.best !== null && attackers !== null && attackers > whole.best) {
    const message = `${attackers} attackers are more than all ${whole.best}, of whom they are part. ${whole.best} are counted, of victims not specified.`;
    note(row, "warning", `${measure}_militant`, { code: "parts_differ", message });
    return { whole, attackers: NO_COUNT, rest: whole };
  }
  const less = (count: number | null) => (count === null ? null : count - (attackers ?? 0));
  return { whole, attackers: exactly(attackers), rest: { best: less(whole.best), low: less(whole.low), high: less(whole.high) } };
}
