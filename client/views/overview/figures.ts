import { MEASURES } from "../../../server/domain/measure";
import { mark } from "../../charts/key";
import { changeWords, gapPoint, letters, type Point, printed, statusWords } from "../../charts/point";
import { type Child, h, unbroken } from "../../dom";
import * as words from "../../words/overview";
import { rowsHref } from "../number";
import { question } from "../question";
import { HEADLINES, type Headline, type Story } from "./load";

/** The three headline figures: the number, its change on two named bases, and how sure it is. */
export function headlineFigures(story: Story): HTMLElement {
  return h(
    "div",
    { class: "headline-figures" },
    HEADLINES.map((name) => figure(story, name)),
  );
}

/** The same three, before their numbers are known: labels and rules in place. */
export function waitingFigures(): HTMLElement {
  const blank = (name: Headline) => h("section", { class: "headline-figure waiting" }, h("h2", {}, MEASURES[name].short));
  return h("div", { class: "headline-figures" }, HEADLINES.map(blank));
}

function figure(story: Story, name: Headline): HTMLElement {
  const points = story.trend[name].points;
  const point = points[story.latest] ?? gapPoint(name);
  const lastYear = story.yearAgo?.[name];
  const yearAgoAt = story.latest - 4;
  const href = rowsHref(question(story.dataset.slug, [name], [], { from: story.period, to: story.period }));
  const value = point.value === null ? h("span", { class: "gap" }, "⋯") : printed(point);
  return h(
    "section",
    { class: "headline-figure" },
    h("h2", {}, MEASURES[name].short),
    h(
      "p",
      { class: "figure" },
      h("a", { class: "number", href, "aria-label": words.openTheRows(MEASURES[name].short, printed(point)) }, value),
      h("span", { class: "letters" }, letters(point)),
    ),
    h(
      "ul",
      { class: "changes" },
      change(point, story.before.label, points[story.latest - 1]),
      lastYear && change(lastYear, story.periods[yearAgoAt]?.label ?? words.theYearBefore, points[yearAgoAt]),
    ),
    h("p", { class: "status" }, mark(point.status === "derived" ? "tint" : point.provisional ? "hatched" : "solid", "ink2"), statusWords(point)),
  );
}

/** One change: difference, percent, base, with the base's own hedge and status letters. */
function change(point: Point, base: string, from: Point | undefined): Child {
  const [difference, percent, rest] = changeWords(point, base);
  const isAbout = difference !== "" && from?.qualifier === "about";
  const marks = from ? letters(from) : "";
  return h(
    "li",
    {},
    difference === "" ? null : h("b", { class: "signed" }, difference),
    h(
      "span",
      {},
      percent === "" ? null : [h("b", {}, percent), " "],
      unbroken(isAbout ? words.fromAbout(rest) : rest),
      marks && difference !== "" ? h("span", { class: "letters" }, marks) : null,
    ),
  );
}
