import { statfs } from "node:fs/promises";
import type { RequestHandler } from "express";
import type { Ledger } from "./ledger";
import { diskFull } from "./problem";

/** What the rows of a file take on the disk for each of its bytes: the rows, their indexes and cube, and once more in the write-ahead log. */
const TAKES = 6;
/** What the embedded engine must never be without: some segments of its write-ahead log (16 MB each). It does not survive a full disk. */
const RESERVE = 64 * 1024 * 1024;

/** Throws disk_full when the disk of the embedded database has no room for `bytes` more of CSV. A server looks after its own. */
export async function refuseFullDisk({ database, config }: Ledger, bytes: number): Promise<void> {
  if (database.engine !== "embedded") return;
  const disk = await statfs(config.DATA_DIR).catch(() => null);
  if (disk !== null && disk.bavail * disk.bsize < bytes * TAKES + RESERVE) throw diskFull();
}

/** Looks at the disk before a write is taken in. */
export function guardDisk(ledger: Ledger): RequestHandler {
  return async (request, _response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") await refuseFullDisk(ledger, Number(request.headers["content-length"] ?? 0));
    next();
  };
}
