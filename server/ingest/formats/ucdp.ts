import type { Count, Precision } from "../../domain/incident";
import type { Victim } from "../../domain/victim";
import { cellOf, cellUnder, means, note, type Row } from "../row";
import { countAt } from "./counts";
import type { Context } from "./format";
import { incidentsOf } from "./layout";
import { bounded, type Part } from "./parts";
import { spanAt } from "./span";
import type { VictimShare } from "./victims";

/**
 * UCDP's georeferenced events (GED, candidate releases too; codebook: ucdp.uu.se), read by name: HDX's copy has other columns in another
 * order. Only events with a death are coded, and no wounded. An event counts on the day it begins.
 */
export const ucdp = incidentsOf({
  name: "ucdp-ged",
  signatures: [
    ["type_of_violence", "date_start", "best"],
    ["dyad_name", "date_start", "best"],
    ["deaths_civilians", "deaths_unknown", "best"],
  ],
  columns: {
    incident_id: ["id"],
    occurred_on: ["date_start"],
    ended_on: ["date_end"],
    province: ["adm_1"],
    district: ["adm_2"],
    place: ["where_coordinates"],
    latitude: ["latitude"],
    longitude: ["longitude"],
    incident_type: ["type_of_violence"],
    fatalities: ["best"],
    fatalities_low: ["low"],
    fatalities_high: ["high"],
    source: ["source_article"],
  },
  adapt: (row, context) => {
    const code = cellOf(row, "incident_type").trim().replace(/\.0$/, "");
    const violence = VIOLENCE[code];
    if (violence !== undefined) means(row, "incident_type", violence);
    // Of one-sided violence, and of it alone, side A is who attacked.
    if (code === "3" && cellUnder(row, "side_a") !== "") means(row, "perpetrator", cellUnder(row, "side_a"));
    precise(row, context);
    return null;
  },
  split,
});

const VIOLENCE: Record<string, string> = { "1": "State-based conflict", "2": "Non-state conflict", "3": "One-sided violence" };

/**
 * date_prec: 1 the day is known, 2 two to six days, 3 the week, 4 the month, 5 more than a month. The last is a quarter where its days
 * lie in one, else a year.
 */
const PRECISIONS: Record<string, Precision> = { "1": "day", "2": "week", "3": "week", "4": "month" };

function precise(row: Row, context: Context): void {
  const code = cellUnder(row, "date_prec").replace(/\.0$/, "");
  const coded = PRECISIONS[code];
  const span = coded === undefined ? spanAt(row, context) : null;
  if (coded !== undefined) means(row, "date_precision", coded);
  else if (code === "5") means(row, "date_precision", span?.precision === "quarter" ? "quarter" : "year");
  else if (span !== null) means(row, "date_precision", span.precision);
}

const isState = (side: string) => /^government of /i.test(side);

/** Whose deaths a side's are: only a conflict with a state has soldiers on one side and their enemies on the other. */
function victimOnSide(row: Row, side: "a" | "b"): Victim {
  if (cellUnder(row, "type_of_violence").replace(/\.0$/, "") !== "1") return "unspecified";
  const named = cellUnder(row, `side_${side}`);
  if (isState(named) || cellUnder(row, `gwno${side}`) !== "") return "security";
  const other = cellUnder(row, side === "a" ? "side_b" : "side_a");
  if (named === "" && other === "") return side === "a" ? "security" : "militant";
  return isState(other) || cellUnder(row, side === "a" ? "gwnob" : "gwnoa") !== "" ? "militant" : "unspecified";
}

/** deaths_a, deaths_b, deaths_civilians and deaths_unknown are parts of best; low and high are of the whole event. */
function split(row: Row): VictimShare[] {
  const whole = wholeOf(row);
  const deaths = (key: string) => {
    const cell = cellUnder(row, key).replace(/\.0+$/, "");
    return /^\d{1,7}$/.test(cell) ? Number(cell) : null;
  };
  const parts: Part[] = [
    { victim: "civilian", killed: deaths("deaths_civilians") },
    { victim: victimOnSide(row, "a"), killed: deaths("deaths_a") },
    { victim: victimOnSide(row, "b"), killed: deaths("deaths_b") },
    { victim: "unspecified", killed: deaths("deaths_unknown") },
  ];
  const sum = parts.reduce((total, { killed }) => total + (killed ?? 0), 0);
  if (whole.best !== null && sum > whole.best) {
    const message = `The deaths by side add up to ${sum}, best is ${whole.best}. Best is counted, of victims not specified.`;
    note(row, "warning", "fatalities", { code: "parts_differ", message });
    return bounded([], whole);
  }
  return bounded(parts, whole);
}

/** The estimates of the whole event. Where low is above best or high below, best is taken for them: best is what UCDP counts. */
function wholeOf(row: Row): Count {
  const [best, low, high] = ["fatalities", "fatalities_low", "fatalities_high"].map((field) => countAt(row, field) ?? null);
  if (best === null || best === undefined) return { best: low ?? null, low: low ?? null, high: high ?? null };
  if ((low ?? best) > best || (high ?? best) < best) {
    note(row, "warning", "fatalities", {
      code: "bounds_disorder",
      message: `Low ${low}, best ${best}, high ${high} do not rise. Best is taken where a bound lies on its wrong side.`,
    });
  }
  return { best, low: low === null || low === undefined ? null : Math.min(low, best), high: high === null || high === undefined ? null : Math.max(high, best) };
}
