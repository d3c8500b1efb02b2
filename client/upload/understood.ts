import type { Kind } from "../../server/domain/dataset";
import { h } from "../dom";
import { number, plural } from "../format";
import { fieldLabel } from "../words/fields";
import * as plurals from "../words/plurals";
import * as words from "../words/upload-columns";
import type { Preview } from "./preview";

/** What is read from which column, for a last look; open where there is nothing else to look at. */
export function understood(kind: Kind, { columns, groups }: Preview): HTMLElement {
  const read = columns.filter(({ field }) => field !== null);
  return h(
    "details",
    { class: "section quiet folded", open: groups.length === 0 },
    h("summary", {}, h("b", {}, words.whatIsRead), words.of(number(read.length), plural(columns.length, plurals.column))),
    h(
      "dl",
      { class: "facts" },
      read.map(({ header, field }) => h("div", {}, h("dt", { class: "mono" }, header), h("dd", {}, fieldLabel(kind, field ?? "")))),
    ),
  );
}
