import { CATEGORY_DIMENSIONS, isTime, TIME_DIMENSIONS } from "../../../server/domain/dimension";
import { isMeasure, MEASURES } from "../../../server/domain/measure";
import { parsePeriod } from "../../../server/domain/period";
import { categoriesOf } from "../../../server/domain/query";
import { readDataset } from "../../api";
import { dimensionLabel } from "../../charts/plot";
import { freshId, h } from "../../dom";
import { disclosure } from "../../inputs/disclosure";
import { fold } from "../../inputs/fold";
import { select } from "../../inputs/select";
import { address } from "../../state";
import * as say from "../../words/explore";
import { change, here } from "./address";
import { asked } from "./finding";
import type { Findings } from "./load";
import { looksBar } from "./looks-bar";
import { countOf, moreControls } from "./more";
import { onto } from "./onto";
import { alongside, regrain, stretchOf, withPicked } from "./spans";

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
  const dataset = select(say.dataset);
  const measure = select(say.measure);
  const category = select(say.breakdown);
  const grain = select(say.grain);
  const from = select(say.from);
  const to = select(say.to);
  const looks = looksBar();
  const more = moreControls();
  dataset.onPick(async (slug) => {
    const card = await readDataset(slug).catch(() => null);
    // Somebody may have gone elsewhere, or picked again, before the answer came.
    if (dataset.value !== slug || address().path !== "/explore") return;
    change(card === null ? { dataset: slug, revision: null } : onto(here().query, card));
  });
  measure.onPick(
    (name) =>
      isMeasure(name) &&
      change({
        measure: [
          name,
          ...here()
            .query.measure.slice(1)
            .filter((other) => other !== name),
        ],
      }),
  );
  category.onPick((name) => change({ by: [...here().query.by.filter(isTime), ...CATEGORY_DIMENSIONS.filter((one) => one === name)] }));
  grain.onPick((name) => change(regrain(here().query, TIME_DIMENSIONS.find((one) => one === name) ?? null)));
  from.onPick((label) => change({ from: parsePeriod(label), to: alongside(parsePeriod(label), here().query.to, "to") }));
  to.onPick((label) => change({ to: parsePeriod(label), from: alongside(parsePeriod(label), here().query.from, "from") }));

  let count = 0;
  more.element.id = freshId("more");
  const furtherer = disclosure(more.element, () => say.further(count), say.fewer);
  const fields = [dataset, measure, category, grain, from, to].map(({ element }) => element);
  const folded = fold(h("div", { class: "controls" }, fields, h("div", { class: "field further" }, furtherer.button), more.element));
  return {
    element: h("div", { class: "control-bar" }, folded.element),
    looks: looks.element,
    instead: looks.instead,
    show(found) {
      const { query, card, time } = found;
      dataset.offer(
        found.datasets.filter((one) => one.revision !== null && !one.archived).map((one) => ({ value: one.slug, label: one.title })),
        query.dataset,
      );
      measure.offer(
        card.measures.filter(isMeasure).map((name) => ({ value: name, label: MEASURES[name].short })),
        query.measure[0] ?? "fatalities",
      );
      category.offer(
        [
          { value: "", label: say.noBreakdown },
          ...card.dimensions.filter((name) => !isTime(name)).map((name) => ({ value: name, label: dimensionLabel(name) })),
        ],
        categoriesOf(query)[0] ?? "",
      );
      grain.offer(
        [
          ...TIME_DIMENSIONS.filter((name) => card.dimensions.includes(name)).map((name) => ({ value: name, label: say.grains[name] })),
          { value: "", label: say.wholeSpan },
        ],
        time ?? "",
      );
      const stretch = stretchOf(found);
      const labels = stretch.map(({ label }) => ({ value: label, label }));
      const ends = { first: say.firstOf(stretch[0]?.label ?? say.noPeriod), last: say.lastOf(stretch.at(-1)?.label ?? say.noPeriod) };
      from.offer(withPicked([{ value: "", label: ends.first }, ...labels], query.from), query.from?.label ?? "");
      to.offer(withPicked([{ value: "", label: ends.last }, ...labels.toReversed()], query.to), query.to?.label ?? "");
      count = countOf(query);
      furtherer.say();
      looks.show(found);
      more.show(found);
      folded.say(asked(found));
    },
  };
}
