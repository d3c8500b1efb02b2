import { PROVINCES, regionShort } from "../../../server/domain/province";
import { formatQuery } from "../../../server/domain/query";
import { UNSPLIT } from "../../../server/domain/table";
import { provinceMap } from "../../charts/map";
import { changeWords, gapPoint, isWhole, type Point } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { type Child, h } from "../../dom";
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
      h("td", { class: "bar-cell" }, bar(point, most, series.colour)),
      h("td", {}, cell(point, open("fatalities", series.key), `${series.label}, killed`)),
      h("td", {}, share(point, total)),
      h("td", { class: "text change-cell" }, change(point, story.before.label)),
      h("td", {}, cell(incidentsOf(series.key), open("incidents", series.key), `${series.label}, incidents`)),
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
            missing.length === PROVINCES.length ? "All provinces" : missing.map(regionShort).join(", "),
            h("span", { class: "under" }, "not printed apart"),
          ),
          h("td", { class: "bar-cell" }, bar(latestOf(rest), most, "edge", true)),
          h("td", {}, cell(latestOf(rest), open("fatalities"), "Not printed apart, killed")),
          h("td", {}, share(latestOf(rest), total)),
          h("td", { class: "text change-cell" }, "no base printed"),
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
        h("th", { scope: "col" }, "Province"),
        h("td", { class: "bar-cell" }),
        h("th", { scope: "col", class: "numeric" }, "Killed"),
        h("th", { scope: "col" }, "Share"),
        h("th", { scope: "col", class: "text change-cell" }, `Change on ${story.before.label}`),
        h("th", { scope: "col", class: "numeric" }, "Incidents"),
      ),
    ),
    h("tbody", {}, known.map(row), together),
    h(
      "tbody",
      {},
      h(
        "tr",
        { class: "total" },
        h("th", { scope: "row" }, story.dataset.kind === "figures" ? "Pakistan" : "All"),
        h("td", { class: "bar-cell" }),
        h("td", {}, cell(total, open("fatalities"), "Pakistan, killed")),
        h("td", {}, isWhole(total) && total.value > 0 ? "100%" : ""),
        h("td", { class: "text change-cell" }, change(total, story.before.label)),
        h("td", {}, cell(totalIncidents, open("incidents"), "Pakistan, incidents")),
      ),
    ),
  );
  const split = latestOf(story.provinces.incidents.find((series) => series.key === UNSPLIT)).value;
  const also = split === null ? "" : ` Incidents not printed by province: ${split} together, by subtraction.`;
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
      h("p", { class: "deck" }, `Killed by province, ${story.period.label}, with share of the total and change on ${story.before.label}`),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Provinces, table" }, table),
      h("p", { class: "source" }, sourceWords(story.dataset, story.answer), also, " ", h("a", { href: `/explore?${explore}` }, "Explore"), fileLinks(shown)),
    ),
    h(
      "div",
      { class: "provinces-map" },
      provinceMap(
        new Map(PROVINCES.map((code) => [code, latestOf(known.find((series) => series.key === code))])),
        (code) => open("fatalities", code),
        `Killed, ${story.period.label}`,
        story.dataset.kind === "figures" ? "Not printed apart" : "No row",
      ),
    ),
  );
}

/** No province was printed for the period: say so, and where one may be found. */
function notSplit(story: Story): HTMLElement {
  const years = formatQuery(question(story.dataset.slug, ["fatalities"], ["year", "province"]));
  const why =
    story.dataset.kind === "figures"
      ? `${story.dataset.publisher} did not print the provinces of ${story.period.label}.`
      : `No row of ${story.period.label} names a province.`;
  return h(
    "section",
    { class: "section" },
    h("h2", {}, `Killed by province, ${story.period.label}`),
    h("div", { class: "empty" }, h("p", {}, why), h("p", {}, h("a", { href: `/explore?${years}` }, "See all years"), ", some of which may be split.")),
  );
}

function bar(point: Point, most: number, colour: string, hatched = false): Child {
  if (point.value === null || point.value === 0) return null;
  const inner = h("span", { class: hatched ? "unsplit" : "" });
  inner.style.width = `${(point.value / most) * 100}%`;
  inner.style.setProperty("--hue", `var(--${colour})`);
  return h("span", { class: "bar", "aria-hidden": "true" }, inner);
}

function share(point: Point, total: Point): string {
  if (!isWhole(point) || !isWhole(total) || total.value === 0 || point.scope !== total.scope) return "";
  const percent = (point.value / total.value) * 100;
  return percent > 0 && percent < 1 ? "under 1%" : `${Math.round(percent)}%`;
}

function change(point: Point, base: string): Child {
  const [difference, percent, rest] = changeWords(point, base);
  if (difference === "") return h("span", { class: "faint" }, rest);
  const from = rest.replace(`on ${base}, from `, "on ");
  return [h("b", { class: "difference" }, difference), ` ${percent} ${from}`];
}
