import type { Victim } from "../../domain/victim";
import type { NumberMark } from "./mark";
import type { Counted } from "./reading";
import type { Scene } from "./scene";
import { FILLERS } from "./vocabulary";

/** What follows a number: its measure, whom it counts, and what else its words say. */
export interface Noun {
  measure: Counted | null;
  victims: Victim[] | null;
  narrow: string | null;
  type: "attack" | "operation" | "";
  /** A bare `attacks`, which some pages write for all incidents. */
  loose: boolean;
  /** Persons are named, so that it cannot count incidents. */
  people: boolean;
  /** It counts something this ledger does not: districts, years, rupees. */
  foreign: boolean;
  group: boolean;
  /** The token after the last that belongs to it. */
  end: number;
}

const PEOPLE = new Set("people persons person individuals individual others lives souls pakistanis citizens victims men soldiers".split(" "));
const PREPOSITIONS = new Set("in during for from at on across throughout".split(" "));
const REACH = 16;
/** Units whose numbers count neither people nor incidents. */
const UNITS = new Set(
  "km kilometres kilometers kg million billion rupees rs am pm times points year years day days hours weeks week month months quarter quarters th percentage point decade".split(
    " ",
  ),
);

/** Reads the words after a number up to its measure: `722 innocent people in the third quarter were killed`. */
export function nounAfter(scene: Scene, number: NumberMark): Noun {
  const noun: Noun = { measure: null, victims: null, narrow: null, type: "", loose: false, people: false, foreign: false, group: false, end: number.to };
  for (let place = number.to; place < Math.min(scene.tokens.length, number.to + REACH); ) {
    const next = step(scene, noun, place);
    if (next === null) break;
    place = next;
  }
  if (noun.measure === null && noun.victims !== null) noun.people = true;
  return noun;
}

/** One step to the right: the next place, or null where the phrase ends. */
function step(scene: Scene, noun: Noun, place: number): number | null {
  const { tokens, at } = scene;
  const mark = at[place];
  const token = tokens[place];
  if (token === undefined) return null;
  if (mark !== undefined) return stepMark(noun, mark, token.low);
  if (token.kind === "open") {
    const close = tokens.findIndex((one, index) => index > place && one.kind === "close");
    return close === -1 ? null : close + 1;
  }
  if (token.kind === "dash") return afterDash(scene, place);
  if (token.kind === "other" || (token.kind === "close" && place === noun.end && tokens[place + 1]?.low === "of")) return place + 1;
  if (token.kind !== "word" || token.low === "and" || token.low === "or") return null;
  if (PREPOSITIONS.has(token.low)) {
    const ahead = at[place + 1] ?? at[place + 2];
    return ahead !== undefined && ["period", "region", "place"].includes(ahead.kind) ? ahead.to : null;
  }
  if (PEOPLE.has(token.low)) {
    noun.people = true;
    noun.end = place + 1;
  }
  if (UNITS.has(token.low) || (/[^s]s$/.test(token.low) && token.low.length > 3 && !FILLERS.has(token.low))) {
    noun.foreign = true;
    return null;
  }
  return place + 1;
}

function stepMark(noun: Noun, mark: NonNullable<Scene["at"][number]>, low: string): number | null {
  if (mark.kind === "measure") {
    if (mark.measure === "violence") return mark.to;
    const counts = mark.measure === "incidents" && noun.people ? null : (mark.measure as Counted);
    if (counts !== null) {
      noun.measure = counts;
      noun.end = mark.to;
    }
    return null;
  }
  if (mark.kind === "type") {
    if (noun.people) return null;
    noun.measure = "incidents";
    noun.type = mark.type === "both" ? "" : mark.type;
    noun.loose = mark.loose;
    noun.end = mark.to;
    return null;
  }
  if (mark.kind === "victim") {
    noun.victims = mark.victims;
    noun.narrow = mark.narrow;
    noun.end = mark.to;
    noun.people = true;
    return mark.to;
  }
  if (mark.kind === "group") {
    noun.group = true;
    return mark.to;
  }
  if (["period", "region", "place", "publisher"].includes(mark.kind)) return mark.to;
  if (mark.kind === "hedge") return mark.to;
  return mark.kind === "change" && FILLERS.has(low) ? mark.to : null;
}

/** Over a dashed aside (`people – civilians and forces alike – died`), or through a hyphen. */
function afterDash({ tokens, at }: Scene, place: number): number | null {
  const [before, dash, next] = [tokens[place - 1], tokens[place], tokens[place + 1]];
  if (before?.end === dash?.start && dash?.end === next?.start) return place + 1;
  const second = tokens.findIndex((one, index) => index > place + 1 && index < place + 12 && one.kind === "dash" && one.start !== tokens[index - 1]?.end);
  if (second === -1) return null;
  return at.slice(place, second).some((mark) => mark?.kind === "number" || mark?.kind === "measure") ? null : second + 1;
}
