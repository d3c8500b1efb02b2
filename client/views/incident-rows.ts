import type { Query } from "../../server/domain/query";
import { formatQuery } from "../../server/domain/query";
import type { Cell, Row } from "../../server/domain/table";
import { Failure, type RowsPage } from "../api";
import { type Child, fill, h } from "../dom";
import { date, number, plural } from "../format";
import * as words from "../words/incident";
import * as plurals from "../words/plurals";
import { incidentHref, listingHref, listingOf } from "./incidents/address";
import { whenWords, whereWords } from "./incidents/table";

const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? "" : String(cell));
const count = (cell: Cell | undefined, word: string): Child => (typeof cell === "number" ? [h("b", {}, number(cell)), ` ${word}`] : words.notReported(word));

/** The reports behind a number, one a row, with file and line; reports that were not counted say so. Further ones are fetched when asked for. */
export function incidentRows(first: RowsPage, query: Query, more: (cursor: string) => Promise<RowsPage>): Node[] {
  const address = formatQuery(query);
  if (first.incidents.length === 0) return [h("p", { class: "note" }, words.noRowFallsInto)];
  const heading = h("h3");
  const list = h("div", {});
  const foot = h("div", { class: "rows-more" });
  let shown = 0;
  const add = (page: RowsPage) => {
    shown += page.incidents.length;
    const all = page.next_cursor === null;
    fill(heading, all ? plural(shown, plurals.row) : words.theFirstRows(number(shown)));
    const from = list.childElementCount;
    list.append(...page.incidents.map((row) => report(row, query)));
    fill(foot, all ? null : furtherButton(page.next_cursor ?? "", from));
  };
  const furtherButton = (cursor: string, from: number) => {
    const button = h("button", { type: "button" }, words.showMoreRows);
    button.addEventListener("click", () => {
      button.disabled = true;
      more(cursor).then(
        (page) => {
          add(page);
          // The keyboard goes on where the new rows begin.
          list.children[list.childElementCount - page.incidents.length]?.querySelector("a")?.focus();
        },
        (error: unknown) =>
          fill(foot, h("p", { class: "note" }, error instanceof Failure ? error.message : words.theRowsCouldNot), furtherButton(cursor, from)),
      );
    });
    return button;
  };
  add(first);
  return [
    heading,
    h("p", { class: "note" }, h("a", { href: listingHref(listingOf(query, { every: true })) }, words.openTheseRowsUnder), words.toSearchNarrowAnd),
    list,
    foot,
    h(
      "p",
      { class: "source" },
      h("a", { href: `/api/incidents?${address}` }, words.theseRowsAsJson),
      ", ",
      h("a", { href: `/api/incidents.csv?${address}`, download: "" }, words.asCsv),
      h("br"),
      h("span", { class: "mono" }, `/api/incidents?${address}`),
    ),
  ];
}

function report(row: Row, query: Query): HTMLElement {
  const url = text(row.source_url);
  const reports = Number(row.reports ?? 1);
  const what = [text(row.incident_type), text(row.tactic), text(row.perpetrator), row.claimed_by ? words.claimedBy(text(row.claimed_by)) : ""].filter(Boolean);
  return h(
    "article",
    { class: row.counted === false ? "printing uncounted" : "printing" },
    h(
      "p",
      { class: "printing-value" },
      count(row.fatalities, words.peopleKilled),
      ", ",
      count(row.injured, words.peopleWounded),
      h(
        "span",
        {},
        h("a", { href: incidentHref(query.dataset, row, query.revision) }, row.date_precision === "day" ? date(text(row.occurred_on)) : whenWords(row)),
      ),
    ),
    h("p", { dir: "auto" }, whereWords(row).join(", ")),
    what.length > 0 && h("p", { dir: "auto" }, what.join("; ")),
    row.source
      ? h("p", {}, words.source, /^https?:\/\//.test(url) ? h("a", { href: url, rel: "noreferrer", target: "_blank" }, text(row.source)) : text(row.source))
      : null,
    row.notes ? h("p", { class: "faint", dir: "auto" }, text(row.notes)) : null,
    row.counted === false ? h("p", { class: "faint" }, words.anotherReportOfAn) : null,
    row.counted !== false && reports > 1 ? h("p", { class: "faint" }, words.standsForReportsOf(reports)) : null,
    h("p", { class: "mono faint" }, words.line(text(row.file_name) || words.fileNotNamed, text(row.line))),
  );
}
