import { createHash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Request } from "express";
import type { ImportFile } from "../import";
import { passBytes } from "../young";
import { askForBody } from "./pace";
import { Problem } from "./problem";

/** An upload on disk: it is read twice, and a body can be larger than memory should be. */
export interface Spooled {
  file: ImportFile;
  bytes: number;
  remove: () => Promise<void>;
}

/**
 * Writes a request's body to a temporary file, unpacking gzip (told by its first bytes), and hashes what it holds. The file loses
 * its name as soon as it is open, so that nothing is left of it however the process ends. Throws 413 as soon as the body, packed
 * or not, passes the limit, and 400 when it is cut short or not really gzip.
 */
export async function spoolBody(request: Request, limit: number, file_name: string | null): Promise<Spooled> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const handle = await openNameless();
  askForBody(request);
  const hash = createHash("sha256");
  let bytes = 0;
  let written = Promise.resolve();
  try {
    const packed = within(request.iterator({ destroyOnReturn: false }), limit);
    // One piece is on its way to the disk while the next is filled.
    let [piece, other] = [Buffer.allocUnsafeSlow(PIECE), Buffer.allocUnsafeSlow(PIECE)];
    let filled = 0;
    const write = async () => {
      hash.update(piece.subarray(0, filled));
      await written;
      written = handle.writeFile(piece.subarray(0, filled));
      written.catch(() => undefined);
      [piece, other] = [other, piece];
      filled = 0;
    };
    for await (const chunk of within(unpacked(packed), limit)) {
      bytes += chunk.length;
      passBytes(chunk.length);
      for (let from = 0; from < chunk.length; ) {
        const taken = chunk.copy(piece, filled, from);
        from += taken;
        filled += taken;
        if (filled === PIECE) await write();
      }
    }
    await write();
    await written;
  } catch (error) {
    await written.catch(() => undefined);
    await handle.close();
    // What is still to come is read and dropped, or the sender would be cut off before it sees the answer.
    request.on("data", () => undefined);
    throw asBodyProblem(error);
  }
  return {
    file: { source: () => readFrom(handle), descriptor: handle.fd, content_hash: hash.digest("hex"), file_name, bytes },
    bytes,
    remove: () => handle.close(),
  };
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), "incident-ledger-"));
  try {
    return await open(join(folder, "upload"), "wx+", 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bytes written at once. */
const PIECE = 256 * 1024;

/** Bytes read at once: whoever works on them does so for a millisecond or two, and then others have their turn. */
const READ = 64 * 1024;

/** The file from its beginning; the next piece is fetched while one is worked on. */
async function* readFrom(handle: FileHandle): AsyncGenerator<Buffer> {
  const fetch = (at: number) => {
    const fetched = handle.read(Buffer.allocUnsafeSlow(READ), 0, READ, at);
    // Where nobody reads on, nobody need hear of its failure.
    fetched.catch(() => undefined);
    return fetched;
  };
  let next = fetch(0);
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await next;
    if (bytesRead === 0) return;
    at += bytesRead;
    passBytes(bytesRead);
    next = fetch(at);
    yield buffer.subarray(0, bytesRead);
  }
}

function tooLarge(limit: number): Problem {
  return new Problem(
    413,
    "too_large",
    `The file is larger than ${limit} bytes, the most this server takes (MAX_UPLOAD_BYTES). Split it, or ask for a higher limit.`,
  );
}

function asBodyProblem(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("Z_")) return new Problem(400, "bad_gzip", "The file begins like gzip but cannot be unpacked. Send it again, or send it unpacked.");
  if (code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET")
    return new Problem(400, "cut_short", "The upload ended before the whole file had arrived. Send it again.");
  return error;
}

/** Passes bytes on up to the limit. */
async function* within(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of chunks) {
    seen += chunk.length;
    if (seen > limit) throw tooLarge(limit);
    yield chunk;
  }
}

/** Passes bytes on, or unpacks them where they begin with gzip's magic number (RFC 1952: 1f 8b). */
async function* unpacked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = (async function* () {
    if (head.length > 0) yield head;
    yield* chunks;
  })();
  if (head[0] !== 0x1f || head[1] !== 0x8b) return yield* whole;
  const gunzip = createGunzip();
  // Whatever goes wrong on the way in is thrown on the way out.
  pipeline(whole, gunzip).catch(() => undefined);
  yield* gunzip;
}
