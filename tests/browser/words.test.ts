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

/** What stands beside a comparison, or names an error, is told to no reader. */
const unread = (source: string) => source.replace(/[=!]== "[^"]*"/g, '=== "compared"').replace(/new DOMException\([^)]*\)/g, "ERROR");

/** Words with a capital that are not English but names of a protocol. */
const PROTOCOL = new Set(["Bearer"]);

/** Whether a text is one word as a page shows it, alone or before what is named: `Killed`, `Target: `, `In `. */
function isWord(text: string): boolean {
  const [, word] = /^\W*([A-Z][a-z]+)\W*$/.exec(text) ?? [];
  return word !== undefined && !PROTOCOL.has(word);
}

test("what is a phrase, and what is not", () => {
  const [one] = textsOf(`const said = "Printed again, newest first"; // a remark of two words`);
  assert.ok(one !== undefined && isPhrase(one));
  assert.deepEqual(textsOf(`throw new Error("The page is not there."); const shown = { class: "deck of cards" };`), []);
  assert.ok(!isPhrase("(prefers-reduced-motion: reduce)") && !isPhrase("text numeric") && !isPhrase("/api/aggregates?from and to"));
});

test("what is a word by itself, and what is not", () => {
  const found = textsOf(unread(`if (event.key === "Enter") fill(head, "Killed", \`In \${place}\`, \`Target: \${target}\`, { class: "note" }, "svg", "€")`));
  assert.deepEqual(
    found.filter(isWord).map((text) => text.trim()),
    ["Killed", "In", "Target:"],
  );
});

test("the client's sentences and words stand in client/words, where a translator finds them all", () => {
  const sources = readSources().filter(({ path }) => path.startsWith("client/") && !ELSEWHERE.test(path));
  assert.ok(sources.length > 80);
  const found = sources.flatMap(({ path, text }) =>
    textsOf(unread(text))
      .filter((one) => isPhrase(one) || isWord(one))
      .map((phrase) => `${path}: ${phrase}`),
  );
  assert.deepEqual(found, []);
});

test("a page is written the way its language is", () => {
  assert.deepEqual(["en", "ur", "ur-PK", "ps", "zh"].map(directionOf), ["ltr", "rtl", "rtl", "rtl", "ltr"]);
});
