import type { Count } from "../../../server/domain/incident";
import { parsePeriod, periodInWords, periodOf } from "../../../server/domain/period";
import type { Term } from "../../../server/domain/search";
import type { Cell, Row } from "../../../server/domain/table";
import { memberLabel } from "../../charts/plot";
import { type Child, h, unbroken } from "../../dom";
import { capital, number, plural } from "../../format";
import * as texts from "../../words/incidents";
import * as plurals from "../../words/plurals";
import { incidentHref, type Listing } from "./address";
import { marked, snippet, termsOf } from "./found";

const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? "" : String(cell));

/** The day as exactly as it is known: a month's incident has no day. */
export function whenWords(row: { occurred_on?: Cell; date_precision?: Cell }): string {
  const day = text(row.occurred_on);
  const precision = text(row.date_precision);
  if (precision === "month" || precision === "quarter" || precision === "year") return periodInWords(periodOf(day, precision));
  const words = parsePeriod(day) === null ? day : periodInWords(periodOf(day, "day"));
  return precision === "week" ? texts.weekOf(words) : words;
}

/** Place, district and province, the nearest first. */
export function whereWords(row: { place?: Cell; district?: Cell; province?: Cell }): string[] {
  const province = memberLabel("province", text(row.province));
  return [...new Set([text(row.place), text(row.district), province])].filter(Boolean);
}

/** A count with its range, or that it was not given; zero was given. Listed report by report, a row says its own and then what is counted. */
function countCell(row: Row, measure: "fatalities" | "injured", every: boolean): HTMLElement {
  const [best, low, high] = [row[measure], row[`${measure}_low`], row[`${measure}_high`]];
  const word = texts.besideCount[measure];
  const own = every ? (row.reported as unknown as Record<string, Count> | null)?.[measure] : undefined;
  const shown = own === undefined ? best : own.best;
  const range = typeof low === "number" && typeof high === "number" && low !== high ? `${number(low)}–${number(high)}` : "";
  const beside = own === undefined ? range : own.best === best ? "" : texts.countedAs(typeof best === "number" ? number(best) : texts.countedAsNone);
  return h(
    "td",
    { class: "people", role: "cell", "data-label": word },
    typeof shown === "number"
      ? h("b", { class: "count" }, number(shown))
      : [h("span", { class: "gap", title: texts.notReported(capital(word)) }, "⋯"), h("span", { class: "unseen" }, texts.countNotReported)],
    beside && h("span", { class: "range", title: own === undefined ? texts.reportsSay[measure](range) : null }, unbroken(beside)),
  );
}

function line(row: Row, listing: Listing, victims: boolean, terms: readonly Term[]): HTMLElement {
  const mark = (words: string) => marked(words, terms);
  const [place = "", ...rest] = whereWords(row);
  const what = [text(row.incident_type), text(row.tactic)].filter(Boolean).join(", ");
  const reports = Number(row.reports ?? 1);
  const who: Child = row.claimed_by
    ? [mark(text(row.claimed_by)), h("span", { class: "under" }, texts.claimedIt)]
    : row.perpetrator
      ? mark(text(row.perpetrator))
      : h("span", { class: "faint" }, texts.notStated);
  return h(
    "tr",
    { class: row.counted === false ? "uncounted" : null, role: "row" },
    h(
      "th",
      { scope: "row", class: "when", role: "rowheader" },
      h("a", { href: incidentHref(listing.query.dataset, row, listing.query.revision) }, whenWords(row)),
      reports > 1 && h("span", { class: "under" }, plural(reports, plurals.report)),
      row.counted === false && h("span", { class: "under" }, texts.notCountedAgain),
    ),
    h(
      "td",
      { class: "text where", role: "cell" },
      h("span", { dir: "auto" }, mark(place)),
      rest.length > 0 && h("span", { class: "under" }, mark(rest.join(", "))),
    ),
    h(
      "td",
      { class: "text what", role: "cell" },
      mark(what),
      row.target ? h("span", { class: "under" }, texts.target, mark(text(row.target))) : null,
      row.notes ? h("span", { class: "under notes-line", dir: "auto" }, snippet(text(row.notes), terms)) : null,
      listing.every && row.source ? h("span", { class: "under" }, texts.toldBy, mark(text(row.source))) : null,
    ),
    h("td", { class: "text who", role: "cell" }, who),
    victims && h("td", { class: "text whom", role: "cell" }, memberLabel("victim", text(row.victim))),
    countCell(row, "fatalities", listing.every),
    countCell(row, "injured", listing.every),
  );
}

/**
 * The rows of a page, each leading to its incident. The victim's class has a column where any row names one. A phone shows each row as a
 * block, which takes the table's own meaning away in some browsers: the roles say it again.
 */
export function rowsTable(rows: readonly Row[], listing: Listing, caption: string): HTMLElement {
  const terms = termsOf(listing.q);
  const victims = rows.some((row) => row.victim !== "unspecified");
  const heads = [
    [texts.when, "text"],
    [texts.where, "text where"],
    [texts.what, "text what"],
    [texts.who, "text who"],
    ...(victims ? [[texts.victims, "text"]] : []),
    [texts.killed, ""],
    [texts.wounded, ""],
  ];
  return h(
    "table",
    { class: "incident-table", role: "table" },
    h("caption", { class: "unseen" }, caption),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        heads.map(([name, kind]) => h("th", { scope: "col", role: "columnheader", class: kind || null }, name ?? "")),
      ),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      rows.map((row) => line(row, listing, victims, terms)),
    ),
  );
}
