import { VICTIMS } from "../../domain/victim";
import { type Cells, firstOf, secondOf, sumUp } from "./cells";
import { BLANK } from "./numbers";
import {
  beginOutput,
  fieldOf,
  joined,
  type MakeRoom,
  type Output,
  putBytes,
  putDay,
  putOptional,
  putWhole,
  putWidth,
  reserve,
  take,
  textField,
} from "./output";

/** What the numbers of members and provinces in a cell mean; a member is null where it is not stated. */
export interface CellNames {
  /** By the dimension, by the number. */
  members: (string | null)[][];
  provinces: readonly string[];
}

/** And what the numbers of bases mean: a base is grain, month since 1900 and province, of 2, 12 and 5 bits. */
interface KeyNames extends CellNames {
  bases: number[];
}

const GRAINS = ["month", "quarter", "year"];
const CLASSES = VICTIMS.map(textField);
const ALL_CLASSES = textField("");
/** The bits of a key that name the victim class. */
const EACH_CLASS = 3 << 16;
const [WHOLE, UNSTATED] = [[textField("")], [textField(null)]];
/**
 * Sums of a cell without and with bounds. Rows and fatal incidents are a pair; incidents, and rows without a number of killed; killed, and rows without one of wounded; wounded. Then low
 * of killed, and rows without their high; high of killed, and rows without that of wounded; low and high of wounded.
 */
export const [PLAIN, BOUNDED] = [4, 8];
/** About how many bytes are written in one piece. */
const PIECE = 1 << 18;

/** Columns of the cube in the order in which a cell is written; where no row has bounds, a cell has none of its own (`db/bound.ts`). */
export function columnsOfCells(hasBounds: boolean): string[] {
  const ofCount = (name: string) => [
    name,
    ...(hasBounds ? [`${name}_low`, `${name}_high`] : []),
    `${name}_blank`,
    ...(hasBounds ? [`${name}_high_blank`] : []),
  ];
  return [
    ...["batch_id", "dimension", "member", "period_start", "precision", "province", "victim", "row_count", "incidents", "fatal_incidents"],
    ...[...ofCount("fatalities"), ...ofCount("injured")],
  ];
}

/** Writes the cells of a rollup for the ledger's cube. A cell's key is the number of its base (14 bits), its victim (2) and its member (16). */
export function* writeCells(
  batch: number,
  whole: Cells,
  dimensions: readonly { name: string }[],
  tables: readonly (Cells | null)[],
  names: KeyNames,
  makeRoom: MakeRoom,
): Generator<Uint8Array> {
  const out = beginOutput(makeRoom(PIECE + (PIECE >> 2)));
  const hasBounds = whole.width === BOUNDED;
  const fields = columnsOfCells(hasBounds).length;
  const putSums = hasBounds ? putBoundedSums : putPlainSums;
  // First day, precision and province.
  const bases = names.bases.map((base) => {
    const months = (base >> 5) & 4095;
    const day = (1900 + Math.floor(months / 12)) * 10_000 + ((months % 12) + 1) * 100 + 1;
    return joined(
      fieldOf((to, at) => putDay(to, at, day)),
      textField(GRAINS[base >> 17] ?? ""),
      textField(names.provinces[base & 31] ?? ""),
    );
  });

  /** Writes cells from one on until a piece is full, and answers the next. What is done for each of them is no generator's: V8 would compile it twice, and write the first twenty thousand without. */
  const fill = (cells: Cells, from: number, start: Uint8Array, members: readonly Uint8Array[], victim: Uint8Array | null): number => {
    let number = from;
    for (; number <= cells.count && out.at < PIECE; number++) {
      const key = cells.keys[number] as number;
      const end = putKey(out, start, members[key & 65535] as Uint8Array, bases[key >>> 18] as Uint8Array, victim ?? (CLASSES[(key >> 16) & 3] as Uint8Array));
      out.at = putSums(out.view, end, cells.sums, number * cells.width);
    }
    return number;
  };

  function* write(name: string, cells: Cells, members: readonly Uint8Array[]): Generator<Uint8Array> {
    const start = joined(
      fieldOf((to, at) => putWidth(to, at, fields)),
      fieldOf((to, at) => putWhole(to, at, batch)),
      textField(name),
    );
    // By victim class, and all classes together.
    const every = sumUp(cells, ~EACH_CLASS);
    for (const [each, victim] of [
      [cells, null],
      [every, ALL_CLASSES],
    ] as const) {
      for (let number = 1; number <= each.count; ) {
        number = fill(each, number, start, members, victim);
        if (out.at >= PIECE) yield take(out, makeRoom);
      }
    }
  }

  yield* write("", whole, WHOLE);
  for (const [at, { name }] of dimensions.entries()) {
    const cells = tables[at] ?? null;
    // Where the file lacks the column, every row is one that does not state it.
    if (cells === null) yield* write(name, whole, UNSTATED);
    else yield* write(name, cells, (names.members[at] ?? []).map(textField));
  }
  if (out.at > 0) yield take(out, makeRoom);
}

/** Writes the fields that say what a cell is of, and answers the place after them. */
function putKey(out: Output, start: Uint8Array, member: Uint8Array, base: Uint8Array, victim: Uint8Array): number {
  reserve(out, member.length);
  const { bytes } = out;
  let end = putBytes(bytes, out.at, start);
  end = putBytes(bytes, end, member);
  end = putBytes(bytes, end, base);
  return putBytes(bytes, end, victim);
}

/** Writes the sums that stand at a place. A sum over rows that all leave it blank is blank. */
function putPlainSums(to: DataView, start: number, sums: Float64Array, at: number): number {
  const [first, second, third, wounded] = [sums[at] as number, sums[at + 1] as number, sums[at + 2] as number, sums[at + 3] as number];
  const [rows, blank, woundedBlank] = [firstOf(first), secondOf(second), secondOf(third)];
  let end = putWhole(to, putWhole(to, putWhole(to, start, rows), firstOf(second)), secondOf(first));
  end = putOptional(to, end, blank === rows ? BLANK : firstOf(third));
  end = putWhole(to, end, blank);
  end = putOptional(to, end, woundedBlank === rows ? BLANK : wounded);
  return putWhole(to, end, woundedBlank);
}

function putBoundedSums(to: DataView, start: number, sums: Float64Array, at: number): number {
  const [first, second, third, wounded] = [sums[at] as number, sums[at + 1] as number, sums[at + 2] as number, sums[at + 3] as number];
  const [fifth, sixth, low, high] = [sums[at + 4] as number, sums[at + 5] as number, sums[at + 6] as number, sums[at + 7] as number];
  const rows = firstOf(first);
  let end = putWhole(to, putWhole(to, putWhole(to, start, rows), firstOf(second)), secondOf(first));
  end = putBounded(to, end, [firstOf(third), firstOf(fifth), firstOf(sixth)], secondOf(second), secondOf(fifth), rows);
  return putBounded(to, end, [wounded, low, high], secondOf(third), secondOf(sixth), rows);
}

/** Best, low and high of one count, how many rows lack best and how many high. */
function putBounded(to: DataView, start: number, [best, low, high]: readonly [number, number, number], blank: number, highBlank: number, rows: number): number {
  let end = putOptional(to, start, blank === rows ? BLANK : best);
  end = putOptional(to, end, blank === rows ? BLANK : low);
  end = putOptional(to, end, highBlank === rows ? BLANK : high);
  return putWhole(to, putWhole(to, end, blank), highBlank);
}
