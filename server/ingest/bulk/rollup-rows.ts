import { VICTIMS } from "../../domain/victim";
import { type Cells, sumUp } from "./cells";
import { BLANK } from "./numbers";
import { beginOutput, fieldOf, joined, type MakeRoom, putBytes, putDay, putOptional, putWhole, putWidth, reserve, take, textField } from "./output";

/** What the numbers of members and provinces in a cell mean; a member is null where it is not stated. */
export interface CellNames {
  member: (dimension: number, number: number) => string | null;
  province: (number: number) => string;
}

/** And what the numbers of bases mean: a base is grain, month since 1900 and province, of 2, 12 and 5 bits. */
interface KeyNames extends CellNames {
  base: (number: number) => number;
}

const GRAINS = ["month", "quarter", "year"];
const CLASSES = [...VICTIMS, ""].map(textField);
const EVERY = CLASSES.length - 1;
/** The bits of a key that name the victim class. */
const EACH_CLASS = 3 << 16;
const [WHOLE, UNSTATED] = [textField(""), textField(null)];
/** About how many bytes are written in one piece. */
const PIECE = 1 << 18;
/** Fields of a cell, as below. */
const FIELDS = 20;

/**
 * Writes the cells of a rollup for the ledger's cube: batch, dimension, member, first day, precision, province, victim ('' for all), rows,
 * incidents, fatal incidents, then of killed and of wounded best, low, high, how many rows lack best and how many lack high. A cell's key is the
 * number of its base (14 bits), its victim (2) and its member (16); its sums are rows, incidents, fatal incidents, best and rows without of killed, the
 * same of wounded, and where there are bounds low, high and rows without high of killed and of wounded.
 */
export function* writeCells(
  batch: number,
  whole: Cells,
  dimensions: readonly { name: string }[],
  tables: readonly (Cells | null)[],
  names: KeyNames,
  makeRoom: MakeRoom,
): Generator<Uint8Array> {
  const out = beginOutput(makeRoom(PIECE + (PIECE >> 2)));
  // First day, precision and province.
  const bases = remembered((number) => {
    const [base, months] = [names.base(number), (names.base(number) >> 5) & 4095];
    const day = (1900 + Math.floor(months / 12)) * 10_000 + ((months % 12) + 1) * 100 + 1;
    return joined(
      fieldOf((to, at) => putDay(to, at, day)),
      textField(GRAINS[base >> 17] ?? ""),
      textField(names.province(base & 31)),
    );
  });

  function* write(name: string, cells: Cells, memberAt: (number: number) => Uint8Array): Generator<Uint8Array> {
    const start = joined(
      fieldOf((to, at) => putWidth(to, at, FIELDS)),
      fieldOf((to, at) => putWhole(to, at, batch)),
      textField(name),
    );
    // By victim class, and all classes together.
    const every = sumUp(cells, ~EACH_CLASS);
    for (const each of [cells, every]) {
      const { slots, width } = each;
      for (let at = 0; at < slots.length; at += width) {
        if (slots[at + 1] === 0) continue;
        const key = slots[at] as number;
        const member = memberAt(key & 65535);
        reserve(out, member.length);
        const { bytes: to, view } = out;
        let end = putBytes(to, putBytes(to, out.at, start), member);
        end = putBytes(to, end, bases(key >>> 18));
        end = putBytes(to, end, CLASSES[each === every ? EVERY : (key >> 16) & 3] as Uint8Array);
        out.at = putSums(view, end, each, at);
        if (out.at >= PIECE) yield take(out, makeRoom);
      }
    }
  }

  yield* write("", whole, () => WHOLE);
  for (const [at, { name }] of dimensions.entries()) {
    const cells = tables[at] ?? null;
    // Where the file lacks the column, every row is one that does not state it.
    if (cells === null) yield* write(name, whole, () => UNSTATED);
    else
      yield* write(
        name,
        cells,
        remembered((number) => textField(names.member(at, number))),
      );
  }
  if (out.at > 0) yield take(out, makeRoom);
}

/** Writes the sums of the cell at a position. */
function putSums(to: DataView, start: number, { slots, width }: Cells, at: number): number {
  const rows = slots[at + 1] as number;
  let end = start;
  for (let offset = 1; offset < 4; offset++) end = putWhole(to, end, slots[at + offset] as number);
  for (let measure = 0; measure < 2; measure++) {
    const best = slots[at + 4 + measure * 2] as number;
    const blank = slots[at + 5 + measure * 2] as number;
    const bounds = at + 8 + measure * 3;
    const low = width > 8 ? (slots[bounds] as number) : best;
    const high = width > 8 ? (slots[bounds + 1] as number) : best;
    const highBlank = width > 8 ? (slots[bounds + 2] as number) : blank;
    // A sum over blanks only is blank.
    end = putOptional(to, end, blank === rows ? BLANK : best);
    end = putOptional(to, end, blank === rows ? BLANK : low);
    end = putOptional(to, end, highBlank === rows ? BLANK : high);
    end = putWhole(to, putWhole(to, end, blank), highBlank);
  }
  return end;
}

/** Remembers what small numbers mean, by the number. */
function remembered(tell: (number: number) => Uint8Array): (number: number) => Uint8Array {
  const known: Uint8Array[] = [];
  return (number) => {
    const bytes = known[number] ?? tell(number);
    known[number] = bytes;
    return bytes;
  };
}
