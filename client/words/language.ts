/** The language of the words in this directory. Who translates them names the new one here. */
export const LANGUAGE = "en";

const FROM_RIGHT_TO_LEFT = new Set(["ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

/** Which way a language is written, as the `dir` of a page says it. */
export function directionOf(language: string): "ltr" | "rtl" {
  return FROM_RIGHT_TO_LEFT.has(language.replace(/-.*$/, "")) ? "rtl" : "ltr";
}
