import { Failure, failureOf, type Import, readImport } from "../api";
import { bytes, number } from "../format";
import * as say from "../words/upload-publish";

export interface Sending {
  phase: string;
  part: number | null;
  words: string;
}

interface Parcel {
  slug: string;
  file: File;
  params: URLSearchParams;
  token: string;
  /** How many rows the preview counted, to tell how far the server is. */
  rows: number;
  /** Hears of the import as soon as it has a number: to discard it, whatever happens, is the hearer's. */
  begun(report: Import): void;
}

const PHASES: Record<string, string> = {
  waiting: say.waitingForItsTurn,
  survey: say.lookingThroughTheFile,
  rows: say.readingTheRows,
  rollup: say.addingUp,
  done: say.nearlyDone,
};
const EVERY = 250;

/**
 * Sends a file and follows it until it is staged or refused. Bytes first, by XMLHttpRequest, for fetch tells no upload
 * progress; then the server's own count of rows. Broken off, nothing more is asked of the import.
 */
export async function send({ slug, file, params, token, rows, begun }: Parcel, tell: (sending: Sending) => void, signal: AbortSignal): Promise<Import> {
  let report = await post(`/api/datasets/${encodeURIComponent(slug)}/imports?${params}`, file, token, tell, signal);
  begun(report);
  for (;;) {
    signal.throwIfAborted();
    if (report.state !== "staging") return report;
    const { progress } = report;
    const read = progress?.rows ?? 0;
    const part = progress?.phase === "rows" && rows > 0 ? Math.min(1, read / rows) : null;
    tell({ phase: PHASES[progress?.phase ?? ""] ?? say.onTheServer, part, words: say.rowsDone(number(read), number(rows)) });
    await pause(signal);
    report = (await readImport(token, report.id, signal)).import;
  }
}

/** A moment before the server is asked again, cut short when nobody waits any more. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, EVERY);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The type the server takes for any kind of file; text is said to be text. */
const typeOf = (file: File) => (/\.(?:gz|xlsx)$/i.test(file.name) ? "application/octet-stream" : "text/csv");

function post(path: string, file: File, token: string, tell: (sending: Sending) => void, signal: AbortSignal): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("content-type", typeOf(file));
    request.setRequestHeader("prefer", "respond-async");
    request.upload.addEventListener("progress", (event) =>
      tell({ phase: say.sending, part: event.lengthComputable ? event.loaded / event.total : null, words: say.sentOf(bytes(event.loaded), bytes(file.size)) }),
    );
    request.addEventListener("load", () => {
      const found = reportIn(request.responseText);
      if (found) resolve(found);
      else reject(failureOf(request.status, request.responseText));
    });
    request.addEventListener("error", () => reject(new Failure(0, "unreachable", say.theServerCouldNot)));
    request.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
    if (signal.aborted) return reject(new DOMException("Aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** A refused file (422) is answered with its report too. */
function reportIn(text: string): Import | null {
  try {
    const body = JSON.parse(text) as { import?: Import };
    return body.import ?? null;
  } catch {
    return null;
  }
}
