import type { MeasureName } from "../../domain/measure";
import type { Region } from "../../domain/province";
import type { Victim } from "../../domain/victim";
import type { PeriodPhrase } from "./period-phrase";

/** How a number was hedged: which side of it the true value must lie. */
export type Hedge = "none" | "about" | "over" | "nearly" | "at_least" | "at_most" | "under";

/** The stretch of a sentence's tokens a mark covers, half-open. */
interface Stretch {
  from: number;
  to: number;
}

/** What the words of the field stand for. `violence` is counted in people killed, but only where no other measure is named. */
export type Meaning =
  | { kind: "measure"; measure: MeasureName | "violence" }
  | { kind: "victim"; victims: Victim[]; narrow: string | null }
  | { kind: "type"; type: "attack" | "operation" | "both"; loose: boolean }
  | { kind: "change"; sign: 1 | -1; word: "by" | "factor"; factor: number | null }
  | { kind: "share" }
  | { kind: "base" }
  | { kind: "compare"; sign: 1 | -1 }
  | { kind: "special"; type: "sectarian" | "sabotage" | "drone" }
  | { kind: "cause" }
  | { kind: "daily" }
  | { kind: "single" }
  | { kind: "projection" }
  | { kind: "group" }
  | { kind: "publisher"; slug: string }
  | { kind: "elsewhere" }
  | { kind: "break" }
  | { kind: "hedge"; hedge: Hedge };

export type Mark = Stretch &
  (
    | Meaning
    | { kind: "number"; value: number; decimals: number; percent: boolean; hedge: Hedge; word: boolean; rough: boolean }
    | { kind: "region"; region: Region; members: Region[]; anaphor?: "both" | "former" | "latter" | "one" }
    | { kind: "place"; name: string }
    | { kind: "record"; years: number | null; since: PeriodPhrase | null; low: boolean }
    | { kind: "period"; phrase: PeriodPhrase; based: boolean }
  );

export type NumberMark = Extract<Mark, { kind: "number" }>;
export type PeriodMark = Extract<Mark, { kind: "period" }>;
export type RegionMark = Extract<Mark, { kind: "region" }>;

export function isKind<K extends Mark["kind"]>(kind: K): (mark: Mark) => mark is Extract<Mark, { kind: K }> {
  return (mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind;
}
