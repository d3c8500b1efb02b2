import type { Knex } from "knex";
import type { Kind } from "../domain/dataset";
import { COMPARED, type ComparedRow, DIFFERENCES, type Difference, differenceOf, type RowDifference } from "../domain/row-difference";
import { type Address, type Editions, FAMILIES, type Family, pairsWithin, rowsOfOne, type Stretch } from "./row-pairs";
import { COUNTS, reportedCount } from "./said";

/** Where a page of differences ended: the next one begins after it. */
export interface DiffCursor extends Address {
  /** Which of the kind's families, and how far along its column. */
  family: number;
  at: string;
}

/** What is compared. `restrict` narrows to rows of which either version fulfils it; `only` to differences of these kinds. */
export interface Compared {
  kind: Kind;
  editions: Editions;
  restrict: ((sql: Knex.QueryBuilder) => void) | null;
  only: readonly Difference[];
}

/** Rows of either side compared in one statement: each keeps readers of the embedded engine waiting for less than a second. */
const STRETCH = 20_000;

/** The stretches in which a family is compared, each with about as many rows, from a place on. */
async function stretchesOf(db: Knex, family: Family, { before, after }: Editions, from: string | null): Promise<Stretch[]> {
  const places = rowsOfOne(db, family, before, after, db.raw(`${family.at} as at`)).unionAll(
    rowsOfOne(db, family, after, before, db.raw(`${family.at} as at`)),
  );
  const counted = db.from(places.as("places")).select("at", db.raw("row_number() over (order by at) as nth"));
  if (from !== null) counted.whereRaw(`at >= ?::${family.type}`, [from]);
  const found: { at: string }[] = await db
    .from(counted.as("counted"))
    .whereRaw("nth % ? = 0", [STRETCH])
    .groupBy("at")
    .orderBy("at")
    .select(db.raw("at::text as at"));
  const ends = found.map(({ at }) => at);
  return [...ends, null].map((upTo, index) => ({ from: index === 0 ? from : null, after: ends[index - 1] ?? null, upTo }));
}

/** How many rows were added, removed and changed. */
export async function countDifferences(db: Knex, { kind, editions, restrict }: Omit<Compared, "only">): Promise<Record<Difference, number>> {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const family of FAMILIES[kind]) {
    for (const stretch of await stretchesOf(db, family, editions, null)) {
      const pairs = pairsWithin(db, family, editions, stretch, restrict);
      const found: { difference: Difference; rows: number }[] = await db
        .from(pairs.as("told"))
        .groupBy("difference")
        .select("difference", db.raw("count(*) as rows"));
      for (const { difference, rows } of found) counts[difference] += rows;
    }
  }
  return counts;
}

