import assert from "node:assert/strict";
import { test } from "node:test";
import { readTop } from "./support/sources";

/** The colours of client/styles/tokens.css: told from their ground by everybody, and from each other by the colour-blind. */

type Colour = [number, number, number];

const text = readTop("client/styles/tokens.css");
const darkAt = text.indexOf("@media (prefers-color-scheme: dark)");
const coloursOf = (css: string) => new Map([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name = "", hex = ""]) => [name, hex]));
const light = coloursOf(text.slice(0, darkAt));
const THEMES = { light, dark: new Map([...light, ...coloursOf(text.slice(darkAt))]) };

/** Linear light of a colour's channels (IEC 61966-2-1). */
function linear(hex: string): Colour {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Colour;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map((hex) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05;
  }) as [number, number];
  return Math.max(a, b) / Math.min(a, b);
}

/** Full colour-vision deficiency in linear light (Machado, Oliveira, Fernandes: IEEE TVCG 15, 2009, severity 1.0). */
const VISION: Record<string, Colour[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b* under D65, by XYZ of linear sRGB. */
function lab(hex: string, vision: Colour[]): Colour {
  const seen = vision.map((row) => row.reduce((sum, weight, at) => sum + weight * (linear(hex)[at] ?? 0), 0)) as Colour;
  const [r, g, b] = seen.map((value) => Math.min(1, Math.max(0, value))) as Colour;
  const f = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976 colour difference; about 2.3 can just be seen side by side, across a chart it takes several times that. */
function difference(one: string, other: string, vision: Colour[]): number {
  const [a, b] = [lab(one, vision), lab(other, vision)];
  return Math.hypot(...a.map((value, at) => value - (b[at] ?? 0)));
}
const APART = 14;

/** Colours that stand in one chart. */
const TOGETHER = [
  ["civilian", "security", "militant"],
  ["pk-kp", "pk-ba", "other"],
  ["national", "second", "third"],
];

for (const [theme, colours] of Object.entries(THEMES)) {
  const of = (name: string) => colours.get(name) ?? assert.fail(`${theme} has no --${name}`);

  test(`${theme}: marks stand out from the paper by 3:1 and texts by 4.5:1 (WCAG 2.2, 1.4.11 and 1.4.3)`, () => {
    for (const mark of ["national", ...TOGETHER.flat(), "edge", "accent"]) {
      assert.ok(contrast(of(mark), of("paper")) >= 3, `${mark}: ${contrast(of(mark), of("paper")).toFixed(2)}`);
    }
    for (const words of ["ink", "ink2", "ink3", "accent", "warning", "error"]) {
      for (const ground of ["paper", "sunk"])
        assert.ok(contrast(of(words), of(ground)) >= 4.5, `${words} on ${ground}: ${contrast(of(words), of(ground)).toFixed(2)}`);
    }
  });

  test(`${theme}: parts of one chart are told apart by every kind of colour vision`, () => {
    for (const group of TOGETHER) {
      for (const [at, one] of group.entries()) {
        for (const other of group.slice(at + 1)) {
          for (const [name, vision] of Object.entries(VISION)) {
            const apart = difference(of(one), of(other), vision);
            assert.ok(apart >= APART, `${one} and ${other} by ${name}: ${apart.toFixed(1)}`);
          }
        }
      }
    }
  });
}
