import type { Dataset } from "../../server/domain/dataset";
import type { Choices } from "./choices";
import type { Preview } from "./preview";

/** A file on its way: what was chosen of it and what it came to. */
export interface Draft {
  dataset: Dataset;
  file: File;
  choices: Choices;
  preview: Preview;
  /** What was said of the dataset's last file and is used for this one, in words. */
  again: string | null;
}

/** Changes what is said of the file; the file is then read again. */
export type Change = (choices: Partial<Choices>) => void;

/** Built once and shown again for each preview, so that the keyboard stays where it is. */
export interface Panel {
  element: HTMLElement;
  show(draft: Draft): void;
}
