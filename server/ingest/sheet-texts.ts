import { refuse } from "./fault";
import type { XmlHandler } from "./xml";

/** Texts of a workbook are held in memory: at most this many bytes unpacked, and this many texts. */
export const TEXT_BYTES = 48 << 20;
const MOST_TEXTS = 4_000_000;

/** Reads the texts of a workbook, which its cells name by number. */
export function textReader(): { handler: XmlHandler; texts: string[] } {
  const texts: string[] = [];
  const join = textJoiner();
  const open = (name: string) => {
    if (name === "si") join.begin();
    join.open(name);
  };
  const close = (name: string) => {
    join.close(name);
    if (name !== "si") return;
    if (texts.length >= MOST_TEXTS) refuse("too_large_inside", 'The workbook holds too many texts. Save the sheet as "CSV UTF-8" and upload that.');
    texts.push(join.text());
  };
  return { handler: { open, close, text: join.add }, texts };
}

/** Joins the pieces of a text set in several styles; the reading aid above East Asian texts is no part of it. */
export function textJoiner() {
  let text = "";
  let [inText, inAid] = [false, false];
  return {
    begin: () => {
      text = "";
    },
    open: (name: string) => {
      if (name === "t") inText = true;
      if (name === "rPh") inAid = true;
    },
    add: (piece: string) => {
      if (inText && !inAid) text += piece;
    },
    close: (name: string) => {
      if (name === "t") inText = false;
      if (name === "rPh") inAid = false;
    },
    text: () => (text.includes("_x") ? unnamed(text) : text),
  };
}

/** Characters XML cannot hold are written _x000D_, in two halves where they have two; half of one is none. */
function unnamed(text: string): string {
  const whole = text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return whole.replace(/\p{Surrogate}/gu, "\ufffd");
}
