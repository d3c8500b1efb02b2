import type { RowCounts, UpdateCounts } from "../../server/domain/report";
import { h } from "../dom";
import { number } from "../format";

const count = (name: string, value: number, tone = "") => h("div", {}, h("dt", {}, name), h("dd", { class: value > 0 ? tone : "none" }, number(value)));

/** How the rows fared, in one line across the page. */
export function rowTally({ read, accepted, rejected, out_of_scope, duplicate, total_rows }: RowCounts): HTMLElement {
  return h(
    "dl",
    { class: "tally-line" },
    count("Rows read", read),
    count("Accepted", accepted),
    count("Kept out", rejected, "bad"),
    count("Outside the scope", out_of_scope),
    count("Totals left aside", total_rows),
    count("Repeats, accepted", duplicate),
  );
}

/** What an update does to the incidents there are. */
export function updateTally({ new: added, changed, unchanged, withdrawn }: UpdateCounts): HTMLElement {
  return h(
    "dl",
    { class: "tally-line" },
    count("New incidents", added),
    count("Changed", changed),
    count("Unchanged", unchanged),
    count("Withdrawn", withdrawn, "bad"),
  );
}
