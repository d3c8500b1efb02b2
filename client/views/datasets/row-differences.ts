import type { Dataset } from "../../../server/domain/dataset";
import type { RowDifference } from "../../../server/domain/row-difference";
import { Failure, type RowDifferences, readRowDifferences } from "../../api";
import { fill, h } from "../../dom";
import { number } from "../../format";
import { select } from "../../inputs/select";
import * as say from "../../words/revisions";
import { cellsOfRow, differenceWord, nameOfRow, originOf } from "./row-cells";

const CHOICES = [
  { value: "", label: say.allThatDiffer },
  { value: "changed", label: say.changed },
  { value: "added", label: say.added },
  { value: "removed", label: say.removed },
];

/** The rows two revisions do not share, a page at a time; they are compared when somebody opens the list. */
export function rowDifferences({ slug, sharing }: Dataset, from: number, to: number): HTMLElement {
  if (sharing === "aggregates") {
    return h("p", { class: "note" }, say.theLicenceOfThis);
  }
  const list = h("div", { "aria-live": "polite" });
  const pick = select(say.rows);
  pick.offer(CHOICES, "");
  let latest = 0;
  const load = () => {
    latest += 1;
    const mine = latest;
    fill(list, h("p", { class: "note" }, say.comparingTheRows));
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
    h("summary", {}, say.rowByRow),
    h("div", { class: "grouping" }, pick.element, h("p", { class: "note" }, h("a", { href: csv }, say.allAsCsv))),
    list,
  );
  box.addEventListener("toggle", () => {
    if (box.open && latest === 0) load();
  });
  return box;
}

const said = (error: unknown) => (error instanceof Failure ? error.message : say.theRowsCouldNot);

function tableOf(first: RowDifferences, readOn: (cursor: string) => Promise<RowDifferences>): Node[] {
  const { counts } = first;
  const words = counts === null ? "" : say.changedAddedRemoved(number(counts.changed), number(counts.added), number(counts.removed));
  if (first.rows.length === 0) return [h("p", { class: "note" }, words), h("div", { class: "empty" }, h("p", {}, say.noRowDiffersIn))];
  const body = h("tbody", {}, first.rows.map(line));
  const more = h("button", { type: "button" }, say.showMoreRows);
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
  const heads = [say.row, "", say.cells, say.fileAndLine].map((name) =>
    h("th", { scope: "col", class: "text" }, name || h("span", { class: "unseen" }, say.difference)),
  );
  return [
    h("p", { class: "note" }, words),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say.rowsThatDifferTable },
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
