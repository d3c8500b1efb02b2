import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { directionOf } from "../../client/words/language";
import * as overview from "../../client/words/overview";
import * as sentences from "../../client/words/overview-sentences";
import { codeOf, PUT_IN, shownIn, withoutClasses } from "../support/shown";
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
  const plain = withoutClasses(codeOf(source))
    .replace(/\baria-labelledby="[^"]*"/g, "CLASS")
    .replace(/new Error\((?:"[^"]*"|`[^`]*`)\)/g, "ERROR");
  const quoted = [...plain.matchAll(/"((?:\\.|[^"\\\n])*)"/g)].map(([, text = ""]) => text);
  const templates = [...plain.matchAll(/`((?:\\.|[^`\\])*)`/gs)].map(([, text = ""]) => text.replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, PUT_IN));
  return [...quoted, ...templates];
}

/** Whether a text is a phrase of English: two words side by side that are no list of classes, no markup, no style or query of media, no address. */
function isPhrase(text: string): boolean {
  return /[A-Za-z’']{2,}[,.:;!?”)]*\s+[“(]?[A-Za-z]{2,}/.test(text) && !isClasses(text) && !/^\s*[<(/]|^\d+px |^translate\(|^prefers-/.test(text);
}

/** What stands beside a comparison, is looked for in an answer, or names an error is told to no reader. */
const unread = (source: string) =>
  source
    .replace(/[=!]== "[^"]*"/g, '=== "compared"')
    .replace(/\.replace\("[^"]*"/g, ".replace(SOUGHT")
    .replace(/new DOMException\([^)]*\)/g, "ERROR");

/** Words with a capital that are not English but names of a protocol. */
const PROTOCOL = new Set(["Bearer"]);

/** Whether a text is one word as a page shows it, alone or before what is named: `Killed`, `Target: `, `In `. */
function isWord(text: string): boolean {
  const [, word] = /^\W*([A-Z][a-z]+)\W*$/.exec(text) ?? [];
  return word !== undefined && !PROTOCOL.has(word);
}

/** Whether a text joins a lower-case word to what stands beside it: ` killed`, `about `, `${first} to ${last}`. Markup and fonts do so too. */
function isJoined(text: string): boolean {
  return /(?<![\w-])[a-z]{2,}[,:]? (?:\u2003|$)|(?:^|\u2003\W*) [a-z]{2,}(?![\w-])/.test(text) && !/[<={]|px |^translate\(/.test(text);
}

/** Whether a text that is shown has a lower-case word, alone or not; a path, a font and markup have too. */
const hasWord = (text: string) => /(?<![\w-])[a-z]{2,}(?![\w-])/.test(text) && !/^\/|px |</.test(text);

/** Lower-case words that name something to the program: listed in a type, compared with, a case. */
const namesOf = (sources: readonly string[]) =>
  new Set(sources.flatMap((text) => [...text.matchAll(/(?:[=!]==|\||case) "([a-z]+)"|"([a-z]+)" \|/g)].map(([, one, other]) => one ?? other)));
/** Those of the browser and of a library. */
const GIVEN = new Set(["default", "left", "password", "right", "td", "th"]);

/** The lower-case words one of which is chosen by a condition, or said as an element's label: `more ? "most" : "fewest"`. */
function chosenIn(source: string, names: ReadonlySet<string | undefined>): string[] {
  const chosen = [
    ...source.matchAll(/\? "([a-z]{2,}|)"\s*: "([a-z]{2,}|)"|(?:title|"aria-label"|"data-label"): "([a-z]+)"|\.textContent = "([a-z]+)"(?! in)/g),
  ];
  return chosen.flatMap((match) => match.slice(1)).filter((word) => word && !names.has(word) && !GIVEN.has(word) && !isClasses(word));
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

test("what is a lower-case word in sight, and what is not", () => {
  const code = `fill(p, " killed", \`\${low} to \${high}\`, \`600 \${size}px \${font}\`, { class: "note" }); text.replace(" in q", "")`;
  assert.deepEqual(
    textsOf(unread(code))
      .filter(isJoined)
      .map((text) => text.trim()),
    ["killed", "to"],
  );
  const names = namesOf(['type Kind = "line" | "bar"; if (kind === "map") draw();']);
  assert.deepEqual(chosenIn('fill(p, most ? "most" : "fewest"); const kind = few ? "bar" : "map"; h("b", { title: "rose" }, ends ? "note" : "")', names), [
    "most",
    "fewest",
    "rose",
  ]);
});

test("a lower-case word is found by where it is shown, though a class is named like it, and a class is none", () => {
  const code = `
    const markOf = (isLast) => (isLast ? "last" : "first");
    const shade = few ? "faint" : "strong";
    function stateOf(row) {
      return row.isNew ? "new" : "old"; }
    fill(summary, state === "open" ? "ready" : say.closed, [rows.map((row) => row.isKept && "kept")]);
    h("p", { class: \`note \${markOf(true)}\`, title: "rose" }, h("b", { class: "total" }, unbroken(stateOf(row))), \`\${count} read\`);
    cell.classList.toggle("whole", "fault" in read);
    button.textContent = shade;
    h("tr", { class: shade }, kind, row.name);`;
  assert.deepEqual(shownIn(code).filter(hasWord).sort(), ["faint", "kept", "new", "old", "ready", "rose", "strong", "\u2003 read"].sort());
  assert.deepEqual(textsOf(code).filter(isJoined), ["\u2003 read"]);
});

test("the client's sentences and words stand in client/words, where a translator finds them all", () => {
  const sources = readSources().filter(({ path }) => path.startsWith("client/") && !ELSEWHERE.test(path));
  assert.ok(sources.length > 80);
  const names = namesOf(readSources().map(({ text }) => text));
  const found = sources.flatMap(({ path, text }) =>
    [
      ...textsOf(unread(text)).filter((one) => isPhrase(one) || isWord(one) || isJoined(one)),
      ...shownIn(text).filter(hasWord),
      ...chosenIn(unread(text), names),
    ].map((phrase) => `${path}: ${phrase}`),
  );
  assert.deepEqual(found, []);
});

test("a page is written the way its language is", () => {
  assert.deepEqual(["en", "ur", "ur-PK", "ps", "zh"].map(directionOf), ["ltr", "rtl", "rtl", "rtl", "ltr"]);
});

test("what the Overview says is whole: its words neither begin nor end where something is put beside them", () => {
  const found = Object.entries(overview).flatMap(([name, said]) => (typeof said === "string" && said.trim() !== said ? [name] : []));
  const joined = [...readTop("client/words/overview.ts").matchAll(/^export const (\w+) = [^;]*=>\s*`(?: [^;]*|[^;]* )`;/gm)].map(([, name]) => name);
  assert.deepEqual([...found, ...joined], []);
});

test("a sentence of the Overview receives its numbers as pieces, and says where they stand", () => {
  const link = (words: string) => ({ words });
  const [killed, incidents] = [link("901"), link("329")];
  const said = sentences.tollOfPakistan({ killed, wounded: null, incidents: { number: incidents, word: "incidents" }, period: "2025" }, true);
  assert.deepEqual(said, ["Violence in Pakistan killed at least ", killed, " people", " in ", incidents, " incidents", " in 2025."]);
});
