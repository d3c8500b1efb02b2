import { Inflate } from "fflate";
import type { Source } from "./decode";
import { refuse } from "./fault";
import { damaged, type ZipEntry } from "./zip";

/** How much may still be unpacked: a few packed bytes can hold gigabytes. */
export interface Budget {
  left: number;
}

/** Packed bytes unpacked at once: deflate packs at most a thousandfold, so that no step makes more than some megabytes. */
const STEP = 1 << 13;

/** Unpacks one entry, in pieces of some megabytes at most, and checks that it is whole. */
export async function* unpack(source: Source, entry: ZipEntry, budget: Budget): AsyncGenerator<Uint8Array> {
  const header: number[] = [];
  for await (const bytes of range(source(), entry.offset, 30)) header.push(...bytes);
  const local = new DataView(Uint8Array.from(header).buffer);
  if (local.byteLength < 30 || local.getUint32(0, true) !== 0x04034b50) damaged("a part of it is not where it should be");
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  if (entry.method !== 0 && entry.method !== 8) damaged("a part of it is packed in an unusual way");
  const waiting: Uint8Array[] = [];
  const inflate = entry.method === 8 ? new Inflate((bytes) => void waiting.push(bytes)) : null;
  const sum = { size: 0, crc: -1 };
  const push = (bytes: Uint8Array, last: boolean) => {
    if (inflate === null) waiting.push(bytes);
    else orDamaged(() => inflate.push(bytes, last));
    return waiting.splice(0).filter((piece) => count(piece, sum, budget));
  };
  for await (const bytes of range(source(), start, entry.packed)) {
    for (let at = 0; at < bytes.length; at += STEP) yield* push(bytes.subarray(at, at + STEP), false);
  }
  yield* push(new Uint8Array(0), true);
  if (sum.size !== entry.size || (sum.crc ^ -1) >>> 0 !== entry.crc) damaged("a part of it does not match its checksum");
}

function count(piece: Uint8Array, sum: { size: number; crc: number }, budget: Budget): boolean {
  sum.size += piece.length;
  budget.left -= piece.length;
  if (budget.left < 0) refuse("too_large_inside", 'The workbook is too large once unpacked. Save the sheet as "CSV UTF-8" and upload that, or split it.');
  let crc = sum.crc;
  for (let at = 0; at < piece.length; at++) crc = (CRC[(crc ^ (piece[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  sum.crc = crc;
  return piece.length > 0;
}

/** The table of CRC-32 as zip has it. */
const CRC = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Bytes of a file from a position on. */
async function* range(chunks: AsyncIterable<Uint8Array>, start: number, length: number): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.max(0, start - position), Math.max(0, start + length - position));
    position += chunk.length;
    if (part.length > 0) yield part;
    if (position >= start + length) return;
  }
}

function orDamaged(step: () => void): void {
  try {
    step();
  } catch {
    damaged("a part of it cannot be unpacked");
  }
}
