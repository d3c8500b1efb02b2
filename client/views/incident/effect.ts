import { PEOPLE, type People } from "../../../server/domain/incident-report";
import { parseQuery } from "../../../server/domain/query";
import type { ChangedTotal, IncidentAnswer } from "../../api";
import { memberLabel } from "../../charts/plot";
import { type Child, h, unbroken } from "../../dom";
import { capital, date, list, number, plural, signed } from "../../format";
import * as say from "../../words/incident";
import * as plurals from "../../words/plurals";
import { rowsHref } from "../number";

type Alternative = IncidentAnswer["alternatives"][number];

const WORDS: Record<People, string> = { fatalities: say.peopleKilled, injured: say.peopleWounded };
const cellOf = ({ period, province }: ChangedTotal) => `${period} ${province ?? ""}`;
const cellWords = ({ period, province }: ChangedTotal) => (province === null ? say.all(period) : `${memberLabel("province", province)}, ${period}`);

/** Which totals hang on the choice: for each other value that reports give, the totals now and as they would be. */
export function effectSection(found: IncidentAnswer): HTMLElement | null {
  if (found.reports.length < 2) return null;
  const tables = PEOPLE.map((measure) => table(found, measure)).filter((one) => one !== null);
  return h(
    "section",
    { class: "section effect" },
    h("h2", {}, say.ifAnotherReportWere),
    h("p", { class: "deck" }, tables.length === 0 ? say.noTotalWouldChange : say.theTotalsOfThis),
    tables,
  );
}

function table(found: IncidentAnswer, measure: People): HTMLElement | null {
  const others = found.alternatives.filter((one) => one.measure === measure);
  if (others.length === 0) return null;
  const own = (one: Alternative) => one.totals.filter((total) => total.measure === measure);
  const cells = new Map(others.flatMap(own).map((total) => [cellOf(total), total]));
  const several = found.parts.length > 1;
  const now = h(
    "tr",
    { class: "total" },
    h("th", { scope: "row", class: "believed" }, say.asCounted(several ? "" : (found.incident[measure].best ?? say.notKnown), WORDS[measure])),
    [...cells.values()].map((total) => h("td", {}, opened(total))),
  );
  return h(
    "div",
    { class: "effect-part" },
    h("h3", {}, capital(WORDS[measure])),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say.totalsOfByReport(WORDS[measure]) },
      h(
        "table",
        { class: "effect-table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col", class: "believed" }, say.believed),
            [...cells.values()].map((total) => h("th", { scope: "col" }, unbroken(cellWords(total)))),
          ),
        ),
        h(
          "tbody",
          {},
          now,
          others.map((one) => row(found, one, [...cells.keys()], own(one))),
        ),
      ),
    ),
    besides(others, measure),
  );
}

/** The number of now leads to the rows it sums. */
function opened(total: ChangedTotal): Child {
  const { query } = parseQuery(new URLSearchParams(total.query.slice(total.query.indexOf("?") + 1)));
  const words = total.now === null ? say.notKnown : number(total.now);
  return h("a", { class: "number", href: rowsHref(query), "aria-label": say.openTheRows(cellWords(total), words) }, words);
}

function row(found: IncidentAnswer, one: Alternative, cells: readonly string[], totals: readonly ChangedTotal[]): HTMLElement {
  const several = found.parts.length > 1;
  const what = several ? `${memberLabel("victim", one.victim)}: ` : "";
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row", class: "believed" },
      `${what}${number(one.value)} ${WORDS[one.measure]}`,
      h("span", { class: "under" }, sourcesOf(found, one), elsewhere(found, one)),
    ),
    cells.map((cell) => {
      const total = totals.find((each) => cellOf(each) === cell);
      if (total === undefined) return h("td", { class: "faint" }, say.same);
      return h("td", {}, h("b", {}, number(total.would_be)), h("span", { class: "range" }, unbroken(signed(total.difference))));
    }),
  );
}

function sourcesOf(found: IncidentAnswer, one: Alternative): string {
  const names = one.reports.map(
    (ref) => found.reports.find((report) => report.batch === ref.batch && report.line === ref.line && report.part === ref.part)?.source ?? say.aSourceNotNamed,
  );
  return `${plural(names.length, plurals.report)}: ${list(names)}`;
}

/** A report of another day or province moves the whole incident. */
function elsewhere({ incident }: IncidentAnswer, { placing }: Alternative): string {
  const parts = [
    placing.occurred_on === incident.occurred_on ? "" : date(placing.occurred_on),
    placing.province === incident.province ? "" : memberLabel("province", placing.province),
  ].filter(Boolean);
  return parts.length === 0 ? "" : say.putsItAt(parts.join(", "));
}

/** What else would change with them. */
function besides(others: readonly Alternative[], measure: People): HTMLElement | null {
  const also = new Set(others.flatMap((one) => one.totals.map((total) => total.measure)));
  const fatal = also.has("fatal_incidents") ? say.theNumberOfIncidents : "";
  const moved = also.has("incidents") ? say.theIncidentItselfWould : "";
  const casualties = also.has("casualties") ? say.casualtiesKilledAndWounded(measure === "fatalities" ? say.asTheKilled : say.asTheWounded) : "";
  return fatal === "" && moved === "" && casualties === "" ? null : h("p", { class: "source" }, fatal, moved, casualties);
}
