import { MEASURES, type MeasureName } from "../../server/domain/measure";
import { readComparison, readDatasets } from "../api";
import { type Child, fill, h } from "../dom";
import { capital, list } from "../format";
import { type Checks, checks } from "../inputs/checks";
import { fold } from "../inputs/fold";
import { segments } from "../inputs/segments";
import { type Option, select } from "../inputs/select";
import type { Comparison } from "../reports";
import { go, href } from "../state";
import { keyDerivedLetter } from "../words/chart";
import * as texts from "../words/compare";
import { dotTable } from "./compare/dots";
import { spreadFinding } from "./compare/finding";
import { closest, countedWords, type Line, linesOf, shortName } from "./compare/sides";
import { periodTable } from "./compare/table";
import { FORMS } from "./overview/files";
import type { View } from "./view";

const KNOWN = ["fatalities", "injured", "casualties", "incidents"] as const satisfies readonly MeasureName[];
const TIMES = ["year", "quarter", "month"] as const;
const CLASSES = [
  { value: "", label: texts.attacksAndOperations },
  { value: "attack", label: texts.attacksOnly },
  { value: "operation", label: texts.operationsOnly },
];
/** The question asked where the address has none: attacks, which all define most alike. */
const FIRST = { measure: "incidents", incident_type: "attack" };

/** Publishers side by side. They are never added or averaged: each stands under its own definition. */
export function compare(): View {
  const publishers = h("div");
  let boxes: Checks | null = null;
  let offered = "";
  const measure = select(texts.measure);
  const type = select(texts.countedIn);
  const by = segments<(typeof TIMES)[number]>(texts.by);
  const folded = fold(h("div", { class: "compare-controls" }, publishers, measure.element, type.element, by.element));
  const title = h("h1");
  const deck = h("p", { class: "deck" });
  const body = h("div");
  const element = h("div", { class: "compare-view" }, folded.element, h("div", { class: "compare-head" }, title, deck), body);

  const move = (changes: Record<string, string | null>) => {
    const params = asked(new URLSearchParams(location.search));
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) params.delete(name);
      else params.set(name, value);
    }
    if (changes.by !== undefined) params.delete("at");
    go(href("/compare", params));
  };
  const offer = (options: readonly Option[], slugs: readonly string[]) => {
    const key = JSON.stringify(options);
    if (boxes === null || key !== offered) {
      offered = key;
      boxes = checks(texts.publishers, options);
      boxes.onPick((ticked) => move({ datasets: ticked.join(",") }));
      fill(publishers, boxes.element);
    }
    boxes.set(slugs);
  };
  measure.onPick((name) => move({ measure: name }));
  type.onPick((name) => move({ incident_type: name }));
  by.onPick((time) => move({ by: time }));

  return {
    element,
    async show({ params }, signal) {
      const { datasets } = await readDatasets(signal);
      const live = datasets.filter((one) => one.kind === "figures" && one.revision !== null && !one.archived);
      const question = asked(params);
      const wanted = (question.get("datasets") ?? "").split(",").filter((slug) => slug !== "");
      const slugs = question.has("datasets") ? wanted : live.slice(0, 8).map(({ slug }) => slug);
      offer(
        live.map((one) => ({ value: one.slug, label: shortName(one) })),
        slugs,
      );
      measure.offer(
        KNOWN.map((name) => ({ value: name, label: MEASURES[name].label })),
        question.get("measure") ?? "fatalities",
      );
      type.offer(CLASSES, question.get("incident_type") ?? "");
      const time = TIMES.find((one) => one === question.get("by")) ?? "year";
      by.offer(
        TIMES.map((one) => ({ value: one, label: capital(one), off: false })),
        time,
      );
      folded.say([list(live.filter(({ slug }) => slugs.includes(slug)).map(shortName)), measure.label, type.label, capital(time)].join("\u00a0· "));
      if (slugs.length < 2) {
        fill(title, texts.chooseTwoPublishersOr);
        fill(deck, texts.aComparisonNeedsAt);
        fill(body);
        return { title: texts.compare, stamp: null };
      }
      const query = new URLSearchParams(question);
      query.delete("at");
      query.set("datasets", slugs.join(","));
      query.set("by", time);
      if (query.get("incident_type") === "") query.delete("incident_type");
      const address = query.toString().replace(/%2C/g, ",").replace(/%2F/g, "/");
      const comparison = await readComparison(address, signal);
      if (signal.aborted) return { title: "", stamp: null };
      draw({ title, deck, body }, comparison, { address, wanted: question.get("at"), type: query.get("incident_type") });
      return {
        title: texts.comparePublishers,
        stamp: null,
        colophon: { dataset: slugs[0] ?? "", text: texts.eachFigureStandsAs },
      };
    },
  };
}

