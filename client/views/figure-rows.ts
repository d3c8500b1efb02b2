import type { StoredFigure } from "../../server/domain/figure";
import { MEASURES } from "../../server/domain/measure";
import { parsePeriod } from "../../server/domain/period";
import { joinRegion } from "../../server/domain/province";
import type { Query } from "../../server/domain/query";
import { memberLabel } from "../charts/plot";
import { type Child, fill, h } from "../dom";
import { amount, date } from "../format";
import * as say from "../words/rows";

const HEDGES: Record<string, string> = { exact: "", at_least: say.atLeast, about: say.about, nearly: say.nearly, over: say.over };

/** Printings of exactly the cell first, newest on top; then what else was printed inside the same stretch. */
export function figureRows(figures: readonly StoredFigure[], query: Query, address: string): Node[] {
  const region = joinRegion(query.filters.province ?? []) || "PK";
  const victim = [...(query.filters.victim ?? [])].sort().join("+");
  const type = query.filters.incident_type?.join("+") ?? "";
  const start = query.from?.start;
  const end = query.to?.end;
  const isExact = (figure: StoredFigure) =>
    figure.region === region &&
    figure.victim === victim &&
    figure.incident_type === type &&
    (!start || figure.period_start === start) &&
    (!end || figure.period_end === end);
  const newest = figures.toSorted((a, b) => b.published_on.localeCompare(a.published_on) || a.line - b.line);
  const exact = newest.filter(isExact);
  const others = newest.filter((figure) => !isExact(figure) && figure.region === region && figure.victim === victim && figure.incident_type === type);
  const around = newest.filter((figure) => !isExact(figure) && !others.includes(figure));
  const parts: Node[] = [];
  if (exact.length > 0) {
    parts.push(
      h("h3", {}, exact.length === 1 ? say.printedOnce : say.printedTimesNewestFirst(exact.length)),
      ...exact.map((figure) => printing(figure, false)),
    );
  } else parts.push(h("p", { class: "note" }, say.noReportPrintsThis));
  if (others.length > 0) parts.push(h("h3", {}, say.itsPartsInTime), unfolding(others));
  if (around.length > 0) {
    const list = unfolding(around);
    parts.push(exact.length > 0 ? h("details", {}, h("summary", {}, say.figuresOfTheSame(around.length)), list) : list);
  }
  parts.push(
    h(
      "p",
      { class: "source" },
      h("a", { href: `/api/figures?${address}` }, say.theseRowsAsJson),
      h("br"),
      h("span", { class: "mono" }, `/api/figures?${address}`),
    ),
  );
  return parts;
}

/** Printings shown before the reader asks for more. */
const SHOWN = 24;

/** A list of printings that may be long: the newest, and the rest by as many when asked for. */
function unfolding(figures: readonly StoredFigure[]): HTMLElement {
  const list = h("div");
  const foot = h("div", { class: "rows-more" });
  const add = (from: number) => {
    list.append(...figures.slice(from, from + SHOWN).map((figure) => printing(figure, true)));
    const rest = figures.length - from - SHOWN;
    const next = () => {
      add(from + SHOWN);
      // The keyboard goes on where the new ones begin.
      list.children[from + SHOWN]?.querySelector("a")?.focus();
    };
    fill(foot, rest > 0 && h("button", { type: "button", onclick: next }, say.showOfMore(Math.min(rest, SHOWN), rest)));
  };
  add(0);
  return h("div", {}, list, foot);
}

function printing(figure: StoredFigure, named: boolean): HTMLElement {
  const words: Child = [
    parsePeriod(figure.period)?.label ?? figure.period,
    memberLabel("province", figure.region),
    figure.victim && memberLabel("victim", figure.victim),
    figure.incident_type,
  ]
    .filter(Boolean)
    .join(", ");
  return h(
    "article",
    { class: "printing" },
    h(
      "p",
      { class: "printing-value" },
      HEDGES[figure.qualifier] ?? "",
      h("b", {}, amount(figure.value, MEASURES[figure.measure].unit)),
      h("span", {}, date(figure.published_on)),
    ),
    named && h("p", {}, words),
    h(
      "p",
      {},
      figure.report ?? say.reportNotNamed,
      figure.source && [
        say.asCarriedBy,
        /^https?:\/\//.test(figure.source_url ?? "") ? h("a", { href: figure.source_url, rel: "noreferrer", target: "_blank" }, figure.source) : figure.source,
      ],
    ),
    figure.scope && h("p", { class: "faint" }, say.counts(figure.scope)),
    figure.note && h("p", { class: "faint" }, figure.note),
    h("p", { class: "mono faint" }, say.line(figure.file_name ?? say.fileNotNamed, figure.line)),
  );
}
