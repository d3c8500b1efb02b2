import { dayOf } from "../../domain/day";
import { VICTIMS } from "../../domain/victim";
import { type Cells, placesOf, sumUp } from "./cells";
import { beginOutput, encoded, FEED, plain, putByte, putBytes, putOptional, reserve, TAB, take } from "./output";

/** What the numbers of members and provinces in a cell's key mean; a member is null where it is not stated. */
export interface CellNames {
  member: (dimension: number, number: number) => string | null;
  province: (number: number) => string;
}

const GRAINS = ["month", "quarter", "year"];
const CLASSES = [...VICTIMS, ""].map(encoded);
const EVERY = CLASSES.length - 1;
const [WHOLE, UNSTATED] = [encoded(""), encoded(null)];
/** About how many bytes are written in one piece. */
const PIECE = 1 << 18;

/**
 * The cells of a rollup as lines for COPY into the ledger's cube: dimension, member, first day, precision, province, victim ('' for all), rows,
 * incidents, fatal incidents, then of killed and of wounded best, low, high, how many rows lack best and how many lack high. A cell's base is its
 * grain, month since 1900, province and victim; its sums are rows, incidents, fatal incidents, best and rows without of killed, the same of wounded,
 * and where there are bounds low, high and rows without high of killed and of wounded.
 */
export function* linesOf(
  beginning: string,
  whole: Cells,
  dimensions: readonly { name: string }[],
  tables: readonly (Cells | null)[],
  names: CellNames,
): Generator<Uint8Array> {
  const out = beginOutput(PIECE + (PIECE >> 2));
  const periods = remembered((period) => {
    const months = period & 4095;
    return plain(`${dayOf(1900 + Math.floor(months / 12), (months % 12) + 1, 1)}\t${GRAINS[period >> 12]}`);
  });
  const provinces = remembered((number) => encoded(names.province(number)));

  function* write(name: string, cells: Cells, memberAt: (number: number) => Uint8Array): Generator<Uint8Array> {
    const start = plain(`${beginning}${name}`);
    // By victim class, and all classes together.
    const every = sumUp(
      cells,
      (base) => base & ~3,
      (member) => member,
    );
    for (const each of [cells, every]) {
      for (const [base, number, at] of placesOf(each)) {
        const member = memberAt(number);
        reserve(out, member.length);
        const to = out.bytes;
        let end = putByte(to, putBytes(to, out.at, start), TAB);
        end = putByte(to, putBytes(to, end, member), TAB);
        end = putBytes(to, end, periods(base >> 7));
        end = putByte(to, putBytes(to, putByte(to, end, TAB), provinces((base >> 2) & 31)), TAB);
        end = putBytes(to, end, CLASSES[each === every ? EVERY : base & 3] as Uint8Array);
        end = putSums(to, end, each, at);
        out.at = putByte(to, end, FEED);
        if (out.at >= PIECE) yield take(out, (bytes) => new Uint8Array(bytes));
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
        remembered((number) => encoded(names.member(at, number))),
      );
  }
  if (out.at > 0) yield take(out, (bytes) => new Uint8Array(bytes));
}

function putSums(to: Uint8Array, start: number, { slots, width }: Cells, at: number): number {
  const sum = (offset: number) => slots[at + offset] as number;
  const put = (value: number) => {
    end = putOptional(to, putByte(to, end, TAB), value);
  };
  let end = start;
  const rows = sum(0);
  for (let offset = 0; offset < 3; offset++) put(sum(offset));
  for (let measure = 0; measure < 2; measure++) {
    const [best, blank] = [sum(3 + measure * 2), sum(4 + measure * 2)];
    const bounds = 7 + measure * 3;
    const [low, high, highBlank] = width > 8 ? [sum(bounds), sum(bounds + 1), sum(bounds + 2)] : [best, best, blank];
    // A sum over blanks only is blank.
    put(blank === rows ? -1 : best);
    put(blank === rows ? -1 : low);
    put(highBlank === rows ? -1 : high);
    put(blank);
    put(highBlank);
  }
  return end;
}

function remembered(tell: (number: number) => Uint8Array): (number: number) => Uint8Array {
  const known = new Map<number, Uint8Array>();
  return (number) => {
    const bytes = known.get(number) ?? tell(number);
    known.set(number, bytes);
    return bytes;
  };
}
