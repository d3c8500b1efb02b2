/** What cells of one column mean, told once for every spelling: a number from 0, or -1 where the general reading has to tell. */
export interface Members {
  numberOf: (bytes: Uint8Array, start: number, end: number) => number;
}

/** Longer texts, and more of them, are told anew each time. */
const LONGEST = 120;
const MOST = 1 << 16;

/** Remembers the answers of `tell`, which depend on the text alone, by the bytes of the text. */
export function rememberMembers(tell: (text: string) => number): Members {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let slots = new Int32Array(1 << 10);
  const spellings: Uint8Array[] = [];
  const hashes: number[] = [];
  const answers: number[] = [];

  const grow = () => {
    slots = new Int32Array(slots.length * 4);
    for (const [index, hash] of hashes.entries()) {
      let at = hash & (slots.length - 1);
      while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
      slots[at] = index + 1;
    }
  };

  return {
    numberOf: (bytes, start, end) => {
      let hash = 0x811c9dc5;
      for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
      hash ^= hash >>> 15;
      let at = hash & (slots.length - 1);
      for (; slots[at] !== 0; at = (at + 1) & (slots.length - 1)) {
        const index = (slots[at] as number) - 1;
        if (hashes[index] === hash && isSame(spellings[index] as Uint8Array, bytes, start, end)) return answers[index] as number;
      }
      const answer = tell(decoder.decode(bytes.subarray(start, end)));
      if (end - start > LONGEST || spellings.length >= MOST) return answer;
      spellings.push(bytes.slice(start, end));
      hashes.push(hash);
      answers.push(answer);
      slots[at] = spellings.length;
      if (spellings.length * 2 > slots.length) grow();
      return answer;
    },
  };
}

function isSame(spelling: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (spelling.length !== end - start) return false;
  for (let at = 0; at < spelling.length; at++) if (spelling[at] !== bytes[start + at]) return false;
  return true;
}
