import type { Kind } from "../../../server/domain/dataset";
import { addDays, parseDay } from "../../../server/domain/day";
import { CATEGORY_DIMENSIONS, type CategoryDimension, isTime, TIME_DIMENSIONS, type TimeDimension } from "../../../server/domain/dimension";
import { LOOKS, type Look } from "../../../server/domain/drawing";
import { isMeasure, MEASURES, type MeasureName } from "../../../server/domain/measure";
import { type Period, parsePeriod, periodOf, periodsBetween } from "../../../server/domain/period";
import { categoriesOf, type Query, timeOf } from "../../../server/domain/query";
import { dimensionLabel } from "../../charts/plot";
import { fill, freshId, h } from "../../dom";
import { segments } from "../../inputs/segments";
import { select } from "../../inputs/select";
import { change, here } from "./address";
import { asked } from "./finding";
import type { Findings } from "./load";
import { lookOf, refusals } from "./offers";

const GRAIN_WORDS: Record<TimeDimension, string> = { year: "Year", quarter: "Quarter", month: "Month", day: "Day" };
const LOOK_WORDS: Record<Look, string> = {
  line: "Line",
  columns: "Columns",
  share: "100%",
  panels: "Panels",
  range: "Range",
  change: "Change",
  map: "Map",
  table: "Table",
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
  const dataset = select("Dataset");
  const measure = select("Measure");
  const category = select("Broken down by");
  const grain = select("Every");
  const from = select("From");
  const to = select("To");
  const compared = select("Change on");
  const look = segments<Look>("Shown as");
  const top = select("Apart");
  const id = freshId("against");
  const against = h("input", { type: "date", id, onchange: () => change({}, { against: parseDay(against.value) }) });
  const againstField = h("div", { class: "field" }, h("label", { for: id }, "Against the print of"), against);
  const why = h("ul");
  const reasons = h("details", { class: "why" }, h("summary", {}, "Why not the others?"), why);
  const instead = h("p", { class: "note instead", role: "status" });
  let kinds = new Map<string, Kind>();
  dataset.onPick((slug) =>
    change({
      dataset: slug,
      measure: countedIn(kinds.get(slug), here().query.measure),
      filters: {},
      from: null,
      to: null,
      revision: null,
      by: here().query.by.filter(isTime),
    }),
  );
  measure.onPick((name) => isMeasure(name) && change({ measure: [name] }));
  category.onPick((name) => change({ by: [...here().query.by.filter(isTime), ...CATEGORY_DIMENSIONS.filter((one) => one === name)], share: null }));
  grain.onPick((name) => change(regrain(here().query, TIME_DIMENSIONS.find((one) => one === name) ?? null)));
  from.onPick((label) => change({ from: parsePeriod(label), to: alongside(parsePeriod(label), here().query.to, "to") }));
  to.onPick((label) => change({ to: parsePeriod(label), from: alongside(parsePeriod(label), here().query.from, "from") }));
  compared.onPick((value) => change({ change: value === "previous" || value === "year_ago" ? value : null }));
  top.onPick((count) => change({}, { top: count === "" ? null : Number(count) }));
  look.onPick((value) => change({}, { look: value }));

  const fields = h(
    "div",
    { class: "controls", id: "controls" },
    dataset.element,
    measure.element,
    category.element,
    grain.element,
    from.element,
    to.element,
    compared.element,
  );
  const summary = h("span", { class: "controls-words" });
  const opener = h(
    "button",
    { type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": "controls", onclick: () => unfold(!fields.classList.contains("open")) },
    "Change",
  );
  const unfold = (open: boolean) => {
    fields.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
    opener.textContent = open ? "Done" : "Change";
  };
  return {
    element: h("div", { class: "control-bar" }, h("div", { class: "controls-line" }, summary, opener), fields),
    looks: h("div", { class: "looks" }, look.element, top.element, againstField, reasons),
    instead,
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
        [{ value: "", label: "Nothing" }, ...card.dimensions.filter((name) => !isTime(name)).map((name) => ({ value: name, label: dimensionLabel(name) }))],
        categoriesOf(query)[0] ?? "",
      );
      grain.offer(
        [
          ...TIME_DIMENSIONS.filter((name) => card.dimensions.includes(name)).map((name) => ({ value: name, label: GRAIN_WORDS[name] })),
          { value: "", label: "Whole span" },
        ],
        time ?? "",
      );
      const stretch = stretchOf(found);
      from.offer(
        withPicked([{ value: "", label: `${stretch[0]?.label ?? "none"} (first)` }, ...stretch.map(({ label }) => ({ value: label, label }))], query.from),
        query.from?.label ?? "",
      );
      to.offer(
        withPicked(
          [{ value: "", label: `${stretch.at(-1)?.label ?? "none"} (last)` }, ...stretch.toReversed().map(({ label }) => ({ value: label, label }))],
          query.to,
        ),
        query.to?.label ?? "",
      );
      compared.offer(
        [
          { value: "", label: "Not shown" },
          { value: "previous", label: "Period before" },
          { value: "year_ago", label: "Year before" },
        ],
        query.change ?? "",
      );
      top.offer(
        [
          { value: "", label: "All that fit" },
          ...[1, 2, 3, 5, 7].map((count) => ({ value: String(count), label: `The ${count === 1 ? "largest" : `${count} largest`}` })),
        ],
        String(found.top ?? ""),
      );
      top.element.hidden = found.card.dataset.kind === "figures" || found.series.length < 3;
      against.value = found.against ?? "";
      againstField.hidden = time === null || categoriesOf(query).length > 0 || found.card.dataset.kind === "incidents";
      const refused = refusals(found);
      look.offer(
        LOOKS.map((value) => ({
          value,
          label: value === "columns" && found.stackable ? "Stacked" : LOOK_WORDS[value],
          off: refused.some((one) => one.look === value),
        })),
        lookOf(found),
      );
      fill(
        why,
        refused.map((one) => h("li", {}, h("b", {}, LOOK_WORDS[one.look]), `: ${one.why}.`)),
      );
      reasons.hidden = refused.length === 0;
      const missed = refused.find((one) => one.look === found.look);
      fill(instead, missed ? `${LOOK_WORDS[missed.look]} is not drawn: ${missed.why}.` : "");
      summary.textContent = asked(found);
    },
  };
}

