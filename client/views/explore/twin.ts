import { MEASURES } from "../../../server/domain/measure";
import type { Query } from "../../../server/domain/query";
import { dimensionLabel } from "../../charts/plot";
import { h, unbroken } from "../../dom";
import { monthName } from "../../format";
import * as say from "../../words/explore-table";
import type { Findings } from "./load";
import { longBody } from "./long-body";
import { nameOf, numeric } from "./member-cells";
import { rankingTable } from "./ranking";
import { wholeName } from "./ranking-of";
import { tidy } from "./tidy";

const WIDE = 8;

/** The same answer as a table: every cell of the chart and no other, each opening its rows. */
export function twin(found: Findings): HTMLElement {
  const { query, category, time, aspect } = found;
  const isBare = query.measure.length === 1 && additionsOf(query).every((one) => one === aspect);
  const calendar =
    category === null && (time === "quarter" || time === "month") && query.by.length === 1 && isBare && aspect === "value" && found.periods.length > WIDE;
  const grid = category !== null && isBare;
  const table = grid
    ? time === null
      ? rankingTable(found)
      : found.periods.length <= WIDE
        ? membersDown(found)
        : periodsDown(found)
    : calendar
      ? yearsDown(found)
      : tidy(found);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say.sameNumbers }, table);
}

/** What stands beside the plain figures. */
function additionsOf(query: Query): string[] {
  const { cumulative, rolling, per_day, rank, peak, bounds, earlier, change, share } = query;
  const asked = { cumulative, rolling: rolling !== null, per_day, rank, peak: peak !== null, bounds, earlier: earlier !== null };
  return Object.entries({ ...asked, change: change !== null, share: share !== null }).flatMap(([name, isAsked]) => (isAsked ? [name] : []));
}

function membersDown(found: Findings): HTMLElement {
  const measure = found.query.measure[0] ?? "fatalities";
  const rows = found.series.map((series) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, nameOf(series)),
      series.points.map((point, index) => h("td", {}, numeric(found, series, index, point))),
    ),
  );
  const total = found.total;
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, MEASURES[measure].short),
        found.periods.map((period) => h("th", { scope: "col", class: "numeric" }, unbroken(period.label))),
      ),
    ),
    h("tbody", {}, rows),
    total &&
      h(
        "tbody",
        {},
        h(
          "tr",
          { class: "total" },
          h("th", { scope: "row" }, wholeName(found)),
          total.points.map((point, index) => h("td", {}, numeric(found, { ...total, key: "" }, index, point))),
        ),
      ),
  );
}

function periodsDown(found: Findings): HTMLElement {
  const all = found.total ? [...found.series, { ...found.total, key: "", label: wholeName(found), short: wholeName(found) }] : found.series;
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, dimensionLabel(found.time ?? "")),
        all.map((series) => h("th", { scope: "col", class: "numeric" }, series.short)),
      ),
    ),
    longBody(found.periods, (period, index) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, unbroken(period.label)),
        all.map((series) => h("td", series.key === "" ? { class: "whole" } : {}, numeric(found, series, index, series.points[index]))),
      ),
    ),
  );
}

/** A long run of quarters or months as a calendar: a year a row. */
function yearsDown(found: Findings): HTMLElement {
  const series = found.series[0];
  const years = [...new Set(found.periods.map((period) => period.label.slice(0, 4)))];
  const parts = [...new Set(found.periods.map((period) => period.label.slice(5)))].sort();
  const name = (part: string) => (part.startsWith("Q") ? part : monthName(part));
  return h(
    "table",
    { class: found.time === "quarter" ? "calendar" : "calendar dense" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, say.year),
        parts.map((part) => h("th", { scope: "col", class: "numeric" }, name(part))),
      ),
    ),
    longBody(years, (year) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, year),
        parts.map((part) => {
          const index = found.periods.findIndex((period) => period.label === `${year}-${part}`);
          return h("td", {}, series && index >= 0 ? numeric(found, series, index, series.points[index]) : null);
        }),
      ),
    ),
  );
}
