import type { RowCounts, UpdateCounts } from "../../server/domain/report";
import { h } from "../dom";
import { number } from "../format";
import * as words from "../words/upload-review";

const count = (name: string, value: number, tone = "") => h("div", {}, h("dt", {}, name), h("dd", { class: value > 0 ? tone : "none" }, number(value)));

/** How the rows fared, in one line across the page. */
export function rowTally({ read, accepted, rejected, out_of_scope, duplicate, total_rows }: RowCounts): HTMLElement {
  return h(
    "dl",
    { class: "tally-line" },
    count(words.rowsRead, read),
    count(words.accepted, accepted),
    count(words.keptOut, rejected, "bad"),
    count(words.outsideTheScope, out_of_scope),
    count(words.totalsLeftAside, total_rows),
    count(words.repeatsAccepted, duplicate),
  );
}

/** What an update does to the incidents there are. */
export function updateTally({ new: added, changed, unchanged, withdrawn }: UpdateCounts): HTMLElement {
  return h(
    "dl",
    { class: "tally-line" },
    count(words.newIncidents, added),
    count(words.changed, changed),
    count(words.unchanged, unchanged),
    count(words.withdrawn, withdrawn, "bad"),
  );
}
