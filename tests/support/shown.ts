/** Stands for an expression of a template: a blank that nobody writes. */
export const PUT_IN = "\u2003";

const CLOSERS: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** The code of a source, without comments, imports, and regular expressions, whose quotes and brackets are none. */
export function codeOf(source: string): string {
  const regular = /(?<=[=(:,!&|?[{;>]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+\/[a-z]*/g;
  return source
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/(^|\s)\/\/.*$/gm, "$1")
    .replace(/^import\b.*$/gm, "")
    .replace(regular, "REGULAR");
}

/** Where a quoted text, a template or brackets end that begin at a place. */
function endOf(code: string, from: number): number {
  const open = code[from] ?? "";
  const close = CLOSERS[open] ?? open;
  let at = from + 1;
  while (at < code.length && code[at] !== close) {
    const one = code[at] ?? "";
    if (one === "\\") at += 2;
    else if (open === '"') at += 1;
    else if (open === "`") at = one === "$" && code[at + 1] === "{" ? endOf(code, at + 1) : at + 1;
    else at = one === '"' || one === "`" || one in CLOSERS ? endOf(code, at) : at + 1;
  }
  return at + 1;
}

/** What stands between commas, or up to the end of what is around it. */
function partsOf(code: string, from: number, ends = /[)\]};]/): string[] {
  const parts: string[] = [];
  let [start, at] = [from, from];
  while (at < code.length && !ends.test(code[at] ?? "")) {
    const one = code[at] ?? "";
    if (one === ",") parts.push(code.slice(start, at));
    at = one === '"' || one === "`" || one in CLOSERS ? endOf(code, at) : at + 1;
    if (one === ",") start = at;
  }
  return [...parts, code.slice(start, at)];
}

/** The code without what is a class and no word: the value of the attribute, and what is put into lists of classes. */
export function withoutClasses(code: string): string {
  let [kept, from] = ["", 0];
  for (const { 0: head, index } of code.matchAll(/\bclass: |\.className = |\bclassList\.\w+\(/g)) {
    if (index < from) continue;
    const start = index + head.length;
    kept += `${code.slice(from, start)}CLASS`;
    from =
      start +
      partsOf(code, start)
        .slice(0, head.endsWith("(") ? undefined : 1)
        .join("").length;
  }
  return kept + code.slice(from);
}

/** Calls of which what is put in from the given place on is shown: elements, what fills them, texts of canvases. */
const SHOWING: Record<string, number> = { h: 2, s: 2, fill: 1, append: 0, fillText: 0, strokeText: 0 };
/** Those that hand a text on. */
const HANDING = /^(?:unbroken|capital|whole|map|flatMap)$/;
/** Attributes and properties that are shown or read aloud. */
const READ = /(?:\b(?:title|placeholder|alt|label|heading|short|words?)|"(?:aria-label|aria-description|data-name|data-label)"): |\.textContent = (?!=)/g;

/**
 * The texts of a source that a reader meets, told by where they stand: what an element holds, an attribute that is read, a text of a canvas;
 * through conditions, lists, names and functions of the same file. What is the value of `class` is none of them.
 */
export function shownIn(source: string): string[] {
  const code = codeOf(source);
  const texts: string[] = [];
  const followed = new Set<string>();
  const follow = (expression: string): void => {
    let [at, own] = [0, ""];
    while (at < expression.length) {
      const [one = "", before = ""] = [expression[at], expression.slice(0, at)];
      if (one !== '"' && one !== "`" && !(one in CLOSERS)) {
        own += one;
        at += 1;
        continue;
      }
      const end = endOf(expression, at);
      const inner = expression.slice(at + 1, end - 1);
      const [, called] = /([\w$]+|[)\]])$/.exec(before) ?? [];
      if (one === '"') /[=!]== $/.test(before) || / in /.test(expression.slice(end, end + 4)) || texts.push(inner);
      else if (one === "`") template(inner);
      else if (one !== "{" && (called === undefined || HANDING.test(called))) for (const part of partsOf(inner, 0)) follow(part);
      own += one;
      at = end;
    }
    // Not what a condition asks, nor what has a property taken of it.
    for (const [, name = ""] of own.matchAll(/(?<![\w$.])([a-zA-Z]\w*)(?=\s*(?:$|\(|\?\?|\|\||:))/g)) named(name);
  };
  const template = (inner: string): void => {
    let [text, at] = ["", 0];
    while (at < inner.length) {
      const isPutIn = inner.startsWith("${", at);
      const end = isPutIn ? endOf(inner, at + 1) : at + 1;
      text += isPutIn ? PUT_IN : inner[at];
      if (isPutIn) follow(inner.slice(at + 2, end - 1));
      at = end;
    }
    texts.push(text);
  };
  const named = (name: string): void => {
    if (followed.has(name)) return;
    followed.add(name);
    for (const { 0: head, index } of code.matchAll(new RegExp(`\\bconst ${name}(?:: [^=]+)? = (?:\\([^)]*\\)(?:: \\w+)? => )?`, "g")))
      follow(partsOf(code, index + head.length)[0] ?? "");
    for (const { 0: head, index } of code.matchAll(new RegExp(`\\bfunction ${name}\\(`, "g"))) {
      const body = code.indexOf(" {\n", index + head.length) + 1;
      for (const [, given = ""] of code.slice(body, endOf(code, body)).matchAll(/\breturn ([^;]*);/g)) follow(given);
    }
  };
  const sentences = [...source.matchAll(/^import \* as (\w+) from "[^"]*\/words\/[\w-]+";$/gm)].map(([, name]) => [`${name}\\.\\w+`, 0] as const);
  for (const [name, from] of [...Object.entries(SHOWING), ...sentences])
    for (const { 0: head, index } of code.matchAll(new RegExp(`(?<![\\w$])${name}\\(`, "g")))
      partsOf(code, index + head.length)
        .slice(from)
        .forEach(follow);
  for (const { 0: head, index } of code.matchAll(READ)) follow(partsOf(code, index + head.length)[0] ?? "");
  return texts;
}
