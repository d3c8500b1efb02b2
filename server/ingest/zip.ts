import type { Source } from "./decode";
import { refuse } from "./fault";

/** A file inside a zip archive, as the directory at the archive's end describes it. */
export interface ZipEntry {
  name: string;
  method: number;
  packed: number;
  size: number;
  crc: number;
  /** Where its local header starts. */
  offset: number;
}

/** The directory is looked for in this many last bytes. */
const TAIL = 1 << 20;

/** Reads the directory of an archive. It alone is to be trusted: local headers may lack sizes. */
export async function readDirectory(source: Source): Promise<ZipEntry[]> {
  const { bytes, start } = await readTail(source());
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return entriesIn(bytes, view, start);
  } catch (error) {
    if (error instanceof RangeError) return damaged("its directory is cut short");
    throw error;
  }
}

function entriesIn(bytes: Uint8Array, view: DataView, start: number): ZipEntry[] {
  const end = endRecord(view);
  if (end === -1) damaged("it has no directory: the file was cut short on its way");
  const [count, size, offset] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  // All ones stand for the larger fields of Zip64, which only archives of gigabytes need.
  const first = end - size;
  if (first < 0) damaged("its directory is too large");
  // Bytes put before the archive move everything in it.
  const moved = start + first - offset;
  const entries: ZipEntry[] = [];
  let at = first;
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) damaged("its directory is broken");
    if (view.getUint16(at + 8, true) & 1) refuse("bad_workbook", "The workbook is locked with a password. Save it without one.");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [number, number, number];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const [crc, packed, unpacked, local] = [16, 20, 24, 42].map((field) => view.getUint32(at + field, true)) as [number, number, number, number];
    entries.push({ name, method: view.getUint16(at + 10, true), packed, size: unpacked, crc, offset: local + moved });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Position of the end record: the last one whose comment ends with the file. */
function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) <= view.byteLength) return at;
  }
  return -1;
}

async function readTail(chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: Uint8Array; start: number }> {
  let kept: Uint8Array[] = [];
  let [length, total] = [0, 0];
  const join = () => {
    const joined = new Uint8Array(length);
    let at = 0;
    for (const chunk of kept) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    return joined;
  };
  for await (const chunk of chunks) {
    // A copy: the reader may use its buffer again.
    kept.push(chunk.slice(-TAIL));
    length += Math.min(chunk.length, TAIL);
    total += chunk.length;
    if (length < 2 * TAIL && kept.length < 4096) continue;
    const tail = join().slice(-TAIL);
    [kept, length] = [[tail], tail.length];
  }
  const bytes = join().slice(-TAIL);
  return { bytes, start: total - bytes.length };
}

/** Refuses a workbook that is not whole. */
export function damaged(why: string): never {
  refuse("bad_workbook", `The workbook is damaged: ${why}. Open it in a spreadsheet program, save it again and upload that.`);
}
