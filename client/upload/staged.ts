import { discardImport, type Import } from "../api";

/** The import that is on the server and neither kept nor decided on: it goes when the page is left, whichever way. */
export interface StagedImport {
  /** What is staged and would be lost; null where there is nothing. */
  readonly report: Import | null;
  /** Whether what was staged went with the page. */
  readonly wasLetGo: boolean;
  /** Whether one has been published: what the page knows of the dataset is old then. */
  readonly isOver: boolean;
  hold(report: Import, token: string): void;
  /** It was kept staged before, so it stays so until it is decided on. */
  keepWhateverHappens(): void;
  release(): Import | null;
  letGo(): void;
  /** Discards it on purpose: what fails is told. */
  discard(): Promise<void>;
  end(): void;
}

export function stagedImport(signal: AbortSignal): StagedImport {
  let [report, token, isHeld]: [Import | null, string, boolean] = [null, "", false];
  let [wasLetGo, isOver] = [false, false];
  const letGo = () => {
    // Kept alive by the browser, so that it arrives though the page is gone.
    if (isHeld && report !== null) void discardImport(token, report.id).catch(() => undefined);
    wasLetGo ||= isHeld;
    [report, isHeld] = [null, false];
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
    hold(next, by) {
      [report, token, isHeld, wasLetGo] = [next, by, next.state === "staged" || next.state === "staging", false];
    },
    keepWhateverHappens() {
      isHeld = false;
    },
    release() {
      const kept = report;
      [report, isHeld] = [null, false];
      return kept;
    },
    letGo,
    async discard() {
      if (report?.state === "staged") await discardImport(token, report.id);
      [report, isHeld] = [null, false];
    },
    end() {
      [report, isHeld, isOver] = [null, false, true];
    },
  };
}
