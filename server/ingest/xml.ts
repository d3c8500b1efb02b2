import { refuse } from "./fault";

/** What is met in a document, in its order. Names come without their prefix, attributes as written. */
export interface XmlHandler {
  open: (name: string, attributes: string) => void;
  text: (text: string) => void;
  close: (name: string) => void;
}

/** The longest text or tag: longer than any cell of a spreadsheet can be. */
const LONGEST = 1 << 20;

/**
 * Reads XML chunk by chunk: the sheets of a workbook can be larger than memory should be. It knows what workbooks are made of: tags,
 * texts, CDATA, comments. Declarations of types and entities, which no workbook has, refuse the file: they can be made to explode.
 */
export function readXml(handler: XmlHandler): { write: (chunk: string) => void; end: () => void } {
  let rest = "";
  const write = (chunk: string) => {
    const text = rest + chunk;
    let at = 0;
    for (;;) {
      const next = step(text, at, handler);
      if (next === -1) break;
      at = next;
    }
    rest = text.slice(at);
    if (rest.length > LONGEST) refuse("record_too_long", "A cell of the workbook is longer than 1 MiB of text. Shorten it.");
  };
  return { write, end: () => (rest.trim() === "" ? undefined : broken()) };
}

/** Reads one text or tag and returns where the next begins; -1 where it is not there as a whole. */
function step(text: string, at: number, handler: XmlHandler): number {
  if (text[at] !== "<") {
    const end = text.indexOf("<", at);
    if (end === -1) return -1;
    if (end > at) handler.text(unescaped(text.slice(at, end)));
    return end;
  }
  if (text.length < at + 9) return text[at + 1] === "!" || text.indexOf(">", at) === -1 ? -1 : tag(text, at, handler);
  if (text.startsWith("<!--", at)) return after(text, "-->", at + 4);
  if (text.startsWith("<?", at)) return after(text, "?>", at + 2);
  if (text.startsWith("<![CDATA[", at)) {
    const end = after(text, "]]>", at + 9);
    if (end !== -1) handler.text(text.slice(at + 9, end - 3));
    return end;
  }
  if (text[at + 1] === "!") broken();
  return tag(text, at, handler);
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

function tag(text: string, at: number, handler: XmlHandler): number {
  const end = tagEnd(text, at);
  if (end === -1) return -1;
  const isClose = text[at + 1] === "/";
  const isEmpty = text[end - 1] === "/";
  const inside = text.slice(at + (isClose ? 2 : 1), isEmpty ? end - 1 : end);
  const blank = inside.search(/\s/);
  const full = blank === -1 ? inside : inside.slice(0, blank);
  const name = full.slice(full.indexOf(":") + 1);
  if (name === "") broken();
  if (!isClose) handler.open(name, blank === -1 ? "" : inside.slice(blank));
  if (isClose || isEmpty) handler.close(name);
  return end + 1;
}

const [GREATER, DOUBLE, SINGLE] = [62, 34, 39];

/** The > that ends a tag: one inside the quotes of an attribute does not. */
function tagEnd(text: string, at: number): number {
  let open = 0;
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (open !== 0) {
      if (code === open) open = 0;
    } else if (code === GREATER) return end;
    else if (code === DOUBLE || code === SINGLE) open = code;
  }
  return -1;
}

/** One attribute of a tag, by its name without prefix; `` where it is not there. */
export function attribute(attributes: string, name: string): string {
  for (let at = 0; ; ) {
    const equals = attributes.indexOf("=", at);
    if (equals === -1) return "";
    let open = equals + 1;
    while (attributes[open] === " ") open++;
    const mark = attributes[open];
    const close = mark === '"' || mark === "'" ? attributes.indexOf(mark, open + 1) : -1;
    if (close === -1) return "";
    const found = attributes.slice(at, equals).trim();
    if (found === name || found.endsWith(`:${name}`)) return unescaped(attributes.slice(open + 1, close));
    at = close + 1;
  }
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    // Half a character is none, as where bytes are decoded.
    if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function broken(): never {
  refuse("bad_workbook", "The workbook is damaged: a part of it is not the XML it should be. Open it in a spreadsheet program, save it again and upload that.");
}
