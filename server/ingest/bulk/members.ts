import { type Page, pageOf } from "./output";

/** What cells of one column mean, told once for every spelling: a number from 0, or below zero where the general reading has to tell. */
export interface Members {
  numberOf: (page: Page, start: number, end: number) => number;
}

/** Longer texts, and more of them, are told anew each time. */
const LONGEST = 120;
const MOST = 1 << 16;
/** Of a spelling that is kept: its hash, where it stands, its length, its answer. */
const WIDTH = 4;

/** Remembers the answers of `tell`, which depend on the text alone, by the bytes of the text. */
export function rememberMembers(tell: (text: string) => number): Members {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let slots = new Int32Array(1 << 8);
  let entries = new Int32Array(WIDTH << 6);
  let spelled = pageOf(new Uint8Array(1 << 10));
  let [count, length] = [0, 0];

  const grow = () => {
    slots = new Int32Array(slots.length * 4);
    for (let entry = 1; entry <= count; entry++) {
      let at = (entries[entry * WIDTH] as number) & (slots.length - 1);
      while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
      slots[at] = entry;
    }
  };
  const keep = (bytes: Uint8Array, hash: number, slot: number, answer: number) => {
    if (bytes.length > LONGEST || count >= MOST) return;
    if (length + bytes.length > spelled.bytes.length) {
      const larger = new Uint8Array(spelled.bytes.length * 2);
      larger.set(spelled.bytes);
      spelled = pageOf(larger);
    }
    spelled.bytes.set(bytes, length);
    count++;
    if ((count + 1) * WIDTH > entries.length) {
      const larger = new Int32Array(entries.length * 2);
      larger.set(entries);
      entries = larger;
    }
    entries.set([hash, length, bytes.length, answer], count * WIDTH);
    length += bytes.length;
    slots[slot] = count;
    if (count * 2 > slots.length) grow();
  };

  return {
    numberOf: (page, start, end) => {
      const hash = hashOf(page, start, end);
      let slot = hash & (slots.length - 1);
      for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
        const entry = (slots[slot] as number) * WIDTH;
        if (entries[entry] !== hash || entries[entry + 2] !== end - start) continue;
        if (isSame(spelled, entries[entry + 1] as number, page, start, end)) return entries[entry + 3] as number;
      }
      const bytes = page.bytes.subarray(start, end);
      const answer = tell(decoder.decode(bytes));
      keep(bytes, hash, slot, answer);
      return answer;
    },
  };
}

function hashOf({ bytes, view }: Page, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  let at = start;
  for (; at + 4 <= end; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x01000193);
    hash = (hash << 15) | (hash >>> 17);
  }
  for (; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function isSame(known: Page, from: number, { bytes, view }: Page, start: number, end: number): boolean {
  let [at, other] = [start, from];
  for (; at + 4 <= end; at += 4, other += 4) if (view.getInt32(at, true) !== known.view.getInt32(other, true)) return false;
  for (; at < end; at++, other++) if (bytes[at] !== known.bytes[other]) return false;
  return true;
}
