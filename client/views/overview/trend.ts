import { formatQuery } from "../../../server/domain/query";
import { cellWords } from "../../charts/cell-words";
import { type Frame, frame } from "../../charts/frame";
import { scopeBreaks } from "../../charts/plot";
import { isWhole, type Point } from "../../charts/point";
import type { ChartSpec, YearMark } from "../../charts/spec";
import { h } from "../../dom";
import * as say from "../../words/overview";
import { type TakeAway, takeAway } from "../explore/take-away";
import { rowsHref } from "../number";
import { during, question } from "../question";
import { sourceWords } from "../source";
import { trendFinding } from "./findings";
import type { Story } from "./load";

/** What fits under a phone's axis without touching: seven year totals, six on the narrowest. */
const onPhone = () => (innerWidth < 400 ? 24 : 28);

export interface Trend {
  element: HTMLElement;
  draw(story: Story): void;
  close(): void;
}

/** Killed in every period, with the years' own totals beneath. A phone shows the last seven years. */
export function trendChart(): Trend {
  const chart: Frame = frame({ level: 2, height: "tall" });
  const away = takeAway((open) => stage.classList.toggle("with-menu", open));
  const stage = h("div", { class: "stage" }, h("div", { class: "stage-main" }, chart.element), h("div", { class: "stage-side" }, away.button, away.panel));
  const phone = matchMedia("(max-width: 700px)");
  let story: Story | null = null;
  const redraw = () => story && drawTrend(chart, away, story, phone.matches);
  phone.addEventListener("change", redraw);
  return {
    element: h("section", { class: "section" }, stage),
    draw(next) {
      story = next;
      redraw();
    },
    close() {
      phone.removeEventListener("change", redraw);
      chart.close();
    },
  };
}

function drawTrend(chart: Frame, away: TakeAway, story: Story, phone: boolean): void {
  const all = story.trend.fatalities;
  const known = all.points.findIndex((point) => isWhole(point));
  const yearStart = story.periods.findIndex((period) => period.label.startsWith(story.periods[known]?.label.slice(0, 4) ?? ""));
  const first = phone && story.grain === "quarter" ? Math.max(yearStart, story.periods.length - onPhone()) : Math.max(0, yearStart);
  const periods = story.periods.slice(first);
  const points = all.points.slice(first);
  const latest = story.latest - first;
  const query = question(story.dataset.slug, ["fatalities"], []);
  const finding = trendFinding(story);
  const spec: ChartSpec = {
    shape: "columns",
    finding,
    unit: "people",
    periods,
    series: [{ ...all, points }],
    totals: null,
    breaks: scopeBreaks(points, periods),
    years: story.grain === "quarter" ? yearMarks(story, periods) : [],
    labelled: labelled(points, latest, phone),
    strong: latest,
    rows: (_, index) => rowsHref(during(query, periods[index] ?? story.period)),
    words: (_, index) => cellWords(`${periods[index]?.label}${story.dataset.kind === "figures" ? `, ${say.pakistan}` : ""}`, points[index], say.peopleKilled),
  };
  const shown = question(story.dataset.slug, ["fatalities"], [story.grain], { from: periods[0] ?? null, to: periods.at(-1) ?? null });
  const subtitle = say.killedPer(story.grain, periods[0]?.label, periods.at(-1)?.label, {
    inPakistan: story.dataset.kind === "figures",
    withYears: spec.years.length > 0,
  });
  const source = (spec.breaks.length > 0 ? say.latestPrintingAcrossScopes : say.latestPrinting)(sourceWords(story.dataset, story.answer));
  away.show({
    query: shown,
    look: "columns",
    parts: shown,
    dataset: story.answer,
    rows: periods.length,
    periods: periods.length,
    publisher: story.dataset.publisher,
    spec,
    captions: { title: finding, subtitle, source },
  });
  chart.draw(
    {
      title: finding,
      subtitle: [
        subtitle,
        first > yearStart
          ? [
              ". ",
              h(
                "a",
                { href: `/explore?${formatQuery(question(story.dataset.slug, ["fatalities"], [story.grain]))}` },
                say.from(story.periods[yearStart]?.label),
              ),
            ]
          : "",
      ],
      source: [
        source,
        " ",
        h("a", { href: `/explore?${formatQuery(shown)}&view=table` }, say.table),
        "\u00a0· ",
        h("a", { href: rowsHref(query) }, say.allPrintings),
      ],
    },
    spec,
  );
}

/** The latest and the highest, none next to another that is labelled already. */
function labelled(points: readonly Point[], latest: number, phone: boolean): Set<number> {
  if (points.length <= (phone ? 6 : 16)) return new Set(points.flatMap((point, index) => (isWhole(point) ? index : [])));
  const chosen = new Set([latest]);
  const [peaks, apart] = phone ? [2, 3] : [5, 2];
  const order = points.flatMap((point, index) => (isWhole(point) ? index : [])).sort((a, b) => (points[b]?.value ?? -1) - (points[a]?.value ?? -1));
  const isPeak = (index: number) => [index - 1, index + 1].every((other) => (points[other]?.value ?? -1) <= (points[index]?.value ?? -1));
  for (const index of order) {
    if (chosen.size > peaks) break;
    if (isPeak(index) && ![...chosen].some((other) => Math.abs(other - index) < apart)) chosen.add(index);
  }
  return chosen;
}

function yearMarks(story: Story, periods: readonly { label: string }[]): YearMark[] {
  const marks: YearMark[] = [];
  let scope: string | null = null;
  periods.forEach((period, index) => {
    const label = period.label.slice(0, 4);
    const open = marks.at(-1);
    if (open?.label === label) {
      open.last = index;
      return;
    }
    const total = story.years.get(label) ?? null;
    const level = story.dataset.kind === "figures";
    const broken = scope !== null && total?.scope !== null && total?.scope !== undefined && total.scope !== scope;
    scope = total?.scope ?? scope;
    // A year known only in part has no level to show.
    marks.push({ label, first: index, last: index, total: total?.status === "partial" ? { ...total, value: null } : total, level, broken });
  });
  return marks;
}
