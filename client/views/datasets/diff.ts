import type { Dataset } from "../../../server/domain/dataset";
import { Failure, readDiff } from "../../api";
import { fill, h } from "../../dom";
import * as words from "../../words/revisions";
import { differenceTables } from "./difference";
import { FIRST_GROUPING, groupingSelect } from "./grouping";
import { rowDifferences } from "./row-differences";

/** What a revision changed against the one before it, by dimensions of the reader's choice. */
export function diffPanel(dataset: Dataset, revision: number): HTMLElement {
  const tables = h("div", { "aria-live": "polite" });
  let latest = 0;
  const load = (by: string) => {
    latest += 1;
    const mine = latest;
    fill(tables, h("p", { class: "note" }, words.comparingWithRevision(revision - 1)));
    readDiff(dataset.slug, revision - 1, revision, by).then(
      (difference) => mine === latest && fill(tables, differenceTables(difference)),
      (error: unknown) => mine === latest && fill(tables, h("p", { class: "told" }, error instanceof Failure ? error.message : words.theComparisonCouldNot)),
    );
  };
  load(FIRST_GROUPING);
  return h(
    "div",
    { class: "diff" },
    h("div", { class: "grouping" }, groupingSelect(load).element, h("p", { class: "note" }, words.beforeIsRevisionAfter(revision - 1, revision))),
    tables,
    rowDifferences(dataset, revision - 1, revision),
  );
}
