import { discardImport, Failure, type Import } from "../api";

/** The import that is on the server and neither kept nor decided on: it goes when the page is left, whichever way. */
export interface StagedImport {
  /** What is staged and would be lost; null where there is nothing. */
  readonly report: Import | null;
  /** Whether what was staged went with the page. */
  readonly wasLetGo: boolean;
  /** Whether one has been published: what the page knows of the dataset is old then. */
  readonly isOver: boolean;
  /** Ends what is being asked of the import at hand: before it is discarded, for the answer would be that there is none. */
  readonly signal: AbortSignal;
  hold(report: Import, token: string): void;
  /** It was kept staged before, so it stays so until it is decided on. */
  keepWhateverHappens(): void;
  release(): Import | null;
  letGo(): void;
  /** Discards it on purpose: what fails is told. */
  discard(): Promise<void>;
  end(): void;
}

/** How long to wait, in milliseconds, until the server is asked again to discard what it still reads. */
const EVERY = 250;

export function stagedImport(signal: AbortSignal): StagedImport {
  let [report, token, isHeld]: [Import | null, string, boolean] = [null, "", false];
  let [wasLetGo, isOver] = [false, false];
  let asking = new AbortController();
  const drop = () => {
    asking.abort();
    [report, isHeld] = [null, false];
  };
  const letGo = () => {
    const [left, wasHeld] = [report, isHeld];
    wasLetGo ||= isHeld;
    drop();
    if (wasHeld && left !== null) void discardLater(token, left.id);
  };
  addEventListener("pagehide", letGo, { signal });
  return {
    get report() {
      return isHeld ? report : null;
    },
    get wasLetGo() {
      return wasLetGo;
    },
    get isOver() {
      return isOver;
    },
    get signal() {
      return asking.signal;
    },
    hold(next, by) {
      asking.abort();
      asking = new AbortController();
      [report, token, isHeld, wasLetGo] = [next, by, next.state === "staged" || next.state === "staging", false];
    },
    keepWhateverHappens() {
      isHeld = false;
    },
    release() {
      const kept = report;
      drop();
      return kept;
    },
    letGo,
    async discard() {
      if (report?.state === "staged") await discardImport(token, report.id);
      drop();
    },
    end() {
      drop();
      isOver = true;
    },
  };
}

/** Discards what nobody wants any more, though the page may be gone; where the server cannot while it reads it, as soon as it can. */
async function discardLater(token: string, id: number): Promise<void> {
  for (let tries = 0; tries < 2400; tries += 1) {
    try {
      return await discardImport(token, id);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "under_way") return;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
