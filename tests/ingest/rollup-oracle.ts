import { groupBy } from "../../server/domain/group";
import type { Incident } from "../../server/domain/incident";

const DIMENSIONS = ["", "incident_type", "tactic", "perpetrator", "claimed_by", "target", "district"] as const;

/** The cells of the cube over rows that each stand alone, as JSON of the values of its columns in texts, sorted: grouped and added up in the plainest way there is. */
export function rollUp(rows: readonly Incident[]): string[] {
  const lines = DIMENSIONS.flatMap((dimension) =>
    [true, false].flatMap((all) => {
      const keyOf = (row: Incident) => {
        const member = dimension === "" ? "" : row[dimension];
        return JSON.stringify([dimension, member, startOf(row), grainOf(row), row.province, all ? "" : row.victim]);
      };
      return [...groupBy(rows, keyOf)].map(([key, group]) => JSON.stringify([...JSON.parse(key), ...sumsOf(group)]));
    }),
  );
  return lines.sort();
}

const grainOf = ({ date_precision }: Incident) => (date_precision === "quarter" || date_precision === "year" ? date_precision : "month");

function startOf(row: Incident): string {
  const [year, month] = [row.occurred_on.slice(0, 4), Number(row.occurred_on.slice(5, 7))];
  const first = { month, quarter: Math.ceil(month / 3) * 3 - 2, year: 1 }[grainOf(row)];
  return `${year}-${String(first).padStart(2, "0")}-01`;
}

function sumsOf(rows: readonly Incident[]): (string | null)[] {
  const sum = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  const fatal = rows.filter((row) => row.incidents === 1 && (row.fatalities.best ?? 0) > 0).length;
  const counts = (["fatalities", "injured"] as const).flatMap((measure) => {
    const best = rows.map((row) => row[measure].best);
    const high = rows.map((row) => row[measure].high ?? row[measure].best);
    const low = rows.map((row) => row[measure].low ?? row[measure].best);
    return [sum(best), sum(low), sum(high), best.filter((value) => value === null).length, high.filter((value) => value === null).length];
  });
  return [rows.length, rows.reduce((total, row) => total + row.incidents, 0), fatal, ...counts].map((sum) => (sum === null ? null : String(sum)));
}
