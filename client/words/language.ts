/** The language of the words in this directory. Who translates them names the new one here. */
export const LANGUAGE = "en";

/** The variant whose lists are written as these words are: in English of Britain no comma stands before the last of a list. */
export const LISTED_AS = "en-GB";

const FROM_RIGHT_TO_LEFT = new Set(["ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

/** Which way a language is written, as the `dir` of a page says it. */
export function directionOf(language: string): "ltr" | "rtl" {
  return FROM_RIGHT_TO_LEFT.has(language.replace(/-.*$/, "")) ? "rtl" : "ltr";
}
