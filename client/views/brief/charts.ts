import { formatQuery } from "../../../server/domain/query";
import { UNSPLIT } from "../../../server/domain/table";
import { bar } from "../../charts/bar";
import { type Frame, frame } from "../../charts/frame";
import { scopeBreaks, singleSeries, splitSeries } from "../../charts/plot";
import { isWhole, type Point, printed, revisionWords, statusWords } from "../../charts/point";
import { printImage } from "../../charts/print-image";
import type { ChartSpec } from "../../charts/spec";
import { type Child, fill, h } from "../../dom";
import { date, formOf, list, number } from "../../format";
import * as say from "../../words/brief";
import { is } from "../../words/plurals";
import { cell } from "../number";
import { during, question } from "../question";
import { sourceWords } from "../source";
import { type Report, trendPeriods } from "./load";
import { proofHref } from "./prose";

export interface Trend {
  element: HTMLElement;
  draw(report: Report): void;
  close(): void;
}

/** The killed of the periods up to the one reported, on screen as a chart to walk, on paper as an image. */
export function trend(): Trend {
  const chart: Frame = frame({ level: 2, height: "middle" });
  const paper = h("div");
  chart.element.insertBefore(paper, chart.element.querySelector(".source"));
  return {
    element: h("section", { class: "section" }, chart.element),
    draw(report) {
      const spec = specOf(report);
      const { answer, grain } = report.trend;
      const query = question(report.dataset.slug, ["fatalities"], [grain], { from: spec.periods[0] ?? null, to: spec.periods.at(-1) ?? null });
      chart.draw(
        {
          title: spec.finding,
          subtitle: say.killedPerTo(
            grain,
            spec.periods[0]?.label,
            spec.periods.at(-1)?.label,
            report.brief.as_of === null ? "" : say.asPrintedByDay(date(report.brief.as_of)),
          ),
          source: [
            sourceWords(report.dataset, answer.dataset),
            " ",
            h("a", { href: `/explore?${formatQuery({ ...query, as_of: report.brief.as_of })}` }, say.explore),
          ],
        },
        spec,
      );
      fill(paper, printImage(spec.finding, spec));
    },
    close: () => chart.close(),
  };
}

function specOf(report: Report): ChartSpec {
  const periods = trendPeriods(report);
  const series = singleSeries(report.trend.answer, report.trend.grain, periods, "fatalities");
  const last = periods.length - 1;
  const query = question(report.dataset.slug, ["fatalities"], [], { as_of: report.brief.as_of });
  return {
    shape: "columns",
    finding: finding(report, series.points),
    unit: "people",
    periods,
    series: [series],
    totals: null,
    breaks: scopeBreaks(series.points, periods),
    years: [],
    labelled: new Set(periods.length <= 12 ? periods.keys() : [last, highest(series.points)]),
    strong: last,
    rows: (_, index) => proofHref(`?${formatQuery(during(query, periods[index] ?? report.period))}`),
    words: (_, index) => {
      const point = series.points[index];
      const name = periods[index]?.label ?? "";
      if (point === undefined) return [name];
      return [name, point.value === null ? say.noFigure : say.killedCount(printed(point)), statusWords(point), revisionWords(point) ?? ""].filter(
        (line) => line !== "",
      );
    },
  };
}

const highest = (points: readonly Point[]) => points.reduce((best, point, at) => ((point.value ?? -1) > (points[best]?.value ?? -1) ? at : best), 0);

/** Whether the last known value is the highest of those shown, told only of what is shown. */
function finding({ period, trend }: Report, points: readonly Point[]): string {
  const last = points.at(-1);
  if (!isWhole(last)) return say.killedPerUpTo(trend.grain, period.label);
  const higher = points.slice(0, -1).filter((point) => (point.value ?? 0) > last.value && point.scope === last.scope).length;
  const of = say.ofTheSShown(trend.grain);
  if (higher === 0) return say.killedInNoKnown(printed(last), period.label, of);
  return say.killedInHigher(printed(last), period.label, higher === 1 ? say.oneKnownFigure : say.knownFigures(higher), of, formOf(higher, is));
}

/** The killed by province as bars: marks of the page, so that they print as sharp as text. */
export function provinces(report: Report): Child {
  const series = splitSeries(report.provinces, null, [], "province", "fatalities").map((one) => ({ ...one, point: one.points[0] }));
  const known = series.filter((one) => one.key !== UNSPLIT && isWhole(one.point));
  const rest = series.find((one) => one.key === UNSPLIT)?.point;
  const missing = series.filter((one) => one.key !== UNSPLIT && !isWhole(one.point)).map(({ label }) => label);
  if (known.length === 0) return null;
  const most = Math.max(1, ...[...known.map(({ point }) => point?.value ?? 0), rest?.value ?? 0]);
  const row = (label: string, point: Point | undefined, colour: string, hatched = false): Child =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label),
      h("td", { class: "bar-cell" }, bar(point?.value, most, colour, hatched)),
      h("td", {}, point && cell(point, null, "")),
    );
  const top = known[0];
  return h(
    "section",
    { class: "section" },
    h("h2", {}, say.ofTheKilledOf(top?.label, number(top?.point?.value ?? 0), report.period.label)),
    h("p", { class: "deck" }, say.killedByProvince(report.period.label)),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say.provincesTable },
      h(
        "table",
        { class: "ranking brief-provinces" },
        h(
          "thead",
          {},
          h("tr", {}, h("th", { scope: "col" }, say.province), h("td", { class: "bar-cell" }), h("th", { scope: "col", class: "numeric" }, say.killed)),
        ),
        h(
          "tbody",
          {},
          known.map((one) => row(one.label, one.point, one.colour)),
          rest?.value ? row(say.notPrintedApart(list(missing)), rest, "edge", true) : null,
        ),
      ),
    ),
    h("p", { class: "source" }, sourceWords(report.dataset, report.provinces.dataset), rest?.value ? say.whatWasNotPrinted : ""),
  );
}
