import { parsePeriod, periodInWords } from "../../../server/domain/period";
import { UNSPLIT } from "../../../server/domain/table";
import { isWhole } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { type Child, h } from "../../dom";
import { formOf, hedged, number } from "../../format";
import { eachUnderlinedNumberOpens } from "../../words/overview";
import * as say from "../../words/overview-sentences";
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
    h("p", { class: "source" }, eachUnderlinedNumberOpens),
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
  const found = {
    killed: link(story, number(killed.value)),
    wounded: isWhole(wounded) ? link(story, number(wounded.value), "injured") : null,
    incidents: isWhole(incidents) ? { number: link(story, number(incidents.value), "incidents"), word: formOf(incidents.value, incident) } : null,
    period: story.grain === "year" && story.dataset.kind === "figures" ? story.period.label : periodInWords(story.period),
  };
  return story.dataset.kind === "incidents" ? say.tollOfDataset(story.dataset.title, found) : say.tollOfPakistan(found, killed.qualifier === "at_least");
}

function change(story: Story): Child | null {
  const now = story.trend.fatalities.points[story.latest];
  if (!isWhole(now) || now.change === null || now.base === null || now.base < 10) return null;
  const base = link(story, number(now.base), "fatalities", { from: story.before, to: story.before });
  if (now.change === 0) return say.killedAsMany(base, story.grain);
  return (now.change > 0 ? say.killedMore : say.killedFewer)(h("b", {}, hedged(now.change, now.base)), base, story.grain);
}

function places(story: Story): Child | null {
  const total = story.trend.fatalities.points[story.latest];
  const [first, second] = story.provinces.fatalities
    .filter((series) => series.key !== UNSPLIT && isWhole(latestOf(series)) && (latestOf(series).value ?? 0) > 0)
    .toSorted((a, b) => (latestOf(b).value ?? 0) - (latestOf(a).value ?? 0));
  if (!isWhole(total) || first === undefined || second === undefined || total.value < 10) return null;
  const killed = (series: Series) => latestOf(series).value ?? 0;
  const place = (series: Series) => ({
    name: series.label,
    killed: link(story, number(killed(series)), "fatalities", { filters: { province: [series.key] } }),
  });
  return say.twoPlacesBore(place(first), place(second), h("b", {}, hedged(killed(first) + killed(second), total.value)));
}

function victims(story: Story): Child | null {
  const killed = (key: string): Child | null => {
    const point = latestOf(story.victims.find((series) => series.key === key));
    return isWhole(point) ? link(story, number(point.value), "fatalities", { filters: { victim: [key] } }) : null;
  };
  const [civilians, security, militants] = [killed("civilian"), killed("security"), killed("militant")];
  return civilians === null || security === null || militants === null ? null : say.deadByClass(civilians, security, militants);
}

function toDate(story: Story): Child | null {
  const { toDate: found } = story;
  if (found === null || !isWhole(found.now)) return null;
  if (found.period.grain === "year")
    return say.killedInYear(found.period.label, link(story, number(found.now.value), "fatalities", { from: found.period, to: found.period }));
  const [first, last] = periodInWords(found.period).split(" ")[0]?.split("–") ?? [];
  const stretch = (which: "period" | "base") => ({
    from: parsePeriod(found[which].start.slice(0, 7)),
    to: parsePeriod(found[which].label.split("/")[1] ?? ""),
  });
  const months = { first, last, killed: link(story, number(found.now.value), "fatalities", stretch("period")) };
  const comparable = isWhole(found.earlier) && found.earlier.value >= 10 && found.now.scope === found.earlier.scope;
  if (!comparable) return say.killedSoFar(months);
  const then = found.earlier.value ?? 0;
  const compared = {
    by: h("b", {}, hedged(found.now.value - then, then)),
    base: link(story, number(then), "fatalities", stretch("base")),
    year: found.base.start.slice(0, 4),
  };
  return (found.now.value >= then ? say.killedSoFarMore : say.killedSoFarFewer)(months, compared);
}
