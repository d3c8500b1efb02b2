import { addDays } from "../../domain/day";
import { cellUnder, means, type Row } from "../row";
import type { Context } from "./format";
import { incidentsOf, type Layout } from "./layout";

/**
 * ACLED's events, one a row (acleddata.com, codebook and change guide of 2023). `fatalities` is ACLED's one estimate, the most
 * conservative of disputed counts; there is no column of wounded, so they are not reported, which is not zero. actor1 and actor2 are
 * the sides, not attacker and attacked: they are kept and name no perpetrator. A row an actor repeats the event under its id.
 */
const EVENTS: Omit<Layout, "name" | "signatures"> = {
  columns: {
    incident_id: ["event_id_cnty"],
    occurred_on: ["event_date"],
    date_precision: ["time_precision"],
    province: ["admin1"],
    district: ["admin2"],
    place: ["location"],
    latitude: ["latitude"],
    longitude: ["longitude"],
    incident_type: ["event_type"],
    tactic: ["sub_event_type"],
    fatalities: ["fatalities"],
    source: ["source"],
    notes: ["notes"],
  },
  adapt: (row, context) => {
    publishedByTimestamp(row, context);
    return null;
  },
};

/** `timestamp`, in seconds, is when ACLED issued this copy of the event: of two copies it tells the newer. */
function publishedByTimestamp(row: Row, context: Context): void {
  const seconds = cellUnder(row, "timestamp");
  if (!/^\d{9,10}$/.test(seconds)) return;
  const day = addDays("1970-01-01", Math.floor(Number(seconds) / 86_400));
  if (day <= context.today) means(row, "published_on", day);
}

const EVENT = ["event_id_cnty", "event_date", "fatalities"];

/** Files of 2016 and before: upper case, states by Gleditsch and Ward's numbers. */
export const acledTo2016 = incidentsOf({ ...EVENTS, name: "acled-to-2016", signatures: [[...EVENT, "gwno"]] });

/** Files before 20 March 2023: with data_id, event_id_no_cnty and iso3, which changed at each release and are no key. */
export const acledTo2023 = incidentsOf({
  ...EVENTS,
  name: "acled-to-2023",
  signatures: [
    [...EVENT, "data_id"],
    [...EVENT, "event_id_no_cnty"],
    [...EVENT, "iso3"],
  ],
});

export const acled = incidentsOf({ ...EVENTS, name: "acled", signatures: [EVENT] });
