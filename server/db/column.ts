/** A key of many cells: its members, of which each cell names one by its place. Two bytes a cell. */
export interface Column {
  members: (string | null)[];
  places: Uint16Array;
}

/** A place is two bytes. */
const MOST_MEMBERS = 65_536;

/** A column of so many cells, filled one portion after the other. */
export interface Filling {
  /** Adds the members of the next cells. Throws where there are more cells than were said, or more members than places. */
  add(members: readonly (string | null)[]): void;
  column(): Column;
}

export function fillColumn(cells: number): Filling {
  const places = new Uint16Array(cells);
  const known = new Map<string | null, number>();
  let filled = 0;
  return {
    add(members) {
      for (const member of members) {
        let place = known.get(member);
        if (place === undefined) {
          place = known.size;
          known.set(member, place);
        }
        places[filled++] = place;
      }
      if (filled > cells || known.size > MOST_MEMBERS) throw new RangeError(`${filled} cells of ${cells}, ${known.size} members`);
    },
    column: () => ({ members: [...known.keys()], places: filled === cells ? places : places.slice(0, filled) }),
  };
}
