import gazetteer from "../../data/gazetteer.json";

/** A unit as the gazetteer describes it. */
export interface Unit {
  code: string;
  name: string;
  pcode: string | null;
  /** What became of a former unit; null for those of today. */
  meaning: string | null;
  aliases: readonly string[];
}

/** The units of today, then the former ones. */
export const UNITS: readonly Unit[] = [
  ...gazetteer.units.map(({ code, name, pcode, aliases }) => ({ code, name, pcode, meaning: null, aliases })),
  ...gazetteer.former.map(({ code, name, meaning, aliases }) => ({ code, name, pcode: null, meaning, aliases })),
];

/** Names that may mean several places, and stay unknown. */
export const UNCLEAR_NAMES: readonly string[] = Object.keys(gazetteer.unclear);
