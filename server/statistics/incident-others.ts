import { groupBy } from "../domain/group";
import { categoriesOf, type Query } from "../domain/query";
import { OTHERS } from "../domain/table";
import type { Tally } from "../domain/tally";
import { countIn } from "./incident-point";
import { type Apart, setApart } from "./others";

/** Where the one category of a query stands among its dimensions. */
function placeOfCategory(query: Query): number {
  const [dimension = "province"] = categoriesOf(query);
  return query.by.indexOf(dimension);
}

/** The members of the one category, largest or last first as asked, by the sums of the periods shown. */
export function incidentsApart(query: Query, tallies: readonly Tally[], members: readonly (string | null)[]): Apart {
  const at = placeOfCategory(query);
  const [measure = "fatalities"] = query.measure;
  const placeOf = (tally: Tally) => JSON.stringify(tally.members.toSpliced(at, 1));
  const places = [...new Set(tallies.map(placeOf))].sort();
  const own = new Map(
    [...groupBy(tallies, (tally) => tally.members[at] ?? null)].map(([member, list]) => [member, new Map(list.map((one) => [placeOf(one), one]))]),
  );
  return setApart(query, members, (member) =>
    places.map((place) => {
      const tally = own.get(member)?.get(place);
      return tally === undefined ? null : countIn(tally, measure);
    }),
  );
}

/** The tallies of the folded members as those of one, added before anything is computed from them: changes, shares and sums over time follow. */
export function foldedBy({ folded }: Apart, query: Query): (tallies: readonly Tally[]) => Tally[] {
  const at = placeOfCategory(query);
  return (tallies) => {
    const renamed = tallies.map((tally) => (folded.has(tally.members[at] ?? null) ? { ...tally, members: tally.members.with(at, OTHERS) } : tally));
    return [...groupBy(renamed, ({ members }) => JSON.stringify(members)).values()].map((list) => list.reduce(added));
  };
}

/** Blank counts are left out of sums; nothing but blanks is blank. */
function added(one: Tally, other: Tally): Tally {
  const sum = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b);
  return {
    members: one.members,
    rows: one.rows + other.rows,
    incidents: one.incidents + other.incidents,
    fatal_incidents: sum(one.fatal_incidents, other.fatal_incidents),
    fatalities: sum(one.fatalities, other.fatalities),
    injured: sum(one.injured, other.injured),
    fatalities_blank: one.fatalities_blank + other.fatalities_blank,
    injured_blank: one.injured_blank + other.injured_blank,
  };
}
