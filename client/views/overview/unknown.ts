import { MEASURES } from "../../../server/domain/measure";
import { PROVINCES, regionShort } from "../../../server/domain/province";
import { UNSPLIT } from "../../../server/domain/table";
import { isWhole } from "../../charts/point";
import { type Child, h, unbroken } from "../../dom";
import { formOf, inWords, list, number, plural } from "../../format";
import * as words from "../../words/overview";
import * as say from "../../words/overview-sentences";
import * as plurals from "../../words/plurals";
import { HEADLINES, type Headline, latestOf, type Story } from "./load";

const strong = (said: string): Child => h("b", {}, said);

/** What a reader of the page must not take for known, computed from statuses and notes of the answers it is drawn from. */
export function unknowns(story: Story): HTMLElement {
  const items = [
    ...apart(story),
    ...hedges(story),
    ...missingMeasures(story),
    ...later(story),
    ...history(story),
    ...story.notes.slice(0, 2).map((note): Child => say.partsDiffer(strong, unbroken(note))),
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
  if (missing.length === PROVINCES.length) return [say.noProvinceApart(strong)];
  const rest = latestOf(series.find((one) => one.key === UNSPLIT)).value;
  const [names, were] = [strong(list(missing.map(regionShort))), formOf(missing.length, plurals.was)];
  return [rest === null ? say.provincesNotApart(names, were) : say.provincesTogether(names, were, number(rest), inWords(missing.length), missing.length === 1)];
}

const named = (which: readonly Headline[]) => list(which.map((name, at) => (at === 0 ? MEASURES[name].short : MEASURES[name].short.toLowerCase())));

function hedges(story: Story): Child[] {
  const hedged = HEADLINES.filter((name) => {
    const point = story.trend[name].points[story.latest];
    return point?.status === "published" && ["at_least", "over", "about", "nearly"].includes(point.qualifier ?? "");
  });
  const least = hedged.filter((name) => ["at_least", "over"].includes(story.trend[name].points[story.latest]?.qualifier ?? ""));
  const loose = hedged.filter((name) => !least.includes(name));
  return [...(least.length > 0 ? [say.printedAsLeast(strong(named(least)))] : []), ...(loose.length > 0 ? [say.printedAsRound(strong(named(loose)))] : [])];
}

function missingMeasures(story: Story): Child[] {
  const missing = HEADLINES.filter((name) => story.trend[name].points[story.latest]?.value === null);
  const partial = HEADLINES.filter((name) => story.trend[name].points[story.latest]?.status === "partial");
  return [
    ...(missing.length === 0 ? [] : [say.notPrintedForThis(strong(named(missing)))]),
    ...(partial.length === 0 ? [] : [say.knownOnlyInPart(strong(named(partial)), formOf(partial.length, plurals.is))]),
  ];
}

function later(story: Story): Child[] {
  const after = story.periods.slice(story.latest + 1);
  if (story.dataset.kind === "incidents") return [];
  return after.slice(0, 2).map((period, at): Child => {
    const point = story.trend.fatalities.points[story.latest + 1 + at];
    const year = story.years.get(period.label.slice(0, 4));
    const known = point?.value ?? null;
    const then = known !== null ? say.putTogetherFrom(number(known)) : year?.value ? say.yearIsPrinted(number(year.value)) : "";
    return [say.noReportOf(strong(period.label)), then === "" ? "" : ` ${then}`];
  });
}

function history(story: Story): Child[] {
  if (story.dataset.kind === "incidents" && story.dataset.coverage === null) return [say.noRowIsUnknown(strong, story.grain)];
  const points = story.trend.fatalities.points.slice(0, story.latest);
  const first = points.findIndex(isWhole);
  const gaps = points.slice(first).filter((point) => point.value === null).length;
  if (first < 0 || gaps === 0 || story.dataset.kind === "incidents") return [];
  return [say.periodsWithoutTotal(strong(plural(gaps, words.earlierPeriod(story.grain))), story.periods[first]?.label, formOf(gaps, plurals.has))];
}
