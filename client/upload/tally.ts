import type { RowCounts, UpdateCounts } from "../../server/domain/report";
import { h } from "../dom";
import { number } from "../format";

const line = (name: string, count: number, tone = "") => h("div", {}, h("dt", {}, name), h("dd", { class: count > 0 ? tone : "" }, number(count)));

/** How the rows fared. What did not occur is left out, but for what everybody asks. */
export function rowTally({ read, accepted, rejected, out_of_scope, duplicate, total_rows }: RowCounts): HTMLElement {
  return h(
    "dl",
    { class: "tally" },
    line("Read", read),
    line("Ready", accepted),
    line("Kept out", rejected, "bad"),
    line("Repeats among the ready", duplicate),
    line("Totals left aside", total_rows),
    out_of_scope > 0 && line("Left out, outside the scope", out_of_scope),
  );
}

/** What an update does to the incidents there are. */
export function updateTally({ new: added, changed, unchanged, withdrawn }: UpdateCounts): HTMLElement {
  return h("dl", { class: "tally" }, line("New incidents", added), line("Changed", changed), line("Unchanged", unchanged), line("Withdrawn", withdrawn, "bad"));
}
