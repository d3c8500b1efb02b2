import type { MeasureName } from "../../server/domain/measure";
import type { Direction } from "./writing";

/** A colour by its token in styles/tokens.css, so that light, dark and print share one table. */
export type Token =
  | "national"
  | "second"
  | "third"
  | "civilian"
  | "security"
  | "militant"
  | "pk-kp"
  | "pk-ba"
  | "other"
  | "edge"
  | "map1"
  | "map2"
  | "map3"
  | "ink"
  | "ink2"
  | "ink3"
  | "paper"
  | "sunk"
  | "grid"
  | "rule"
  | "accent";

/** The same thing has the same colour in every view; what does not carry the story is grey and told apart by its label. */
const OF_MEMBER: Record<string, Token> = {
  "PK-KP": "pk-kp",
  "PK-NW": "pk-kp",
  "PK-BA": "pk-ba",
  civilian: "civilian",
  security: "security",
  militant: "militant",
  unspecified: "edge",
  unsplit: "edge",
  "(not stated)": "edge",
  "(others)": "other",
};
const IN_ORDER: Token[] = ["national", "security", "pk-kp", "civilian", "pk-ba", "militant"];

export function colourOf(dimension: string | null, member: string, position: number): Token {
  if (dimension === null) return "national";
  const fixed = OF_MEMBER[member];
  if (fixed !== undefined) return fixed;
  return dimension === "province" ? "other" : (IN_ORDER[position] ?? "other");
}

const OF_MEASURE: Partial<Record<MeasureName, Token>> = { injured: "second", fatal_incidents: "second", incidents_share: "second", casualties: "third" };

/** The colour of a measure beside others of its unit. */
export const colourOfMeasure = (name: MeasureName): Token => OF_MEASURE[name] ?? "national";

/** What a picture takes from its page: colours, fonts, and which way its words run. */
export type Theme = Record<Token, string> & { font: string; serif: string; direction: Direction };

export const TOKENS: Token[] = [
  ...IN_ORDER,
  "second",
  "third",
  "other",
  "edge",
  "map1",
  "map2",
  "map3",
  "ink",
  "ink2",
  "ink3",
  "paper",
  "sunk",
  "grid",
  "rule",
  "accent",
];

/** The theme in force now, for drawing on a canvas. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const theme = { font: style.getPropertyValue("--sans").trim(), serif: style.getPropertyValue("--serif").trim(), direction: style.direction } as Theme;
  for (const token of TOKENS) theme[token] = style.getPropertyValue(`--${token}`).trim();
  return theme;
}

type Rgb = [number, number, number];
const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;

/** `share` of the colour over a ground; opaque, so that grid lines do not shine through. */
export function tint(hex: string, ground: string, share: number): string {
  const [over, under] = [rgb(hex), rgb(ground)];
  return `rgb(${over.map((channel, at) => Math.round(channel * share + (under[at] ?? 0) * (1 - share))).join(" ")})`;
}

/** Dark or light text, whichever reads better on the colour. */
export function inkOn(hex: string): string {
  const [r, g, b] = rgb(hex).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (light + 0.05) > (light + 0.05) / (0.0129 + 0.05) ? "#ffffff" : "#1c1e21";
}