/** A page of differences, and where the next one begins; null where there is none. */
export async function readDifferences(db: Knex, compared: Compared, cursor: DiffCursor | null, limit: number) {
  const found: Found[] = [];
  for await (const more of walk(db, compared, cursor, limit + 1)) {
    found.push(...more);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next: DiffCursor | null = found.length > limit && last !== undefined ? cursorOf(last) : null;
  return { rows: await withCells(db, compared.kind, shown), next };
}

/** Every difference from a place on, some at a time. */
export async function* eachDifference(db: Knex, compared: Compared, cursor: DiffCursor | null, limit: number): AsyncGenerator<RowDifference[]> {
  for await (const found of walk(db, compared, cursor, limit)) yield await withCells(db, compared.kind, found);
}

/**
 * The rows that differ between two revisions: incidents with an incident_id by it, then those without by day; figures by period.
 * Memory and each statement are bounded by the stretch and the limit, not by the dataset.
 */
async function* walk(db: Knex, { kind, editions, restrict, only }: Compared, cursor: DiffCursor | null, limit: number): AsyncGenerator<Found[]> {
  let place = cursor;
  for (const [number, family] of FAMILIES[kind].entries()) {
    if (place !== null && number < place.family) continue;
    if (place !== null && number > place.family) place = null;
    for (const stretch of await stretchesOf(db, family, editions, place?.at ?? null)) {
      for (let isLast = false; !isLast; ) {
        const pairs = db
          .from(pairsWithin(db, family, editions, stretch, restrict).as("told"))
          .select("*")
          .orderByRaw(ORDER)
          .limit(limit);
        if (only.length < DIFFERENCES.length) pairs.whereIn("difference", only);
        if (place !== null) pairs.whereRaw(`(${ORDER}) > (?::text, ?::bigint, ?::bigint, ?::bigint)`, [place.at, place.batch, place.line, place.part]);
        const found: Found[] = (await pairs).map((pair: StoredPair) => ({ ...pair, family: number }));
        isLast = found.length < limit;
        const last = found.at(-1);
        if (last === undefined) continue;
        place = cursorOf(last);
        yield found;
      }
    }
  }
}

/** The later version of a pair stands for it, or the only one there is. */
const ORDER = "at, coalesce(new_batch_id, old_batch_id), coalesce(new_line, old_line), coalesce(new_part, old_part)";

interface StoredPair {
  at: string;
  old_batch_id: number | null;
  old_line: number | null;
  old_part: number | null;
  new_batch_id: number | null;
  new_line: number | null;
  new_part: number | null;
}

/** A pair with the family it was found in. */
type Found = StoredPair & { family: number };

function addressOf(pair: StoredPair, side: "old" | "new"): Address | null {
  const [batch, line, part] = [pair[`${side}_batch_id`], pair[`${side}_line`], pair[`${side}_part`]];
  return batch === null || line === null || part === null ? null : { batch, line, part };
}

function cursorOf(pair: Found): DiffCursor {
  const standing = addressOf(pair, "new") ?? addressOf(pair, "old");
  if (standing === null) throw new Error("A difference has neither of two versions.");
  return { family: pair.family, at: pair.at, ...standing };
}

const nameOf = ({ batch, line, part }: Address) => `${batch} ${line} ${part}`;

async function withCells(db: Knex, kind: Kind, pairs: readonly StoredPair[]): Promise<RowDifference[]> {
  const addresses = pairs.flatMap((pair) => [addressOf(pair, "old"), addressOf(pair, "new")]).filter((address) => address !== null);
  const rows = addresses.length === 0 ? [] : await readCells(db, kind, addresses);
  const cells = new Map(rows.map((row) => [nameOf(row), row]));
  const at = (address: Address | null) => (address === null ? null : (cells.get(nameOf(address)) ?? null));
  return pairs.map((pair) => differenceOf(kind, at(addressOf(pair, "old")), at(addressOf(pair, "new"))));
}

/** The rows at the addresses, with their files. */
async function readCells(db: Knex, kind: Kind, addresses: readonly Address[]): Promise<ComparedRow[]> {
  const table = kind === "incidents" ? "incident" : "figure";
  const isCount = (column: string): column is (typeof COUNTS)[number] => (COUNTS as readonly string[]).includes(column);
  const columns = COMPARED[kind].map((column) => (isCount(column) ? db.raw(`${reportedCount(column)} as ${column}`) : `${table}.${column}`));
  // A list of a thousand addresses as conditions would be tried one after the other at every row.
  const wanted = db.raw("jsonb_to_recordset(?::jsonb) as wanted(batch bigint, line bigint, part bigint)", [JSON.stringify(addresses)]);
  return db
    .from(wanted)
    .join(table, (join) => join.on(`${table}.line`, "wanted.line").on(`${table}.batch_id`, "wanted.batch").on(`${table}.part`, "wanted.part"))
    .join("batch", "batch.id", `${table}.batch_id`)
    .select(...columns, `${table}.batch_id as batch`, `${table}.line`, `${table}.part`, "batch.file_name");
}
