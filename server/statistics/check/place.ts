import { COUNTRY, findRegion, joinRegion, PROVINCES, provinceOfPlace, type Region, whyUnclear } from "../../domain/province";
import type { Mark } from "./mark";
import { isCapital, type Token } from "./token";

/** Names of two or three letters that the press uses; other short codes are too like common words. */
const SHORT = new Set(["kp", "kpk", "gb", "ajk", "ict", "fata", "k-p", "aj&k", "k‑p", "k–p"]);
const COUNTRY_WORDS = new Set(["pakistan", "nationwide", "countrywide", "nationally", "country"]);
/** Tokens of the longest name, dashes included. */
const LONGEST = 6;
/** What may stand between two names of one set: `KP and southwestern Balochistan`, `Punjab, Sindh and Islamabad`. */
const BETWEEN = new Set(
  "and & the province provinces province's region southwestern northwestern western southern eastern northern neighbouring neighboring restive as well plus".split(
    " ",
  ),
);

/** The region or well-known place that begins at a token, longest name first. Names begin with a capital; a dateline is none. */
export function regionAt(text: string, tokens: readonly Token[], at: number): Mark | null {
  const token = tokens[at];
  if (token === undefined || token.kind !== "word") return null;
  if (COUNTRY_WORDS.has(token.low)) return countryAt(tokens, at);
  const rest = restAt(tokens, at) ?? anaphorAt(tokens, at);
  if (rest !== null) return rest;
  if (!isCapital(token)) return null;
  for (let to = nameEnd(tokens, at); to > at; to -= 1) {
    const last = tokens[to - 1];
    if (last === undefined || last.kind === "dash") continue;
    const name = text.slice(token.start, last.end).replace(/['’]s$/i, "");
    const small = name.length < 4;
    if (small && !SHORT.has(name.toLowerCase())) continue;
    const region = findRegion(name);
    if (region !== null && region !== COUNTRY && !(region === "PK-IS" && isDateline(tokens, at, to)))
      return { kind: "region", region, members: [region], from: at, to };
    if (region === null && !small && provinceOfPlace(name) !== null && !isDateline(tokens, at, to)) return { kind: "place", name, from: at, to };
    if (region === null && !small && whyUnclear(name) !== null) return { kind: "place", name, from: at, to };
  }
  return null;
}

/** How far a name can reach: capitals, and links between them. */
function nameEnd(tokens: readonly Token[], at: number): number {
  let to = at + 1;
  for (let place = at + 1; place < Math.min(tokens.length, at + LONGEST); place += 1) {
    const token = tokens[place];
    if (isCapital(token)) to = place + 1;
    else if (token === undefined || !(token.kind === "dash" || ["and", "&", "i", "of"].includes(token.low))) break;
  }
  return to;
}

/** The country, unless it only qualifies another name (`Pakistan's northwest`, `Pakistan Army`). */
function countryAt(tokens: readonly Token[], at: number): Mark | null {
  const next = tokens[at + 1];
  const place = tokens[at - 1]?.low === "the" ? at - 1 : at;
  if (
    tokens[at]?.possessive ||
    isCapital(next) ||
    next?.kind === "dash" ||
    (tokens[place - 1]?.low === "of" && !["whole", "all"].includes(tokens[place - 2]?.low ?? ""))
  )
    return null;
  return { kind: "region", region: COUNTRY, members: [COUNTRY], from: at, to: at + 1 };
}

/** `the remaining regions`, `all other provinces`: every province but the two that carry the story. */
function restAt(tokens: readonly Token[], at: number): Mark | null {
  const words = tokens.slice(at, at + 3).map(({ low }) => low);
  const other = words[0] === "remaining" || words[0] === "other" || (words[0] === "rest" && words[1] === "of");
  const noun = words.findIndex((word) => ["regions", "provinces", "region", "country"].includes(word));
  if (!other || noun < 1) return null;
  const region = joinRegion(PROVINCES.filter((code) => code !== "PK-KP" && code !== "PK-BA"));
  return { kind: "region", region, members: [region], from: at, to: at + noun + 1 };
}

const ANAPHORS: [RegExp, "both" | "former" | "latter" | "one"][] = [
  [/^(?:both(?: of)?(?: the| these| of these| the two)?|the two|these two|these|two) (?:provinces|regions)\b/, "both"],
  [/^both (?=account|suffer|contribut|together|bore|share)/, "both"],
  [/^the former (?:province|region)\b/, "former"],
  [/^the latter (?:province|region)\b/, "latter"],
  [/^the (?:province|region)\b/, "one"],
];

/** `both provinces`, `the latter province`, `the province`: places named before. */
function anaphorAt(tokens: readonly Token[], at: number): Mark | null {
  if (!["both", "the", "these", "two"].includes(tokens[at]?.low ?? "")) return null;
  const words = tokens.slice(at, at + 5).map(({ low }) => low);
  for (const [pattern, anaphor] of ANAPHORS) {
    const found = pattern.exec(words.join(" "))?.[0];
    if (found !== undefined) return { kind: "region", region: PAIR, members: [...PAIR.split("+")], anaphor, from: at, to: at + found.trim().split(" ").length };
  }
  return null;
}

/** The two provinces that carry the story. */
const PAIR: Region = joinRegion(["PK-KP", "PK-BA"]);

/** Where a report was filed, or where a body sits: `ISLAMABAD:`, `Karachi, Dec 4 (PTI)`, `Islamabad-based`. */
function isDateline(tokens: readonly Token[], at: number, to: number): boolean {
  const next = tokens[to];
  if (next?.kind === "dash" && tokens[to + 1]?.low === "based") return true;
  if (at > 1) return false;
  const month = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/;
  return (
    next?.kind === "colon" ||
    next?.text === "/" ||
    next?.kind === "dash" ||
    next?.kind === "open" ||
    (next?.kind === "comma" && month.test(tokens[to + 1]?.low ?? ""))
  );
}

/** Joins names that make one set, and drops a bracketed repeat: `Khyber Pakhtunkhwa (KP) and Balochistan`. */
export function joinRegions(marks: readonly Mark[], tokens: readonly Token[]): Mark[] {
  const joined: Mark[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    if (mark.kind === "region" && last?.kind === "region" && !mark.anaphor && !last.anaphor && mark.region !== COUNTRY && last.region !== COUNTRY) {
      const between = tokens.slice(last.to, mark.from);
      const repeat = last.region.split("+").includes(mark.region) && between.every(({ kind }) => kind === "open");
      if (repeat || isJoined(between)) {
        const members = repeat ? last.members : [...last.members, ...mark.members];
        joined[joined.length - 1] = { ...last, region: joinSets(last.region, mark.region), members, to: repeat ? mark.to + 1 : mark.to };
        continue;
      }
    }
    joined.push(mark);
  }
  return joined;
}

function isJoined(between: readonly Token[]): boolean {
  return (
    between.length > 0 &&
    between.length < 7 &&
    between.every((token) => BETWEEN.has(token.low) || token.kind === "comma" || token.text === "/" || token.kind === "close" || token.kind === "dash")
  );
}

function joinSets(one: Region, other: Region): Region {
  return joinRegion([...one.split("+"), ...other.split("+")]);
}
