const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whether a cell holds nothing but blanks: of the bytes an Urdu or English text begins with, only few begin a blank. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const first = bytes[start] as number;
  if (first > 32 && first !== 0xc2 && (first < 0xe1 || first > 0xef)) return false;
  return decoder.decode(bytes.subarray(start, end)).trim() === "";
}

/** Whether an id is as it stands: nothing to trim, and no plus sign, with which a spreadsheet writes an id it has rounded. */
export function isPlainId(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const [first, last] = [bytes[start] as number, bytes[end - 1] as number];
  if (first <= 32 || last <= 32 || first > 126 || last > 126) return false;
  for (let at = start; at < end; at++) if (bytes[at] === 43 || (bytes[at] as number) < 32) return false;
  return true;
}
