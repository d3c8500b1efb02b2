import type { Period } from "../../../server/domain/period";
import { formatQuery } from "../../../server/domain/query";
import { UNSPLIT } from "../../../server/domain/table";
import { isOutlined } from "../../charts/fill";
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

/** Shares of the longest bar below which the words of a part, and its number, are wider than the part. */
const [TIGHT, SLIM] = [0.13, 0.05];

const ORDER = ["civilian", "security", "militant", "unspecified", UNSPLIT];

/** Who was killed, in the period before and in the latest, on one scale. */
export function victimSection(story: Story): HTMLElement {
  const series = story.victims.toSorted((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
  const totals = [story.trend.fatalities.points[story.latest - 1], story.trend.fatalities.points[story.latest]].map((point) => point ?? gapPoint("fatalities"));
  const nothing = series.every((one) => one.key === UNSPLIT || one.key === "unspecified" || one.points.every((point) => point.value === null));
  const sums = [0, 1].map((at) => series.reduce((sum, one) => sum + (one.points[at]?.value ?? 0), 0));
  const widest = Math.max(1, ...sums, ...totals.map((point) => point.value ?? 0));
  const isTight = series.some((one) => isBelow(TIGHT, one.points[1], widest));
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
    : [[0, 1].map((at) => strip(story, at, series, totals[at] ?? gapPoint("fatalities"), widest)), stripKey(story, series, widest)];
  return h(
    "section",
    { class: isTight ? "section victims tight" : "section victims" },
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
    const [difference, percent] = changeWords(point, story.before.label);
    const block = h("span", { class: `block ${one.key === UNSPLIT ? "unsplit" : one.key} ${point.status}`, "aria-hidden": "true" });
    block.style.setProperty("--hue", `var(--${one.colour})`);
    const words = h(
      "span",
      { class: "strip-words" },
      numberOf(story, one, period, point),
      letters(point) === "" ? " " : h("span", { class: "letters" }, letters(point), " "),
      latest ? h("span", { class: "part-name" }, one.label) : null,
      latest && difference !== "" ? h("span", { class: "under part-name" }, signedWords(difference, percent)) : null,
    );
    const part = h("li", { class: isBelow(SLIM, point, widest) ? "slim" : undefined }, block, words);
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

const isBelow = (share: number, point: Point | undefined, widest: number) => point?.value != null && point.value / widest < share;

/** The number of a part, which opens its rows. */
function numberOf(story: Story, one: Series, period: Period, point: Point): HTMLElement {
  const filters = one.key === UNSPLIT ? {} : { victim: [one.key] };
  const href = rowsHref(question(story.dataset.slug, ["fatalities"], [], { from: period, to: period, filters }));
  return h("a", { class: "number", href, "aria-label": `${one.label}, ${period.label}: ${printed(point)}` }, h("b", {}, printed(point)));
}

/** Where parts are too narrow for their names, as on a phone, these stand beneath instead, with the numbers that have no room either. */
function stripKey(story: Story, series: readonly Series[], widest: number): HTMLElement {
  const known = series.filter((one) => one.points[1]?.value !== null);
  return h(
    "ul",
    { class: "strip-key" },
    known.map((one) => {
      const point = one.points[1] ?? gapPoint("fatalities");
      const [difference, percent] = changeWords(point, story.before.label);
      return h(
        "li",
        {},
        mark(one.key === UNSPLIT ? "hatched" : isOutlined(one.key) ? "outline" : "solid", one.colour),
        isBelow(SLIM, point, widest) ? numberOf(story, one, story.period, point) : null,
        one.label,
        difference === "" ? null : h("span", { class: "faint" }, " ", signedWords(difference, percent)),
      );
    }),
  );
}
