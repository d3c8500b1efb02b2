import { parsePeriod, periodInWords } from "../../../server/domain/period";
import { UNSPLIT } from "../../../server/domain/table";
import { isWhole, type Point } from "../../charts/point";
import { type Child, h } from "../../dom";
import { formOf, hedged, number } from "../../format";
import * as say from "../../words/overview";
import { incident } from "../../words/plurals";
import { rowsHref } from "../number";
import { question } from "../question";
import { latestOf, type Story } from "./load";

/** The quarter in a few sentences; each number opens its rows, and a sentence whose numbers are not all known is left out. */
export function paragraph(story: Story): HTMLElement {
  const sentences = [toll(story), change(story), places(story), victims(story), toDate(story)].filter((sentence) => sentence !== null);
  return h(
    "section",
    { class: "brief" },
    h(
      "p",
      { class: "brief-text" },
      sentences.map((sentence) => [sentence, " "]),
    ),
    h("p", { class: "source" }, say.eachUnderlinedNumberOpens),
  );
}

type Restriction = Partial<Parameters<typeof question>[3]>;

function link(story: Story, text: string, measure: "fatalities" | "injured" | "incidents" = "fatalities", rest: Restriction = {}): Child {
  const href = rowsHref(question(story.dataset.slug, [measure], [], { from: story.period, to: story.period, ...rest }));
  return h("a", { class: "proof", href }, text);
}

function toll(story: Story): Child | null {
  const [killed, wounded, incidents] = (["fatalities", "injured", "incidents"] as const).map((name) => story.trend[name].points[story.latest]);
  if (!isWhole(killed)) return null;
  const least = killed.qualifier === "at_least" ? say.atLeast : "";
  const hurt: Child = isWhole(wounded) ? [say.andWounded, link(story, number(wounded.value), "injured")] : "";
  const times: Child = isWhole(incidents) ? [say.tollIn, link(story, number(incidents.value), "incidents"), ` ${formOf(incidents.value, incident)}`] : "";
  const what = story.dataset.kind === "figures" ? say.violenceInPakistan : `${story.dataset.title}:`;
  if (story.dataset.kind === "incidents")
    return [
      `${what} `,
      link(story, number(killed.value)),
      say.toll,
      isWhole(wounded) ? [", ", link(story, number(wounded.value), "injured"), say.tollWounded] : "",
      times,
      say.tollWhen(periodInWords(story.period)),
    ];
  return [
    say.tollOpens(what, least),
    link(story, number(killed.value)),
    say.people,
    hurt,
    times,
    say.tollWhen(story.grain === "year" ? story.period.label : periodInWords(story.period)),
  ];
}

function change(story: Story): Child | null {
  const now = story.trend.fatalities.points[story.latest];
  if (!isWhole(now) || now.change === null || now.base === null || now.base < 10) return null;
  const base = link(story, number(now.base), "fatalities", { from: story.before, to: story.before });
  if (now.change === 0) return [say.fatalitiesDidNotChange, base, say.ofTheBefore(story.grain)];
  return [now.change > 0 ? say.rose : say.fell, h("b", {}, hedged(now.change, now.base)), say.onThe, base, say.ofTheBefore(story.grain)];
}

function places(story: Story): Child | null {
  const total = story.trend.fatalities.points[story.latest];
  const top = story.provinces.fatalities
    .filter((series) => series.key !== UNSPLIT && isWhole(latestOf(series)) && (latestOf(series).value ?? 0) > 0)
    .toSorted((a, b) => (latestOf(b).value ?? 0) - (latestOf(a).value ?? 0))
    .slice(0, 2);
  if (!isWhole(total) || top.length < 2 || total.value < 10) return null;
  const sum = top.reduce((all, series) => all + (latestOf(series).value ?? 0), 0);
  const names = top.map(
    (series): Child => [series.label, " (", link(story, number(latestOf(series).value ?? 0), "fatalities", { filters: { province: [series.key] } }), ")"],
  );
  return [names[0], say.and, names[1], say.bore, h("b", {}, hedged(sum, total.value)), say.ofThem];
}

function victims(story: Story): Child | null {
  const parts = ["civilian", "security", "militant"].map((key) => story.victims.find((series) => series.key === key));
  if (!parts.every((series) => isWhole(latestOf(series)))) return null;
  const words = parts.map((series): Child => {
    const point: Point = latestOf(series);
    const name = series?.key === "security" ? say.securityPersonnel : (series?.label.toLowerCase() ?? "");
    return [link(story, number(point.value ?? 0), "fatalities", { filters: { victim: [series?.key ?? ""] } }), ` ${name}`];
  });
  return [say.ofTheDead, words[0], ", ", words[1], say.and, words[2], "."];
}

function toDate(story: Story): Child | null {
  const { toDate: found } = story;
  if (found === null || !isWhole(found.now)) return null;
  if (found.period.grain === "year")
    return [
      say.inAllOf(found.period.label),
      link(story, number(found.now.value), "fatalities", { from: found.period, to: found.period }),
      say.peopleWereKilled,
    ];
  const months = periodInWords(found.period).split(" ")[0]?.split("–") ?? [];
  const stretch = (which: "period" | "base") => ({
    from: parsePeriod(found[which].start.slice(0, 7)),
    to: parsePeriod(found[which].label.split("/")[1] ?? ""),
  });
  const start: Child = [say.fromTo(months[0], months[1]), link(story, number(found.now.value), "fatalities", stretch("period")), say.peopleWereKilledSoFar];
  const comparable = isWhole(found.earlier) && found.earlier.value >= 10 && found.now.scope === found.earlier.scope;
  if (!comparable) return [start, "."];
  const then = found.earlier.value ?? 0;
  return [
    start,
    ", ",
    h("b", {}, hedged(found.now.value - then, then)),
    found.now.value >= then ? say.moreThanThe : say.fewerThanThe,
    link(story, number(then), "fatalities", stretch("base")),
    say.ofTheSameMonths(found.base.start.slice(0, 4)),
  ];
}
