import { h } from "../dom";
import { formOf, number, plural } from "../format";
import { row } from "../words/plurals";
import * as say from "../words/upload-review";
import type { Draft } from "./draft";
import { nameBeside, saveBlob } from "./save";

/** What was told of the rows, to be worked through beside the file. The server is not asked: it has not seen the file yet. */
export function downloads({ preview, file }: Draft): HTMLElement | null {
  const { kept_out, told, rows, issue_count } = preview;
  if (issue_count === 0) return null;
  const first = (all: number, there: number) => (there < all ? say.onlyTheFirst(number(there)) : there === 1 ? "" : ` ${number(there)}`);
  const button = (words: string, blob: Blob, what: string) =>
    h("button", { type: "button", class: "plain", onclick: () => saveBlob(blob, nameBeside(file.name, what)) }, words);
  const keptOut = say.downloadTheKeptOut(first(rows.rejected, kept_out.rows), formOf(kept_out.rows, row));
  const all = told.rows < issue_count ? say.theFirstFaultsAnd(number(told.rows)) : say.theFaults(plural(told.rows, say.faultAndNote));
  return h(
    "p",
    { class: "note ways downloads" },
    kept_out.rows > 0 && button(keptOut, kept_out.file, "kept-out"),
    button(issue_count === 1 ? say.downloadTheFaultWith : say.downloadWithLineAnd(all), told.file, "faults"),
  );
}
