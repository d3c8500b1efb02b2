import { PROVINCES, regionShort } from "../../../server/domain/province";
import { formatQuery } from "../../../server/domain/query";
import { UNSPLIT } from "../../../server/domain/table";
import { bar } from "../../charts/bar";
import { provinceMap } from "../../charts/map";
import { changeWords, gapPoint, isWhole, type Point } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { type Child, h } from "../../dom";
import * as words from "../../words/overview";
import { allYearsMayBeSplit } from "../../words/overview-sentences";
import { cell, rowsHref } from "../number";
import { question } from "../question";
import { sourceWords } from "../source";
import { fileLinks } from "./files";
import { provinceFinding } from "./findings";
import { latestOf, type Story } from "./load";

/** Provinces ranked, with share and change, beside the map of the same numbers. */
export function provinceSection(story: Story): HTMLElement {
  const total = story.trend.fatalities.points[story.latest] ?? gapPoint("fatalities");
  const known = story.provinces.fatalities
    .filter((series) => series.key !== UNSPLIT && latestOf(series).value !== null)
    .toSorted((a, b) => (latestOf(b).value ?? 0) - (latestOf(a).value ?? 0));
  const missing = PROVINCES.filter((code) => !known.some((series) => series.key === code));
  const rest = story.provinces.fatalities.find((series) => series.key === UNSPLIT);
  const most = Math.max(1, ...known.map((series) => latestOf(series).value ?? 0), latestOf(rest).value ?? 0);
  const incidentsOf = (key: string) => latestOf(story.provinces.incidents.find((series) => series.key === key));
  const totalIncidents = story.trend.incidents.points[story.latest] ?? gapPoint("incidents");
  const query = question(story.dataset.slug, ["fatalities"], [], { from: story.period, to: story.period });
  const open = (measure: "fatalities" | "incidents", province?: string) =>
    rowsHref({ ...query, measure: [measure], filters: province ? { province: [province] } : {} });
  if (known.length === 0) return notSplit(story);
  const row = (series: Series): HTMLElement => {
    const point = latestOf(series);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("span", { class: "long" }, series.label)),
      h("td", { class: "bar-cell" }, bar(point.value, most, series.colour)),
      h("td", {}, cell(point, open("fatalities", series.key), words.provinceKilled(series.label))),
      h("td", {}, share(point, total)),
      h("td", { class: "text change-cell" }, change(point, story.before.label)),
      h("td", {}, cell(incidentsOf(series.key), open("incidents", series.key), words.provinceIncidents(series.label))),
    );
  };
  const together =
    missing.length > 0 && story.dataset.kind === "figures"
      ? h(
          "tr",
          {},
          h(
            "th",
            { scope: "row" },
            missing.length === PROVINCES.length ? words.allProvinces : missing.map(regionShort).join(", "),
            h("span", { class: "under" }, words.notPrintedApart),
          ),
          h("td", { class: "bar-cell" }, bar(latestOf(rest).value, most, "edge", true)),
          h("td", {}, cell(latestOf(rest), open("fatalities"), words.notPrintedApartKilled)),
          h("td", {}, share(latestOf(rest), total)),
          h("td", { class: "text change-cell" }, words.noBasePrinted),
          h("td", {}, cell(gapPoint("incidents"), null, "")),
        )
      : null;
  const table = h(
    "table",
    { class: "ranking" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, words.province),
        h("td", { class: "bar-cell" }),
        h("th", { scope: "col", class: "numeric" }, words.killed),
        h("th", { scope: "col" }, words.share),
        h("th", { scope: "col", class: "text change-cell" }, words.changeOn(story.before.label)),
        h("th", { scope: "col", class: "numeric" }, words.incidents),
      ),
    ),
    h("tbody", {}, known.map(row), together),
    h(
      "tbody",
      {},
      h(
        "tr",
        { class: "total" },
        h("th", { scope: "row" }, story.dataset.kind === "figures" ? words.pakistan : words.all),
        h("td", { class: "bar-cell" }),
        h("td", {}, cell(total, open("fatalities"), words.pakistanKilled)),
        h("td", {}, isWhole(total) && total.value > 0 ? "100%" : ""),
        h("td", { class: "text change-cell" }, change(total, story.before.label)),
        h("td", {}, cell(totalIncidents, open("incidents"), words.pakistanIncidents)),
      ),
    ),
  );
  const split = latestOf(story.provinces.incidents.find((series) => series.key === UNSPLIT)).value;
  const also = split === null ? "" : ` ${words.incidentsNotPrintedBy(split)}`;
  const span = { from: story.before, to: story.period };
  const explore = formatQuery(question(story.dataset.slug, ["fatalities"], [story.grain, "province"], span));
  const shown = question(story.dataset.slug, ["fatalities", "incidents"], [story.grain, "province"], { ...span, change: "previous", share: "province" });
  return h(
    "section",
    { class: "section provinces" },
    h(
      "div",
      { class: "provinces-table" },
      h("h2", {}, provinceFinding(story)),
      h("p", { class: "deck" }, words.killedByProvinceWith(story.period.label, story.before.label)),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.provincesTable }, table),
      h(
        "p",
        { class: "source" },
        sourceWords(story.dataset, story.answer),
        also,
        " ",
        h("a", { href: `/explore?${explore}` }, words.explore),
        fileLinks(shown),
      ),
    ),
    h(
      "div",
      { class: "provinces-map" },
      provinceMap(
        new Map(PROVINCES.map((code) => [code, latestOf(known.find((series) => series.key === code))])),
        (code) => open("fatalities", code),
        words.killedIn(story.period.label),
        story.dataset.kind === "figures" ? words.provinceNotPrinted : words.noRow,
      ),
    ),
  );
}

/** No province was printed for the period: say so, and where one may be found. */
function notSplit(story: Story): HTMLElement {
  const years = formatQuery(question(story.dataset.slug, ["fatalities"], ["year", "province"]));
  const why = story.dataset.kind === "figures" ? words.didNotPrintThe(story.dataset.publisher, story.period.label) : words.noRowOfNames(story.period.label);
  return h(
    "section",
    { class: "section" },
    h("h2", {}, words.killedByProvince(story.period.label)),
    h(
      "div",
      { class: "empty" },
      h("p", {}, why),
      h(
        "p",
        {},
        allYearsMayBeSplit((said) => h("a", { href: `/explore?${years}` }, said)),
      ),
    ),
  );
}

function share(point: Point, total: Point): string {
  if (!isWhole(point) || !isWhole(total) || total.value === 0 || point.scope !== total.scope) return "";
  const percent = (point.value / total.value) * 100;
  return percent > 0 && percent < 1 ? words.underOnePercent : `${Math.round(percent)}%`;
}

function change(point: Point, base: string): Child {
  const [difference, percent, rest] = changeWords(point, base, true);
  if (difference === "") return h("span", { class: "faint" }, rest);
  return [h("b", { class: "signed" }, difference), ` ${percent} ${rest}`];
}
