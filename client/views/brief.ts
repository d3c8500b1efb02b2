import { periodInWords } from "../../server/domain/period";
import { Failure, readDatasets } from "../api";
import { type Child, fill, h, unbroken } from "../dom";
import { date, firstSentence, whole } from "../format";
import { dayInput } from "../inputs/day";
import { select } from "../inputs/select";
import { go, href } from "../state";
import * as say from "../words/brief";
import { provinces, trend } from "./brief/charts";
import { loadReport, type Report } from "./brief/load";
import { proofList, prose } from "./brief/prose";
import { take } from "./brief/take";
import { checkBox } from "./check/box";
import type { View } from "./view";

/** A period's report to print: what can be said with its proof, what cannot with its reason, and a box to check what others said. */
export function brief(): View {
  const eyebrow = h("p", { class: "eyebrow" });
  const title = h("h1");
  const dataset = select(say.dataset);
  const period = select(say.period);
  const asOf = dayInput(say.asPrintedBy);
  const words = h("div", { class: "brief" });
  const actions = h("div");
  const open = h("section", { class: "unknown" });
  const chart = trend();
  const split = h("div");
  const proofs = h("div");
  const check = checkBox(2);
  const checking = h("div", { class: "section no-print" }, check.element);
  const body = h("div", { hidden: true }, actions, h("div", { class: "brief-row" }, words, open), chart.element, split, proofs, checking);
  const element = h(
    "div",
    { class: "brief-view" },
    h("div", { class: "opening" }, h("div", {}, eyebrow, title), h("div", { class: "report-choices no-print" }, dataset.element, period.element, asOf.element)),
    body,
  );

  const move = (name: string, value: string | null) => {
    const params = new URLSearchParams(location.search);
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
    // Another dataset has other periods.
    if (name === "dataset") params.delete("period");
    go(href("/brief", params));
  };
  dataset.onPick((slug) => move("dataset", slug));
  period.onPick((label) => move("period", label));
  asOf.onPick((day) => move("as_of", day));

  return {
    element,
    close: () => chart.close(),
    async show({ params }, signal) {
      const { datasets } = await readDatasets(signal);
      const live = datasets.filter((one) => one.revision !== null && !one.archived);
      const wanted = params.get("dataset");
      const found = wanted === null ? (live.find(({ slug }) => slug === "crss") ?? live[0]) : live.find(({ slug }) => slug === wanted);
      dataset.offer(
        live.map((one) => ({ value: one.slug, label: one.title })),
        found?.slug ?? "",
      );
      if (found === undefined) {
        const why = wanted === null ? say.nothingIsPublishedYet : say.thereIsNoPublished(wanted);
        throw new Failure(404, "no_dataset", say.chooseOneUnderDatasets(why));
      }
      const as_of = params.get("as_of");
      const report = await loadReport(found, params.get("period"), as_of, signal);
      if (signal.aborted) return { title: "", stamp: null };
      const known = report.periods.some(({ label }) => label === report.period.label);
      period.offer(
        [...(known ? [] : [report.period]), ...report.periods].map((one) => ({ value: one.label, label: one.label })),
        report.period.label,
      );
      asOf.set(as_of ?? "");
      const { answer } = report.trend;
      const printedBy = as_of === null ? "" : say.asPrintedByDay(date(as_of));
      fill(eyebrow, say.briefOfRevisionOf(report.dataset.title, report.brief.revision, whole(date(answer.dataset.published_at.slice(0, 10))), printedBy));
      fill(title, report.brief.title);
      fill(actions, take(report));
      fill(
        words,
        report.brief.statements.length > 0 ? prose(report.brief) : h("p", { class: "empty" }, say.nothingCanBeStated),
        h("p", { class: "source no-print" }, say.eachUnderlinedNumberOpens),
      );
      const reasons = report.brief.not_stated;
      fill(
        open,
        h("h2", {}, say.notStated),
        h("ul", { class: "note" }, reasons.length > 0 ? reasons.map(({ reason }) => h("li", {}, reason)) : h("li", {}, say.nothingWasLeftOut)),
        toKnow(report),
      );
      fill(split, provinces(report));
      fill(proofs, proofList(report.brief));
      body.hidden = false;
      // A hidden canvas has no size: the chart is drawn when it is seen.
      chart.draw(report);
      // Texts are checked against published figures only.
      checking.hidden = found.kind !== "figures";
      if (found.kind === "figures") check.against(found.slug, as_of);
      return {
        title: say.brief(periodInWords(report.period)),
        stamp: { title: found.title, revision: report.brief.revision, publishedAt: answer.dataset.published_at },
        colophon: { dataset: found.slug, text: `${found.publisher}. ${firstSentence(found.methodology)}` },
      };
    },
  };
}

/** What to know beside the numbers: conflicts between totals and parts, changes of scope. */
function toKnow({ brief }: Report): Child {
  if (brief.notes.length === 0) return null;
  return [
    h("h2", {}, say.toKnow),
    h(
      "ul",
      { class: "note" },
      brief.notes.map(({ message }) => h("li", {}, unbroken(message))),
    ),
  ];
}