/** The address's question, or the first one where it asks nothing. */
function asked(params: URLSearchParams): URLSearchParams {
  const found = new URLSearchParams(params);
  found.delete("rows");
  if (!found.has("measure") && !found.has("incident_type")) for (const [name, value] of Object.entries(FIRST)) found.set(name, value);
  return found;
}

interface Parts {
  title: HTMLElement;
  deck: HTMLElement;
  body: HTMLElement;
}

function draw(
  { title, deck, body }: Parts,
  comparison: Comparison,
  { address, wanted, type }: { address: string; wanted: string | null; type: string | null },
): void {
  const lines = linesOf(comparison);
  const line = closest(lines, wanted);
  const what = countedWords(comparison.query.measure, type);
  if (line === null) {
    fill(title, texts.nobodyPrintedAFigure(what));
    fill(deck, texts.noneOfTheChosen);
    fill(body);
    return;
  }
  fill(title, spreadFinding(line, what));
  fill(deck, texts.inPakistanByPublisher(what, line.label));
  const params = (label: string) => `/compare?${address}&at=${encodeURIComponent(label)}`;
  fill(
    body,
    h(
      "div",
      { class: "key" },
      line.mixed ? [item("dot", texts.countsAttacksOnlyOr), item("ring", texts.countsOperationsToo)] : null,
      lines.some(({ sides }) => sides.some(({ status }) => status === "derived")) ? h("span", { class: "key-item" }, keyDerivedLetter) : null,
    ),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${what}, ${line.label}` }, dotTable(line, texts.byPublisher(what, line.label))),
    h("p", { class: "source" }, sources(comparison), texts.everyNumberOpensIts),
    explained(comparison, line, what),
    h(
      "section",
      { class: "section" },
      h(
        "div",
        { class: "chart-head" },
        h("div", {}, h("h2", {}, texts.everyThatSomebodyPrinted(comparison.query.by)), h("p", { class: "deck" }, texts.latestFirst(what))),
        files(address),
      ),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.allPeriods }, periodTable(lines, line.label, params)),
      h("p", { class: "source" }, texts.ratioIsHighestOver),
    ),
  );
}

const item = (mark: string, words: string): Child => h("span", { class: "key-item" }, h("span", { class: `mark ${mark}` }), words);

/** Why the numbers differ, as far as the definitions say, and how to quote them. */
function explained(comparison: Comparison, line: Line, what: string): HTMLElement {
  const name = (message: string) =>
    comparison.datasets.reduce((words, source) => words.replace(new RegExp(`\\b${source.slug}\\b`, "g"), shortName(source)), message);
  const reasons = comparison.notes.map(({ message }) => h("li", {}, name(message)));
  const absent = line.sides.filter(({ value }) => value === null).map(({ source }) => shortName(source));
  const first = line.sides.find(({ value }) => value !== null);
  return h(
    "section",
    { class: "section explained" },
    h(
      "div",
      {},
      h("h2", {}, texts.whatTheDefinitionsExplain),
      h("ul", { class: "reasons note" }, reasons.length > 0 ? reasons : h("li", {}, texts.theirStatedDefinitionsDo)),
    ),
    h(
      "div",
      {},
      h("h2", {}, texts.beforeYouQuote),
      h(
        "ul",
        { class: "reasons note" },
        h("li", {}, texts.noAverageCountsMade),
        first === undefined ? null : h("li", {}, texts.nameThePublisherAnd(what.toLowerCase(), line.label, shortName(first.source))),
        absent.length > 0 ? h("li", {}, texts.printedNoSuchFigure(list(absent), line.label)) : null,
      ),
    ),
  );
}

function sources({ datasets }: Comparison): string {
  return texts.sources(datasets.map((source) => texts.sourceRevision(shortName(source), source.revision)).join("; "));
}

function files(address: string): Child {
  return h(
    "p",
    { class: "files no-print" },
    FORMS.map(([form, label]): Child => [h("a", { href: `/api/compare.${form}?${address}`, download: `compare.${form}` }, label), " "]),
  );
}
