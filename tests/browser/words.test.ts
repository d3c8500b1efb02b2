import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { directionOf } from "../../client/words/language";
import { ROOT, readSources, readTop } from "../support/sources";

/** Where the words are, and the build, which speaks to nobody. */
const ELSEWHERE = /^client\/words\/|^client\/build\.ts$/;

const styled = new Set(
  readdirSync(`${ROOT}/client/styles`).flatMap((name) => [...readTop(`client/styles/${name}`).matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, mark]) => mark)),
);
const isClasses = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .every((word) => styled.has(word));

/** The texts of a source: quoted ones, and templates with each of their expressions as a blank. */
function textsOf(source: string): string[] {
  const code = source
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/(^|\s)\/\/.*$/gm, "$1")
    .replace(/^import\b.*$/gm, "");
  const regular = /(?<=[=(:,!&|?[{;>]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+\/[a-z]*/g;
  const plain = code
    .replace(regular, "REGULAR")
    .replace(/\bclass: "[^"]*"|\baria-labelledby="[^"]*"/g, "CLASS")
    .replace(/new Error\((?:"[^"]*"|`[^`]*`)\)/g, "ERROR");
  const quoted = [...plain.matchAll(/"((?:\\.|[^"\\\n])*)"/g)].map(([, text = ""]) => text);
  const templates = [...plain.matchAll(/`((?:\\.|[^`\\])*)`/gs)].map(([, text = ""]) => text.replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, " "));
  return [...quoted, ...templates];
}

/** Whether a text is a phrase of English: two words side by side that are no list of classes, no markup, no style or query of media, no address. */
function isPhrase(text: string): boolean {
  return /[A-Za-z’']{2,}[,.:;!?”)]* +[“(]?[A-Za-z]{2,}/.test(text) && !isClasses(text) && !/^\s*[<(/]|^\d+px |^translate\(|^prefers-/.test(text);
}

test("what is a phrase, and what is not", () => {
  const [one] = textsOf(`const said = "Printed again, newest first"; // a remark of two words`);
  assert.ok(one !== undefined && isPhrase(one));
  assert.deepEqual(textsOf(`throw new Error("The page is not there."); const shown = { class: "deck of cards" };`), []);
  assert.ok(!isPhrase("(prefers-reduced-motion: reduce)") && !isPhrase("text numeric") && !isPhrase("/api/aggregates?from and to"));
});

test("the client's sentences stand in client/words, where a translator finds them all", () => {
  const sources = readSources().filter(({ path }) => path.startsWith("client/") && !ELSEWHERE.test(path));
  assert.ok(sources.length > 80);
  const found = sources.flatMap(({ path, text }) =>
    textsOf(text)
      .filter(isPhrase)
      .map((phrase) => `${path}: ${phrase}`),
  );
  assert.deepEqual(found, []);
});

test("a page is written the way its language is", () => {
  assert.deepEqual(["en", "ur", "ur-PK", "ps", "zh"].map(directionOf), ["ltr", "rtl", "rtl", "rtl", "ltr"]);
});
