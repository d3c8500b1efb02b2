import type { People } from "../../../server/domain/incident-report";
import type { ReconciledPart } from "../../../server/statistics/reconcile";
import type { IncidentAnswer, Told } from "../../api";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { type Child, h, unbroken } from "../../dom";
import { date, inWords, list, number, signed } from "../../format";
import * as texts from "../../words/incident";
import { whenWords } from "../incidents/table";

/** Fields that may stand in columns of their own where the reports differ in them. */
const TELLABLE = ["occurred_on", "province", "district", "place", "incident_type", "tactic", "perpetrator", "claimed_by", "target"] as const;
type Tellable = (typeof TELLABLE)[number];

const labelOf = (name: string) =>
  name === "occurred_on" ? texts.day : name === "fatalities" ? texts.peopleKilled : name === "injured" ? texts.peopleWounded : dimensionLabel(name);

/** Every report as its source gave it, side by side; what differs from what is counted is marked. On a phone a report is a block (see `rowsTable`). */
export function reportsSection(found: IncidentAnswer): HTMLElement {
  const { reports, differing, parts } = found;
  const columns = TELLABLE.filter((name) => differing.includes(name));
  const extra = [...new Set(reports.flatMap((report) => report.extra?.map(([name]) => name) ?? []))];
  const victims = parts.length > 1;
  const heads: [string, string][] = [
    [texts.published, "text"],
    [texts.reportedBy, "text source-cell"],
    ...(victims ? [[texts.victims, "text"] as [string, string]] : []),
    [texts.killed, ""],
    [texts.wounded, ""],
    ...columns.map((name): [string, string] => [labelOf(name), "text"]),
    ...extra.map((name): [string, string] => [name, "extra-head"]),
    [texts.whatElseItSays, "text says-cell"],
  ];
  const table = h(
    "table",
    { class: "report-table", role: "table" },
    h("caption", { class: "unseen" }, texts.reportsOfTheIncident),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        heads.map(([name, kind]) => h("th", { scope: "col", role: "columnheader", class: kind || null }, kind === "extra-head" ? quoted(name) : name)),
      ),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      reports.map((report) => line(report, { found, columns, extra, victims })),
    ),
  );
  return h(
    "section",
    { class: "section" },
    h("h2", {}, titleOf(found)),
    h("p", { class: "deck" }, differWords(found)),
    extra.length > 0 && h("p", { class: "note" }, texts.ownColumns),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.reportsTable }, table),
    h(
      "p",
      { class: "source" },
      reports.length > 1 && texts.markedDiffersFromWhat,
      reports.some(({ fatalities, injured }) => fatalities.best === null || injured.best === null) && texts.theReportGivesNo,
      texts.lowIsTheLeast(found.rule.words),
    ),
  );
}

/** A file's own column name, quoted. It may break after an underscore, and nowhere else. */
const quoted = (name: string): Child =>
  h(
    "q",
    {},
    h(
      "code",
      { dir: "auto" },
      name.split(/(?<=_)/).flatMap((part, at) => (at === 0 ? [part] : [h("wbr"), part])),
    ),
  );

function titleOf({ reports, differing }: IncidentAnswer): string {
  if (reports.length === 1) return texts.oneReportTellsOf;
  return differing.length === 0 ? texts.rowsWhichAgree(inWords(reports.length)) : texts.whatReportsSay(inWords(reports.length));
}

function differWords({ differing, reports }: IncidentAnswer): string {
  if (reports.length === 1) return texts.thereIsNoOther;
  if (differing.length === 0) return texts.whereTheySaySomething;
  return texts.theyDifferInIn(list(differing.map((name) => labelOf(name).toLowerCase())));
}

interface Around {
  found: IncidentAnswer;
  columns: readonly Tellable[];
  extra: readonly string[];
  victims: boolean;
}

function line(report: Told, { found, columns, extra, victims }: Around): HTMLElement {
  const part = found.parts.find(({ victim }) => victim === report.victim);
  const standing = found.reports.find((one) => part !== undefined && isStanding(one, part));
  const stands = part !== undefined && isStanding(report, part) && found.reports.length > 1;
  const url = report.source_url ?? "";
  const source = report.source ?? texts.notNamed;
  return h(
    "tr",
    { class: stands ? "stands" : null, role: "row" },
    h(
      "th",
      { scope: "row", class: "text when", role: "rowheader" },
      report.published_on === null ? h("span", { class: "faint" }, texts.undated) : date(report.published_on),
    ),
    h(
      "td",
      { class: "text source-cell", role: "cell" },
      /^https?:\/\//.test(url) ? h("a", { href: url, rel: "noreferrer", target: "_blank" }, source) : source,
      stands && h("span", { class: "under" }, texts.standsForTheOthers),
      h("span", { class: "under mono" }, texts.line(report.file_name ?? texts.fileNotNamed, report.line)),
    ),
    victims && h("td", { class: "text whom", role: "cell" }, memberLabel("victim", report.victim)),
    counted(report, part, "fatalities"),
    counted(report, part, "injured"),
    columns.map((name) => told(report, standing, name)),
    extra.map((name) =>
      h("td", { class: "extra-cell", role: "cell", "data-label": texts.ownColumn(name) }, report.extra?.find(([header]) => header === name)?.[1] ?? ""),
    ),
    h("td", { class: "text says-cell", role: "cell", dir: "auto" }, report.notes ?? ""),
  );
}

const isStanding = (report: Told, { standing }: ReconciledPart) =>
  report.batch === standing.batch && report.line === standing.line && report.part === standing.part;

/** A count as the report gave it, with its difference from what is counted. */
function counted(report: Told, part: ReconciledPart | undefined, measure: People): HTMLElement {
  const { best, low, high } = report[measure];
  const now = part?.[measure].best ?? null;
  const range = low !== null && high !== null && low !== high ? `${number(low)}–${number(high)}` : "";
  const word = ` ${measure === "fatalities" ? texts.peopleKilled : texts.peopleWounded}`;
  if (best === null)
    return h(
      "td",
      { class: "people", role: "cell", "data-label": word },
      range ? unbroken(range) : [h("span", { class: "gap" }, "⋯"), h("span", { class: "unseen" }, texts.notGiven)],
    );
  const apart = now !== null && best !== now;
  return h(
    "td",
    { class: apart ? "people apart" : "people", role: "cell", "data-label": word },
    h("b", { class: "count" }, number(best)),
    range && h("span", { class: "range" }, unbroken(range)),
    apart && h("span", { class: "range" }, unbroken(signed(best - now))),
  );
}

function told(report: Told, standing: Told | undefined, name: Tellable): HTMLElement {
  const value = report[name];
  const label = `${labelOf(name)}: `;
  if (value === null) return h("td", { class: "text told-cell", role: "cell", "data-label": label }, h("span", { class: "faint" }, texts.notSaid));
  const apart = standing !== undefined && standing[name] !== null && standing[name] !== value;
  const words: Child = name === "occurred_on" ? whenWords(report) : name === "province" ? memberLabel("province", value) : value;
  return h("td", { class: apart ? "text told-cell apart" : "text told-cell", role: "cell", "data-label": label, dir: "auto" }, words);
}
