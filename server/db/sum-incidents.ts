import type { Query } from "../domain/query";
import type { Tally } from "../domain/tally";
import { aggregateIncidents, coarseOf, countCoarse } from "./aggregate";
import type { Database } from "./connect";
import type { Edition } from "./datasets";
import { placedIn, unplacedIn } from "./dated";
import { heldRowsAnswer, holdRows, rowsAtHand } from "./held-rows";
import { byVictim, cubeAnswers, furtherOf, isFine, type Reach } from "./plan";
import { type Slice, sliceOf } from "./slice";
import { sumSlice } from "./slice-sums";

/**
 * Groups the counted rows of an edition by the query's dimensions, from what the process holds where it can: cells of the cube, or rows by columns. Else the
 * database does it, and the rows are read for the next question of the kind.
 */
export async function sumIncidents(database: Database, edition: Edition, query: Query, reach: Reach): Promise<Tally[]> {
  const { range } = reach;
  const slice = await atHand(database, edition, query, range);
  if (slice !== null) return sumSlice(slice, query, placedIn(query, range));
  const tallies = await aggregateIncidents(database.knex, edition.batches, query, reach);
  if (!cubeAnswers(query, range) && heldRowsAnswer(query)) void holdRows(database, edition);
  return tallies;
}

/** The incidents and counts that touch the range but are dated too coarsely to be broken down or placed inside it, from the same. */
export async function countUnplaced(database: Database, edition: Edition, asked: Query, reach: Reach): Promise<Tally | null> {
  const query = coarseOf(asked);
  const { range, span } = reach;
  const slice = isFine(query, range, span) ? null : await atHand(database, edition, query, range);
  if (slice === null) return countCoarse(database.knex, edition.batches, asked, reach);
  const [tally] = sumSlice(slice, { ...query, by: [] }, unplacedIn(query, range));
  return tally ?? null;
}

/** What the process holds that answers a question by itself; null where the database has to. */
async function atHand(database: Database, edition: Edition, query: Query, range: Reach["range"]): Promise<Slice | null> {
  if (cubeAnswers(query, range)) {
    const slice = await sliceOf(database, edition, { dimension: furtherOf(query), victims: byVictim(query) });
    return slice === "large" ? null : slice;
  }
  const rows = heldRowsAnswer(query) ? rowsAtHand(database, edition) : null;
  return rows && (byVictim(query) ? rows.byVictim : rows.whole);
}
