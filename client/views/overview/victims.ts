import { formatQuery } from "../../../server/domain/query";
import { UNSPLIT } from "../../../server/domain/table";
import { mark } from "../../charts/key";
import { changeWords, gapPoint, isWhole, letters, type Point, printed } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { type Child, h } from "../../dom";
import * as texts from "../../words/overview";
import { yearsMayBeSplit } from "../../words/overview-sentences";
import { rowsHref } from "../number";
import { question } from "../question";
import { sourceWords } from "../source";
import { fileLinks } from "./files";
import { victimFinding } from "./findings";
import type { Story } from "./load";

const ORDER = ["civilian", "security", "militant", "unspecified", UNSPLIT];

/** Who was killed, in the period before and in the latest, on one scale. */
export function victimSection(story: Story): HTMLElement {
  const series = story.victims.toSorted((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
  const totals = [story.trend.fatalities.points[story.latest - 1], story.trend.fatalities.points[story.latest]].map((point) => point ?? gapPoint("fatalities"));
  const nothing = series.every((one) => one.key === UNSPLIT || one.key === "unspecified" || one.points.every((point) => point.value === null));
  const sums = [0, 1].map((at) => series.reduce((sum, one) => sum + (one.points[at]?.value ?? 0), 0));
  const widest = Math.max(1, ...sums, ...totals.map((point) => point.value ?? 0));
  const shown = question(story.dataset.slug, ["fatalities"], [story.grain, "victim"], { from: story.before, to: story.period });
  const content = nothing
    ? h(
        "div",
        { class: "empty" },
        h(
          "p",
          {},
          story.dataset.kind === "figures" ? texts.didNotPrintWho(story.dataset.publisher, story.period.label) : texts.theRowsOfDo(story.period.label),
        ),
        h(
          "p",
          {},
          yearsMayBeSplit((said) => h("a", { href: `/explore?${formatQuery(question(story.dataset.slug, ["fatalities"], ["year", "victim"]))}` }, said)),
        ),
      )
    : [[0, 1].map((at) => strip(story, at, series, totals[at] ?? gapPoint("fatalities"), widest)), phoneKey(story, series)];
  return h(
    "section",
    { class: "section" },
    h("h2", {}, nothing ? texts.killedByVictim(story.period.label) : victimFinding(story)),
    h("p", { class: "deck" }, texts.killedByVictimAnd(story.before.label, story.period.label)),
    content,
    h(
      "p",
      { class: "source" },
      sourceWords(story.dataset, story.answer),
      story.dataset.slug === "crss" ? ` ${texts.militantsAreCrsssOutlaws}` : "",
      " ",
      h("a", { href: `/explore?${formatQuery(shown)}&view=table` }, texts.table),
      fileLinks(shown),
    ),
  );
}

function strip(story: Story, at: number, series: readonly Series[], total: Point, widest: number): HTMLElement {
  const period = at === 0 ? story.before : story.period;
  const latest = at === 1;
  const shown = series.filter((one) => (one.points[at]?.value ?? 0) > 0 || (latest && one.key !== UNSPLIT && one.points[at]?.value === 0));
  const parts = shown.map((one) => {
    const point = one.points[at] ?? gapPoint("fatalities");
    const href = rowsHref(
      question(story.dataset.slug, ["fatalities"], [], { from: period, to: period, filters: one.key === UNSPLIT ? {} : { victim: [one.key] } }),
    );
    const [difference, percent] = changeWords(point, story.before.label);
    const block = h("span", { class: `block ${one.key === UNSPLIT ? "unsplit" : one.key} ${point.status}`, "aria-hidden": "true" });
    block.style.setProperty("--hue", `var(--${one.colour})`);
    const words = h(
      "span",
      { class: "strip-words" },
      h("a", { class: "number", href, "aria-label": `${one.label}, ${period.label}: ${printed(point)}` }, h("b", {}, printed(point))),
      letters(point) === "" ? " " : h("span", { class: "letters" }, letters(point), " "),
      latest ? h("span", { class: "part-name" }, one.label) : null,
      latest && difference !== "" ? h("span", { class: "under part-name" }, signedWords(difference, percent)) : null,
    );
    const part = h("li", {}, block, words);
    part.style.setProperty("--share", `${((point.value ?? 0) / widest) * 100}%`);
    return part;
  });
  return h(
    "div",
    { class: "strip" },
    h(
      "p",
      { class: "strip-name" },
      h("span", { class: "whole-word" }, period.label),
      h("b", {}, isWhole(total) ? printed(total) : texts.totalNotKnown, h("span", { class: "slot" }, letters(total))),
    ),
    shown.length === 0 ? h("p", { class: "note" }, h("span", { class: "gap" }, "⋯"), " ", texts.notPrintedByVictim) : h("ul", {}, parts),
  );
}

/** A change whose sign stays before its number in words of either direction. */
const signedWords = (difference: string, percent: string): Child[] => [h("span", { class: "signed" }, difference), percent === "" ? "" : `, ${percent}`];

/** On a phone the parts are too narrow for their names, which stand beneath instead. */
function phoneKey(story: Story, series: readonly Series[]): HTMLElement {
  const known = series.filter((one) => one.points[1]?.value !== null);
  return h(
    "ul",
    { class: "strip-key" },
    known.map((one) => {
      const [difference, percent] = changeWords(one.points[1] ?? gapPoint("fatalities"), story.before.label);
      return h(
        "li",
        {},
        mark(one.key === UNSPLIT ? "hatched" : "solid", one.colour),
        one.label,
        difference === "" ? null : h("span", { class: "faint" }, " ", signedWords(difference, percent)),
      );
    }),
  );
}
