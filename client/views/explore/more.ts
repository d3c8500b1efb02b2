import { parseDay } from "../../../server/domain/day";
import type { TimeDimension } from "../../../server/domain/dimension";
import { ESTIMATES, MEASURES } from "../../../server/domain/measure";
import { ORDERS, type Query, timeOf } from "../../../server/domain/query";
import { categoryOf } from "../../../server/domain/question";
import { freshId, h } from "../../dom";
import { date, list } from "../../format";
import { type Option, type Select, select } from "../../inputs/select";
import * as say from "../../words/explore-more";
import { change } from "./address";
import { besideControl } from "./beside";
import { hasPeak, hasTop, isAdditive } from "./fit";
import type { Findings } from "./load";

/** Sums over the last so many periods that are usual for a grain: a year, a week, a month. */
const ROLLING: Record<TimeDimension, readonly number[]> = { year: [3, 5, 10], quarter: [4, 8], month: [3, 12], day: [7, 30] };
const TOPS = [1, 2, 3, 5, 8, 12];
/** One of the further controls: whether a question has a use for it, what it offers, and what it says now. */
interface Further {
  field: Select;
  offer(found: Findings): { options: Option[]; value: string } | null;
}

export interface More {
  element: HTMLElement;
  show(found: Findings): void;
}

/** What is asked of an answer less often. Only what the question at hand has a use for is in sight. */
export function moreControls(): More {
  const fields = [counted(), compared(), standing(), peak(), top(), order(), estimate(), boundaries()];
  const beside = besideControl();
  const id = freshId("earlier");
  const earlier = h("input", { type: "date", id, onchange: () => change({ earlier: parseDay(earlier.value) }) });
  const earlierField = h("div", { class: "field" }, h("label", { for: id }, say.earlierPrint), earlier);
  return {
    element: h(
      "div",
      { class: "more" },
      fields.map(({ field }) => field.element),
      earlierField,
      beside.element,
    ),
    show(found) {
      for (const { field, offer } of fields) {
        const offered = offer(found);
        field.element.hidden = offered === null;
        if (offered !== null) field.offer(offered.options, offered.value);
      }
      beside.show(found);
      earlier.value = found.query.earlier ?? "";
      earlierField.hidden = timeOf(found.query) === null || categoryOf(found.query) !== null || found.card.dataset.kind === "incidents";
    },
  };
}

const ROLLED = /^rolling:(\d+)$/;

function counted(): Further {
  const field = select(say.counted);
  field.onPick((value) => {
    const count = ROLLED.exec(value)?.[1];
    change({ cumulative: value === "cumulative", per_day: value === "per_day", rolling: count === undefined ? null : Number(count) });
  });
  return {
    field,
    offer({ query, time }) {
      if (!isAdditive(query)) return null;
      const counts = time === null ? [] : [...new Set([...ROLLING[time], ...(query.rolling === null ? [] : [query.rolling])])];
      const options = [
        { value: "", label: say.each(time) },
        ...(time === null || time === "year" ? [] : [{ value: "cumulative", label: say.yearToDate }]),
        ...counts.map((count) => ({ value: `rolling:${count}`, label: say.last(count, time) })),
        { value: "per_day", label: say.perDay },
      ];
      return { options, value: query.cumulative ? "cumulative" : query.rolling !== null ? `rolling:${query.rolling}` : query.per_day ? "per_day" : "" };
    },
  };
}

function compared(): Further {
  const field = select(say.comparedWith);
  field.onPick((value) => change({ change: value === "previous" || value === "year_ago" ? value : null }));
  const options = [{ value: "", label: say.notShown }, ...Object.entries(say.bases).map(([value, label]) => ({ value, label }))];
  return { field, offer: ({ query, time }) => (time === null ? null : { options, value: query.change ?? "" }) };
}

function standing(): Further {
  const field = select(say.standing);
  field.onPick((value) => change({ rank: value === "true" }));
  const options = [
    { value: "", label: say.notShown },
    { value: "true", label: say.rankAndRecord },
  ];
  return { field, offer: ({ query, time }) => (time === null ? null : { options, value: query.rank ? "true" : "" }) };
}

