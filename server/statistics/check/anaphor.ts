import { COUNTRY, type Region } from "../../domain/province";
import type { Mark, RegionMark } from "./mark";

/** The places a text spoke of last: any, and two together in the order they were named. */
export interface Carried {
  last: Region | null;
  pair: { region: Region; members: Region[] } | null;
}

/** Puts places in the stead of words that point back to them; a word that points to nothing known is dropped. */
export function withAnaphors(marks: readonly Mark[], carried: Carried): Mark[] {
  let known = carried;
  return marks.flatMap((mark): Mark[] => {
    if (mark.kind !== "region") return [mark];
    const found = mark.anaphor === undefined ? mark : pointed(mark, known);
    if (found === null) return [];
    known = nextCarried(known, [found]);
    return [found];
  });
}

function pointed(mark: RegionMark, { last, pair }: Carried): RegionMark | null {
  if (mark.anaphor === "one") return last === null || last.includes("+") ? null : { ...mark, region: last, members: [last] };
  const { region, members } = pair ?? mark;
  if (mark.anaphor === "both") return { ...mark, region, members };
  const one = members[mark.anaphor === "former" ? 0 : 1];
  return one === undefined ? null : { ...mark, region: one, members: [one] };
}

/** What is carried on after a sentence. */
export function nextCarried(before: Carried, marks: readonly Mark[]): Carried {
  let { last, pair } = before;
  for (const mark of marks) {
    if (mark.kind !== "region" || mark.region === COUNTRY) continue;
    last = mark.region;
    if (mark.members.length === 2) pair = { region: mark.region, members: mark.members };
  }
  return { last, pair };
}
