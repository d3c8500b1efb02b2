type Members = (string | null)[];

/** How a dimension groups cells. */
export interface Grouping {
  /** By the cell, the place of its member of the slice. */
  places: Uint16Array;
  /** By that place, the place of the member shown. */
  groups: Uint16Array;
  members: (string | null)[];
}

/** Which cells are asked for. */
export interface Sieve {
  places: Uint16Array;
  /** By the place of a member, 1 where it is asked for. */
  passing: Uint8Array;
}

/** Where the groups of cells are noted, one question after the other: arrays of such memory are dear to make and to clear away. */
let room = new Int32Array(1024);
/** Where groups are looked up by number, while there are not more of them. */
const MOST_NUMBERED = 1 << 20;
let numbered = new Int32Array(1024);

/** Each combination of members that cells passing all sieves have, and of each cell the place of its own; -1 for the others. Good until the next call. */
export function groupCells(cells: number, groupings: readonly Grouping[], sieves: readonly Sieve[]): { combinations: Members[]; groupOf: Int32Array } {
  if (room.length < cells) room = new Int32Array(cells);
  const groupOf = room.subarray(0, cells).fill(0);
  for (const { places, passing } of sieves) for (let cell = 0; cell < cells; cell += 1) if (passing[places[cell] ?? 0] === 0) groupOf[cell] = -1;
  let combinations: Members[] = [[]];
  // A dimension at a time: groups stay as few as there are combinations of members that occur, however many there could be.
  for (const grouping of groupings) combinations = divide(cells, groupOf, combinations, grouping);
  return { combinations, groupOf };
}

/** Divides the groups that cells are in by a further dimension: notes each cell's new group, and tells the members of the new groups. */
function divide(cells: number, groupOf: Int32Array, before: readonly Members[], { places, groups, members }: Grouping): Members[] {
  const combinations: Members[] = [];
  const width = members.length;
  const begin = (number: number) => combinations.push(joined(before[Math.floor(number / width)] ?? [], members[number % width] ?? null)) - 1;
  if (before.length * width <= MOST_NUMBERED) {
    if (numbered.length < before.length * width) numbered = new Int32Array(before.length * width);
    numbered.fill(-1, 0, before.length * width);
    for (let cell = 0; cell < cells; cell += 1) {
      const group = groupOf[cell] ?? -1;
      if (group < 0) continue;
      const number = group * width + (groups[places[cell] ?? 0] ?? 0);
      let at = numbered[number] ?? -1;
      if (at < 0) {
        at = begin(number);
        numbered[number] = at;
      }
      groupOf[cell] = at;
    }
    return combinations;
  }
  const known = new Map<number, number>();
  for (let cell = 0; cell < cells; cell += 1) {
    const group = groupOf[cell] ?? -1;
    if (group < 0) continue;
    const number = group * width + (groups[places[cell] ?? 0] ?? 0);
    const at = known.get(number) ?? begin(number);
    known.set(number, at);
    groupOf[cell] = at;
  }
  return combinations;
}

/** A combination and one member more, of just that length: spread or pushed to, an array takes room for sixteen more. */
function joined(before: Members, member: string | null): Members {
  const members: Members = new Array(before.length + 1);
  for (let at = 0; at < before.length; at += 1) members[at] = before[at] ?? null;
  members[before.length] = member;
  return members;
}