function peak(): Further {
  const field = select(say.highestPart);
  field.onPick((value) => change({ peak: value === "month" || value === "quarter" ? value : null }));
  return {
    field,
    offer({ query }) {
      const grains = (["month", "quarter"] as const).filter((grain) => hasPeak(query, grain));
      const options = [{ value: "", label: say.notShown }, ...grains.map((grain) => ({ value: grain, label: say.highestParts[grain] }))];
      return grains.length === 0 ? null : { options, value: query.peak ?? "" };
    },
  };
}

function top(): Further {
  const field = select(say.setApart);
  field.onPick((value) => change({ top: value === "" ? null : Number(value) }));
  return {
    field,
    offer({ query, series }) {
      if (!hasTop(query) || (series.length < 3 && query.top === null)) return null;
      const counts = [...new Set([...TOPS, ...(query.top === null ? [] : [query.top])])].sort((a, b) => a - b);
      return {
        options: [{ value: "", label: say.allThatFit }, ...counts.map((count) => ({ value: String(count), label: say.theLargest(count) }))],
        value: String(query.top ?? ""),
      };
    },
  };
}

function order(): Further {
  const field = select(say.order);
  field.onPick((value) => change({ order: ORDERS.find((one) => one === value && one !== "value") ?? null }));
  const options = ORDERS.map((value) => ({ value, label: say.orders[value] }));
  return { field, offer: ({ query }) => (categoryOf(query) === null ? null : { options, value: query.order ?? "value" }) };
}

function estimate(): Further {
  const field = select(say.estimate);
  field.onPick((value) => change({ estimate: ESTIMATES.find((one) => one === value) ?? "best", bounds: false }));
  const options = ESTIMATES.map((value) => ({ value, label: say.estimates[value] }));
  return {
    field,
    offer({ query, card, look }) {
      const isRanged = card.dataset.kind === "incidents" && look !== "range" && query.measure.every((name) => MEASURES[name].unit === "people");
      return isRanged ? { options, value: query.estimate } : null;
    },
  };
}

function boundaries(): Further {
  const field = select(say.boundaries);
  field.onPick((value) => change({ boundaries: value === "historical" ? "historical" : "today" }));
  const options = [
    { value: "today", label: say.boundariesToday },
    { value: "historical", label: say.boundariesHistorical },
  ];
  return { field, offer: ({ query }) => (query.by.includes("province") ? { options, value: query.boundaries } : null) };
}

/** What the further controls say where they are not at rest, in words that follow the question: `Counted: year to date`. */
export function moreWords(query: Query): [name: string, value: string][] {
  const time = timeOf(query);
  const runs = [
    query.cumulative && say.yearToDate.toLowerCase(),
    query.rolling !== null && say.last(query.rolling, time).toLowerCase(),
    query.per_day && say.perDay.toLowerCase(),
  ].filter((words): words is string => words !== false);
  const [, ...beside] = query.measure.map((name) => MEASURES[name].short.toLowerCase());
  const said: [string, string | null][] = [
    [say.besideIt, beside.length === 0 ? null : list(beside)],
    [say.counted, runs.length === 0 ? null : list(runs)],
    [say.comparedWith, query.change && say.bases[query.change].toLowerCase()],
    [say.standing, query.rank ? say.rankAndRecord.toLowerCase() : null],
    [say.highestPart, query.peak && say.parts[query.peak]],
    [say.setApart, query.top === null ? null : say.theLargest(query.top).toLowerCase()],
    [say.order, query.order && say.orders[query.order].toLowerCase()],
    [say.estimate, query.estimate === "best" ? null : say.estimates[query.estimate].toLowerCase()],
    [say.boundaries, query.boundaries === "historical" ? say.boundariesHistorical.toLowerCase() : null],
    [say.earlierPrint, query.earlier && date(query.earlier)],
  ];
  return said.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
}

/** How many of the further controls are not at rest. */
export const countOf = (query: Query): number => moreWords(query).length;
