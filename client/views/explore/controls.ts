import type { Kind } from "../../../server/domain/dataset";
import { CATEGORY_DIMENSIONS, isTime, TIME_DIMENSIONS, type TimeDimension } from "../../../server/domain/dimension";
import { isMeasure, MEASURES, type MeasureName } from "../../../server/domain/measure";
import { parsePeriod } from "../../../server/domain/period";
import { categoriesOf } from "../../../server/domain/query";
import { dimensionLabel } from "../../charts/plot";
import { fill, freshId, h } from "../../dom";
import { select } from "../../inputs/select";
import { change, here } from "./address";
import { asked } from "./finding";
import { toDataset } from "./fit";
import type { Findings } from "./load";
import { looksBar } from "./looks-bar";
import { countOf, moreControls } from "./more";
import { alongside, regrain, stretchOf, withPicked } from "./spans";

const GRAIN_WORDS: Record<TimeDimension, string> = { year: "Year", quarter: "Quarter", month: "Month", day: "Day" };
const WORDS = {
  dataset: "Dataset",
  measure: "Measure",
  category: "Broken down by",
  grain: "Every",
  from: "From",
  to: "To",
  nothing: "Nothing",
  span: "Whole span",
  none: "none",
  first: (label: string) => `${label} (first)`,
  last: (label: string) => `${label} (last)`,
  open: "Change",
  close: "Done",
  more: (count: number) => (count === 0 ? "More" : `More (${count})`),
  fewer: "Fewer",
};

export interface Controls {
  element: HTMLElement;
  /** How the answer is shown, next to the chart it changes. */
  looks: HTMLElement;
  /** Says when another look stands in the place of the one the address asks for. */
  instead: HTMLElement;
  show(found: Findings): void;
}

/** The control bar. Each control says what the address says; picking one goes to the address that says otherwise. */
export function controls(): Controls {
  const dataset = select(WORDS.dataset);
  const measure = select(WORDS.measure);
  const category = select(WORDS.category);
  const grain = select(WORDS.grain);
  const from = select(WORDS.from);
  const to = select(WORDS.to);
  const looks = looksBar();
  const more = moreControls();
  let kinds = new Map<string, Kind>();
  dataset.onPick((slug) => {
    const { query } = here();
    change({ ...toDataset(query, slug), measure: countedIn(kinds.get(slug), query.measure) });
  });
  measure.onPick((name) => isMeasure(name) && change({ measure: [name] }));
  category.onPick((name) => change({ by: [...here().query.by.filter(isTime), ...CATEGORY_DIMENSIONS.filter((one) => one === name)] }));
  grain.onPick((name) => change(regrain(here().query, TIME_DIMENSIONS.find((one) => one === name) ?? null)));
  from.onPick((label) => change({ from: parsePeriod(label), to: alongside(parsePeriod(label), here().query.to, "to") }));
  to.onPick((label) => change({ to: parsePeriod(label), from: alongside(parsePeriod(label), here().query.from, "from") }));

  const [id, moreId] = [freshId("controls"), freshId("more")];
  more.element.id = moreId;
  let count = 0;
  const furtherer = disclosure(
    moreId,
    () => WORDS.more(count),
    WORDS.fewer,
    (open) => more.element.classList.toggle("open", open),
  );
  const fields = h(
    "div",
    { class: "controls", id },
    [dataset, measure, category, grain, from, to].map(({ element }) => element),
    h("div", { class: "field further" }, furtherer.button),
    more.element,
  );
  const summary = h("span", { class: "controls-words" });
  const opener = disclosure(
    id,
    () => WORDS.open,
    WORDS.close,
    (open) => fields.classList.toggle("open", open),
  );
  return {
    element: h("div", { class: "control-bar" }, h("div", { class: "controls-line" }, summary, opener.button), fields),
    looks: looks.element,
    instead: looks.instead,
    show(found) {
      const { query, card, time } = found;
      kinds = new Map(found.datasets.map((one) => [one.slug, one.kind]));
      dataset.offer(
        found.datasets.filter((one) => one.revision !== null && !one.archived).map((one) => ({ value: one.slug, label: one.title })),
        query.dataset,
      );
      measure.offer(
        card.measures.filter(isMeasure).map((name) => ({ value: name, label: MEASURES[name].short })),
        query.measure[0] ?? "fatalities",
      );
      category.offer(
        [{ value: "", label: WORDS.nothing }, ...card.dimensions.filter((name) => !isTime(name)).map((name) => ({ value: name, label: dimensionLabel(name) }))],
        categoriesOf(query)[0] ?? "",
      );
      grain.offer(
        [
          ...TIME_DIMENSIONS.filter((name) => card.dimensions.includes(name)).map((name) => ({ value: name, label: GRAIN_WORDS[name] })),
          { value: "", label: WORDS.span },
        ],
        time ?? "",
      );
      const stretch = stretchOf(found);
      const labels = stretch.map(({ label }) => ({ value: label, label }));
      const ends = { first: WORDS.first(stretch[0]?.label ?? WORDS.none), last: WORDS.last(stretch.at(-1)?.label ?? WORDS.none) };
      from.offer(withPicked([{ value: "", label: ends.first }, ...labels], query.from), query.from?.label ?? "");
      to.offer(withPicked([{ value: "", label: ends.last }, ...labels.toReversed()], query.to), query.to?.label ?? "");
      count = countOf(query);
      furtherer.say();
      looks.show(found);
      more.show(found);
      fill(summary, asked(found));
    },
  };
}

/** A button that opens what it controls, and says what it does now. */
function disclosure(id: string, shut: () => string, open: string, turn: (open: boolean) => void): { button: HTMLElement; say(): void } {
  const button = h("button", { type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": id, onclick: () => unfold(!isOpen()) }, shut());
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const say = () => {
    button.textContent = isOpen() ? open : shut();
  };
  const unfold = (next: boolean) => {
    button.setAttribute("aria-expanded", String(next));
    turn(next);
    say();
  };
  return { button, say };
}

/** The measures a dataset of the kind has, of those asked for; else the killed, whom every one counts. */
function countedIn(kind: Kind | undefined, measures: readonly MeasureName[]): MeasureName[] {
  const kept = measures.filter((name) => kind !== undefined && MEASURES[name].kinds.includes(kind));
  return kept.length > 0 ? kept : ["fatalities"];
}
