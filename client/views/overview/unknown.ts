import { MEASURES } from "../../../server/domain/measure";
import { PROVINCES, regionShort } from "../../../server/domain/province";
import { UNSPLIT } from "../../../server/domain/table";
import { isWhole } from "../../charts/point";
import { type Child, h, unbroken } from "../../dom";
import { formOf, inWords, list, number, plural } from "../../format";
import * as words from "../../words/overview";
import * as plurals from "../../words/plurals";
import { HEADLINES, type Headline, latestOf, type Story } from "./load";

/** What a reader of the page must not take for known, computed from statuses and notes of the answers it is drawn from. */
export function unknowns(story: Story): HTMLElement {
  const items = [
    ...apart(story),
    ...hedges(story),
    ...missingMeasures(story),
    ...later(story),
    ...history(story),
    ...story.notes.slice(0, 2).map((note): Child => [h("b", {}, words.partsAndTotalDiffer), unbroken(note)]),
  ];
  return h(
    "section",
    { class: "unknown" },
    h("h2", {}, words.whatIsNotKnown),
    items.length === 0
      ? h("p", { class: "note" }, words.nothingOnThisPage)
      : h(
          "ul",
          {},
          items.map((item) => h("li", { class: "note" }, item)),
        ),
  );
}

function apart(story: Story): Child[] {
  const series = story.provinces.fatalities;
  const missing = PROVINCES.filter((code) => latestOf(series.find((one) => one.key === code)).value === null);
  if (missing.length === 0 || story.dataset.kind === "incidents") return [];
  if (missing.length === PROVINCES.length) return [[h("b", {}, words.noProvince), words.wasPrintedApartFor]];
  const rest = latestOf(series.find((one) => one.key === UNSPLIT)).value;
  const together = rest === null ? "." : words.killedInTheBy(number(rest), missing.length === 1 ? inWords(1) : words.together(inWords(missing.length)));
  return [[h("b", {}, list(missing.map(regionShort))), words.wereNotPrintedApart(formOf(missing.length, plurals.was), together)]];
}

const named = (which: readonly Headline[]) => list(which.map((name, at) => (at === 0 ? MEASURES[name].short : MEASURES[name].short.toLowerCase())));

function hedges(story: Story): Child[] {
  const hedged = HEADLINES.filter((name) => {
    const point = story.trend[name].points[story.latest];
    return point?.status === "published" && ["at_least", "over", "about", "nearly"].includes(point.qualifier ?? "");
  });
  const least = hedged.filter((name) => ["at_least", "over"].includes(story.trend[name].points[story.latest]?.qualifier ?? ""));
  const loose = hedged.filter((name) => !least.includes(name));
  return [
    ...(least.length > 0 ? [[h("b", {}, named(least)), words.werePrintedAsAt]] : []),
    ...(loose.length > 0 ? [[h("b", {}, named(loose)), words.werePrintedAsRound]] : []),
  ];
}

function missingMeasures(story: Story): Child[] {
  const missing = HEADLINES.filter((name) => story.trend[name].points[story.latest]?.value === null);
  const partial = HEADLINES.filter((name) => story.trend[name].points[story.latest]?.status === "partial");
  return [
    ...(missing.length === 0 ? [] : [[h("b", {}, named(missing)), words.notPrintedForThis]]),
    ...(partial.length === 0 ? [] : [[h("b", {}, named(partial)), ` ${formOf(partial.length, plurals.is)}`, words.knownOnlyInPart]]),
  ];
}

function later(story: Story): Child[] {
  const after = story.periods.slice(story.latest + 1);
  if (story.dataset.kind === "incidents") return [];
  return after.slice(0, 2).map((period, at): Child => {
    const point = story.trend.fatalities.points[story.latest + 1 + at];
    const year = story.years.get(period.label.slice(0, 4));
    const rest = point?.value === null || point === undefined ? "" : words.isPutTogetherFrom(number(point.value));
    const whole = rest === "" && year?.value ? words.theYearAsA(number(year.value)) : "";
    return [h("b", {}, period.label), words.hasNoReportOf, rest, whole];
  });
}

function history(story: Story): Child[] {
  if (story.dataset.kind === "incidents" && story.dataset.coverage === null) return [[h("b", {}, words.aWithoutARow(story.grain)), words.isUnknownNotZero]];
  const points = story.trend.fatalities.points.slice(0, story.latest);
  const first = points.findIndex(isWhole);
  const gaps = points.slice(first).filter((point) => point.value === null).length;
  if (first < 0 || gaps === 0 || story.dataset.kind === "incidents") return [];
  return [[h("b", {}, plural(gaps, words.earlierPeriod(story.grain))), words.sinceNoPrintedTotal(story.periods[first]?.label, formOf(gaps, plurals.has))]];
}
