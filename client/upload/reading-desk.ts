import type { Dataset } from "../../server/domain/dataset";
import type { Issue } from "../../server/domain/issue";
import { type Remembered, readRemembered } from "../api";
import { type Choices, readOptionsOf } from "./choices";
import type { Change, Draft } from "./draft";
import type { Excerpt, Preview, Reach } from "./preview";
import { readApart, rowsApart } from "./read-apart";
import { fits, NOTHING, usedAgain } from "./remembered";

interface Told {
  reach(reach: Reach): void;
  waits(waiting: boolean): void;
  /** `isNew` for another file, not for the same one read again. */
  shows(draft: Draft, isNew: boolean): void;
  fails(error: unknown): void;
  stopped(): void;
}

export interface ReadingDesk {
  readonly draft: Draft | null;
  /** Whether somebody chose something for the file that has not been sent. */
  readonly isByHand: boolean;
  take(file: File, token: string): Promise<void>;
  change: Change;
  /** Reads the file without what was said of the dataset's last one. */
  readAfresh(): void;
  /** The rows around issues, as they stand in the file; those already at hand where it cannot be read again. */
  excerptOf(issues: readonly Issue[]): Promise<Excerpt>;
  stop(): void;
  /** Stops and forgets the file. */
  clear(): void;
}

/** A change is read a moment after the last one. */
const PAUSE = 250;
/** Choices that change nothing of how the file is read. */
const SILENT: (keyof Choices)[] = ["on_error", "complete"];

/** Keeps the file at hand, what is said of it and what it came to, and reads it anew when more is said. The last word wins. */
export function readingDesk(dataset: Dataset, told: Told): ReadingDesk {
  let [draft, timer]: [Draft | null, ReturnType<typeof setTimeout> | undefined] = [null, undefined];
  let controller = new AbortController();
  let isByHand = false;

  const halt = () => {
    clearTimeout(timer);
    controller.abort();
    controller = new AbortController();
    return controller.signal;
  };
  const read = (file: File, choices: Choices, signal: AbortSignal): Promise<Preview> =>
    readApart(file, readOptionsOf(choices, dataset.kind), (reach) => told.reach(reach), signal);

  async function take(file: File, token: string): Promise<void> {
    const signal = halt();
    [draft, isByHand] = [null, false];
    try {
      const remembered = token === "" ? NOTHING : await readRemembered(token, dataset.slug, signal).catch(() => NOTHING);
      let choices: Choices = { constants: {}, spellings: remembered.spellings, mode: firstMode(dataset), complete: false, on_error: null };
      let preview = await read(file, choices, signal);
      const again: Remembered = fits(remembered, preview) ? remembered : { ...NOTHING, spellings: remembered.spellings };
      if (again === remembered) {
        choices = { ...choices, mapping: remembered.mapping, constants: remembered.constants };
        preview = await read(file, choices, signal);
      }
      draft = { dataset, file, choices, preview, again: usedAgain(again) };
      told.shows(draft, true);
    } catch (error) {
      if (!signal.aborted) told.fails(error);
    }
  }

  function change(more: Partial<Choices>): void {
    if (draft === null) return;
    isByHand = true;
    const before = draft.choices;
    const choices = { ...before, ...more };
    draft = { ...draft, choices };
    told.shows(draft, false);
    const names = Object.keys(more) as (keyof Choices)[];
    const isRead = names.some((name) => !SILENT.includes(name) && (name !== "mode" || (before.mode === "update") !== (choices.mode === "update")));
    if (!isRead) return;
    const signal = halt();
    const { file } = draft;
    told.waits(true);
    timer = setTimeout(() => {
      read(file, choices, signal)
        .then((preview) => {
          if (draft === null) return;
          draft = { ...draft, preview };
          told.waits(false);
          told.shows(draft, false);
        })
        .catch((error: unknown) => {
          if (signal.aborted) return;
          told.waits(false);
          told.fails(error);
        });
    }, PAUSE);
  }

  return {
    get draft() {
      return draft;
    },
    get isByHand() {
      return isByHand;
    },
    take,
    change,
    readAfresh() {
      if (draft === null) return;
      draft = { ...draft, again: null };
      change({ mapping: undefined, constants: {}, spellings: {} });
    },
    async excerptOf(issues) {
      if (draft === null) return new Map();
      const { file, choices, preview } = draft;
      const lines = issues.flatMap(({ line }) => (line === null || preview.excerpt.has(line) ? [] : [line]));
      if (lines.length === 0) return preview.excerpt;
      const more = await rowsApart(file, readOptionsOf(choices, dataset.kind), lines, controller.signal).catch(() => []);
      return new Map([...preview.excerpt, ...more]);
    },
    stop() {
      halt();
      told.stopped();
    },
    clear() {
      halt();
      [draft, isByHand] = [null, false];
    },
  };
}

/** Incidents are mostly sent whole; printings of figures add up. */
const firstMode = ({ kind, revision }: Dataset) => (revision === null || kind === "incidents" ? "replace" : "append");
