import { issueAt } from "../../domain/issue";
import { COUNTRY, regionName } from "../../domain/province";
import { cellOf, cellUnder, means, type Row } from "../row";
import type { Census } from "./format";
import { incidentsOf } from "./layout";

const admin1 = (row: Row) => cellOf(row, "province").trim();

/**
 * ACLED's monthly counts on HDX: the month as a word beside the year, one row a country, or one a second-level unit. Months
 * without events are written out: a 0 was observed. Which events are counted (political violence, civilian targeting,
 * demonstrations) is said by the file's name alone; the first holds the second.
 */
export const acledMonthly = incidentsOf({
  name: "acled-hdx-monthly",
  signatures: [
    ["country", "month", "year", "events"],
    ["iso3", "month", "year", "events"],
    ["admin1", "month", "year", "events"],
  ],
  isWeaklySigned: true,
  mayBeNational: true,
  columns: {
    year: ["year"],
    month: ["month"],
    province: ["admin1", "admin1_pcode"],
    district: ["admin2", "admin2_pcode"],
    incidents: ["events"],
    fatalities: ["fatalities"],
  },
  adapt: (row, context) => {
    if (admin1(row) !== "") return null;
    // A national row beside rows of its parts is their total.
    if (context.settled[monthOf(row)] === "parts") return { total: cellUnder(row, "country") || COUNTRY };
    means(row, "province", COUNTRY);
    return null;
  },
  census: (): Census => {
    const broken = new Set<string>();
    let whole = 0;
    return {
      add: (row) => {
        if (admin1(row) === "") whole += 1;
        else broken.add(monthOf(row));
      },
      end: () => ({
        issues: whole > 0 && broken.size === 0 ? [nationalOnly()] : [],
        settled: Object.fromEntries([...broken].map((month) => [month, "parts"])),
      }),
    };
  },
});

const monthOf = (row: Row) => `${cellUnder(row, "year")} ${cellUnder(row, "month").slice(0, 3).toLowerCase()}`;

/** Said of a file with rows of the whole country alone. */
export function nationalOnly() {
  const message = `The file gives ${regionName(COUNTRY)} as a whole. Its rows are counted in the country and in none of its provinces.`;
  return issueAt("warning", null, null, null, "national_only", message);
}
