import type { Dataset } from "../../../server/domain/dataset";
import type { RowDifference } from "../../../server/domain/row-difference";
import { Failure, type RowDifferences, readRowDifferences } from "../../api";
import { fill, h } from "../../dom";
import { number } from "../../format";
import { select } from "../../inputs/select";
import { cellsOfRow, differenceWord, nameOfRow, originOf } from "./row-cells";

const CHOICES = [
  { value: "", label: "All that differ" },
  { value: "changed", label: "Changed" },
  { value: "added", label: "Added" },
  { value: "removed", label: "Removed" },
];

/** The rows two revisions do not share, a page at a time; they are compared when somebody opens the list. */
export function rowDifferences({ slug, sharing }: Dataset, from: number, to: number): HTMLElement {
  if (sharing === "aggregates") {
    return h("p", { class: "note" }, "The licence of this dataset allows showing aggregates only, so its rows are not compared here.");
  }
  const list = h("div", { "aria-live": "polite" });
  const pick = select("Rows");
  pick.offer(CHOICES, "");
  let latest = 0;
  const load = () => {
    latest += 1;
    const mine = latest;
    fill(list, h("p", { class: "note" }, "Comparing the rows…"));
    readRowDifferences(slug, from, to, pick.value, null).then(
      (page) =>
        mine === latest &&
        fill(
          list,
          tableOf(page, (cursor) => readRowDifferences(slug, from, to, pick.value, cursor)),
        ),
      (error: unknown) => mine === latest && fill(list, h("p", { class: "told" }, said(error))),
    );
  };
  pick.onPick(load);
  const csv = `/api/datasets/${encodeURIComponent(slug)}/diff/rows.csv?from=${from}&to=${to}`;
  const box = h(
    "details",
    { class: "row-differences" },
    h("summary", {}, "Row by row"),
    h("div", { class: "grouping" }, pick.element, h("p", { class: "note" }, h("a", { href: csv }, "All as CSV"))),
    list,
  );
  box.addEventListener("toggle", () => {
    if (box.open && latest === 0) load();
  });
  return box;
}

const said = (error: unknown) => (error instanceof Failure ? error.message : "The rows could not be compared.");

function tableOf(first: RowDifferences, readOn: (cursor: string) => Promise<RowDifferences>): Node[] {
  const { counts } = first;
  const words = counts === null ? "" : `${number(counts.changed)} changed, ${number(counts.added)} added, ${number(counts.removed)} removed.`;
  if (first.rows.length === 0) return [h("p", { class: "note" }, words), h("div", { class: "empty" }, h("p", {}, "No row differs in this way."))];
  const body = h("tbody", {}, first.rows.map(line));
  const more = h("button", { type: "button" }, "Show more rows");
  const told = h("p", { class: "told", role: "alert" });
  let next = first.next_cursor;
  more.hidden = next === null;
  more.addEventListener("click", () => {
    if (next === null) return;
    more.disabled = true;
    fill(told);
    readOn(next)
      .then((page) => {
        const at = body.childElementCount;
        body.append(...page.rows.map(line));
        next = page.next_cursor;
        more.hidden = next === null;
        // The keyboard goes on where the new rows begin.
        if (more.hidden) (body.children[at]?.querySelector("th") ?? body).focus();
      })
      .catch((error: unknown) => fill(told, said(error)))
      .finally(() => {
        more.disabled = false;
      });
  });
  const heads = ["Row", "", "Cells", "File and line"].map((name) =>
    h("th", { scope: "col", class: "text" }, name || h("span", { class: "unseen" }, "Difference")),
  );
  return [
    h("p", { class: "note" }, words),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows that differ, table" },
      h("table", { class: "row-table" }, h("thead", {}, h("tr", {}, heads)), body),
    ),
    more,
    told,
  ];
}

function line(row: RowDifference): HTMLElement {
  const version = row.after ?? row.before;
  return h(
    "tr",
    {},
    h("th", { scope: "row", class: "text", tabindex: "-1" }, version && nameOfRow(version)),
    h("td", { class: `text ${row.difference}` }, differenceWord(row)),
    h("td", { class: "text" }, cellsOfRow(row)),
    h("td", { class: "text" }, originOf(row)),
  );
}
