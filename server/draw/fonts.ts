import { createRequire } from "node:module";
import { GlobalFonts } from "@napi-rs/canvas";

/**
 * Fonts of our own, so that a picture is the same on every machine, one without any font included. All are under the SIL Open Font
 * Licence. The later ones hold what the earlier lack: Latin of other languages, Urdu, and signs such as ≥ and →.
 */
const FONTS: [family: string, file: string][] = [
  ["Source Sans 3", createRequire(import.meta.url).resolve("@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2")],
  ["Source Sans 3", createRequire(import.meta.url).resolve("@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2")],
  ["Source Sans 3 Ext", createRequire(import.meta.url).resolve("@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-normal.woff2")],
  ["Source Sans 3 Ext", createRequire(import.meta.url).resolve("@fontsource/source-sans-3/files/source-sans-3-latin-ext-600-normal.woff2")],
  ["Source Serif 4", createRequire(import.meta.url).resolve("@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2")],
  ["Source Serif 4 Ext", createRequire(import.meta.url).resolve("@fontsource/source-serif-4/files/source-serif-4-latin-ext-600-normal.woff2")],
  ["Noto Sans Arabic", createRequire(import.meta.url).resolve("@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2")],
  ["Noto Sans Arabic", createRequire(import.meta.url).resolve("@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2")],
  ["Noto Sans Math", createRequire(import.meta.url).resolve("@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2")],
];
const REST = '"Noto Sans Arabic", "Noto Sans Math"';

/** What the canvas draws with, and what an SVG asks its reader for: the same faces, then the reader's own. Both are measured alike. */
export const CANVAS_FONTS = {
  font: `"Source Sans 3", "Source Sans 3 Ext", ${REST}, sans-serif`,
  serif: `"Source Serif 4", "Source Serif 4 Ext", ${REST}, serif`,
};
export const SVG_FONTS = {
  font: '"Source Sans 3", system-ui, "Segoe UI", Roboto, Arial, sans-serif',
  serif: '"Source Serif 4", Charter, Cambria, Georgia, serif',
};

/** Makes the fonts known to every canvas of this thread. */
export function registerFonts(): void {
  for (const [family, file] of FONTS) GlobalFonts.registerFromPath(file, family);
}