/** The measures a dataset of the kind has, of those asked for; else the killed, whom every one counts. */
function countedIn(kind: Kind | undefined, measures: readonly MeasureName[]): MeasureName[] {
  const kept = measures.filter((name) => kind !== undefined && MEASURES[name].kinds.includes(kind));
  return kept.length > 0 ? kept : ["fatalities"];
}

/** The periods that can be picked: those the dataset has anything in. */
function stretchOf({ card, time, query, periods }: Findings): Period[] {
  const first = parsePeriod(card.span?.from ?? "") ?? periods[0];
  const last = parsePeriod(card.span?.to ?? "") ?? periods.at(-1);
  if (first === undefined || last === undefined) return [];
  const grain = timeOf(query) ?? time ?? "year";
  return grain === "day" ? periodsBetween(first.start, last.end, "month") : periodsBetween(first.start, last.end, grain);
}

function withPicked(options: { value: string; label: string }[], picked: Period | null): { value: string; label: string }[] {
  return picked === null || options.some((option) => option.value === picked.label) ? options : [...options, { value: picked.label, label: picked.label }];
}

/** Another grain over the same stretch, so that the picture zooms and does not jump. */
function regrain(query: Query, grain: TimeDimension | null): Partial<Query> {
  const rest: CategoryDimension[] = categoriesOf(query);
  if (grain === null) return { by: rest, change: null };
  return {
    by: [grain, ...rest],
    from: query.from && (grain === "day" ? query.from : periodOf(query.from.start, grain)),
    to: query.to && (grain === "day" ? query.to : periodOf(addDays(query.to.end, -1), grain)),
  };
}

/** An end that would lie before its beginning moves along with it. */
function alongside(moved: Period | null, other: Period | null, which: "from" | "to"): Period | null {
  if (moved === null || other === null) return other;
  return which === "to" ? (other.end <= moved.start ? moved : other) : other.start >= moved.end ? moved : other;
}
