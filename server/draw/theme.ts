import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Theme, TOKENS } from "../../client/charts/colour";
import { directionOf, LANGUAGE } from "../../client/words/language";

/** In the bundle as in the sources the client's styles lie two directories up. */
const FILE = join(import.meta.dirname, "../../client/styles/tokens.css");

/** The colours of light and dark, read from the one table the page has. Throws where one is missing. */
export function readThemes(fonts: { font: string; serif: string }): Record<"light" | "dark", Theme> {
  const text = readFileSync(FILE, "utf8");
  const at = text.indexOf("@media (prefers-color-scheme: dark)");
  const light = colours(text.slice(0, at));
  const dark = colours(text.slice(at));
  const themeOf = (found: Map<string, string>) =>
    ({
      ...fonts,
      direction: directionOf(LANGUAGE),
      ...Object.fromEntries(
        TOKENS.map((token) => {
          const colour = found.get(token) ?? light.get(token);
          if (colour === undefined) throw new Error(`tokens.css has no --${token}.`);
          return [token, colour];
        }),
      ),
    }) as Theme;
  return { light: themeOf(light), dark: themeOf(dark) };
}

function colours(text: string): Map<string, string> {
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name = "", colour = ""]) => [name, colour]));
}
