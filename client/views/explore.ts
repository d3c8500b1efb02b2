import { readLook } from "../../server/domain/drawing";
import { parsePeriod } from "../../server/domain/period";
import { formatQuery, type Query } from "../../server/domain/query";
import { lookedAt } from "../../server/domain/question";
import { readAggregates, readDatasets } from "../api";
import { frame } from "../charts/frame";
import { isKnown } from "../charts/spec";
import { fill, h, unbroken } from "../dom";
import { firstSentence } from "../format";
import { address, go, wholeAddress } from "../state";
import * as say from "../words/explore";
import { explorationHref, readExploration } from "./explore/address";
import { atlasOf } from "./explore/atlas";
import { captionsOf } from "./explore/captions";
import { chartOf } from "./explore/chart-of";
import { controls } from "./explore/controls";
import { filterLine } from "./explore/filters";
import { asked } from "./explore/finding";
import { type Findings, loadFindings } from "./explore/load";
import { nothingWords } from "./explore/nothing";
import { lookOf } from "./explore/offers";
import { pictureOf } from "./explore/picture-of";
import { statusKey } from "./explore/status-key";
import { takeAway } from "./explore/take-away";
import { twin } from "./explore/twin";
import { pickDataset } from "./overview/load";
import { question } from "./question";
import type { View } from "./view";

/** Any measure by any dimension under any filter: the address is the question, the page is its answer. */
export function explore(): View {
  const bar = controls();
  const filters = filterLine();
  const away = takeAway((open) => stage.classList.toggle("with-menu", open));
  const chart = frame({ level: 1, height: "middle" });
  const plainTitle = h("h1");
  const plainDeck = h("p", { class: "deck" });
  const plain = h("div", { class: "plain-head", hidden: true }, plainTitle, plainDeck);
  const atlas = h("div", { class: "atlas", hidden: true });
  const stage = h(
    "div",
    { class: "stage" },
    h("div", { class: "stage-main" }, chart.element, plain, atlas),
    h("div", { class: "stage-side" }, away.button, away.panel),
  );
  const twinTitle = h("h2", {}, say.tableTitle);
  const twinBox = h("div");
  const key = h("div");
  const notes = h("ul", { class: "notes" });
  const printedAddress = h("p", { class: "address mono" });
  const twinDeck = h("p", { class: "deck" }, say.tableDeck);
  // Where no chart stands above it the table is the answer, and its source is named under it.
  const twinSource = h("p", { class: "source" });
  const table = h("section", { class: "section quiet" }, twinTitle, twinDeck, twinBox, twinSource, notes, key);
  const element = h("div", { class: "explore" }, bar.element, filters.element, bar.looks, bar.instead, stage, table, printedAddress);

  const draw = (found: Findings) => {
    element.classList.add("ready");
    bar.show(found);
    filters.show(found);
    const { publisher } = found.card.dataset;
    const captions = captionsOf(found, publisher);
    const { title, subtitle } = captions;
    const isBlank = found.answer.rows.length === 0 || (found.series.length > 0 && !found.series.some(isKnown));
    const spec = isBlank ? null : chartOf(found);
    const isMap = !isBlank && lookOf(found) === "map";
    chart.element.hidden = spec === null;
    plain.hidden = spec !== null;
    if (spec) chart.draw(captions, spec);
    else {
      fill(plainTitle, unbroken(title));
      fill(plainDeck, unbroken(subtitle));
    }
    atlas.hidden = !isMap;
    fill(atlas, isMap && [atlasOf(found), h("p", { class: "source" }, captions.source)]);
    const isAlone = spec === null && !isMap;
    table.classList.toggle("alone", isAlone);
    twinTitle.hidden = isAlone;
    twinDeck.hidden = isBlank;
    twinSource.hidden = !isAlone;
    fill(twinSource, captions.source);
    const { query, answer, periods } = found;
    away.show({
      query,
      look: found.look,
      parts: takenOf(found),
      dataset: answer.dataset,
      rows: answer.rows.length,
      periods: periods.length,
      publisher,
      spec: pictureOf(found),
      captions,
    });
    fill(twinBox, isBlank && nothingWords(found), found.answer.rows.length > 0 && twin(found));
    fill(
      notes,
      found.answer.notes
        .filter((note) => !["missing", "revised", "provisional", "qualifier"].includes(note.code))
        .map((note) => h("li", { class: note.code === "conflict" ? "note conflict" : "note" }, note.message)),
    );
    fill(key, statusKey(found));
    fill(printedAddress, wholeAddress(explorationHref(found)));
  };

  return {
    element,
    close: () => chart.close(),
    async show({ params }, signal) {
      const asksNothing = params.get("dataset") === null;
      const start = asksNothing ? await defaultAddress(params, signal) : null;
      if (start !== null && !signal.aborted) {
        go(start, "replace");
        return { title: say.explore, stamp: null };
      }
      const found = await loadFindings(readExploration(params), signal);
      if (signal.aborted) return { title: "", stamp: null };
      draw(found);
      const { title, revision, published_at } = found.answer.dataset;
      return {
        title: asked(found),
        stamp: { title, revision, publishedAt: published_at },
        colophon: { dataset: found.card.dataset.slug, text: `${found.card.dataset.publisher}. ${firstSentence(found.card.dataset.methodology)}` },
      };
    },
  };
}

/** The question whose answer is on screen; the usual number of parts is left out of it where nothing was folded. */
function takenOf({ query, look, answer }: Findings): Query {
  const parts = lookedAt(query, look, answer.dataset.kind === "figures" ? "figures" : "incidents");
  const isFolded = answer.notes.some(({ code }) => code === "others");
  return isFolded ? parts : { ...parts, top: query.top };
}

/** Without a question: the last year with figures, by quarter and province. */
async function defaultAddress(params: URLSearchParams, signal: AbortSignal): Promise<string | null> {
  const dataset = pickDataset((await readDatasets(signal)).datasets, null);
  if (dataset === null) return null;
  const { rows } = await readAggregates(formatQuery(question(dataset.slug, ["fatalities"], ["quarter"])), signal);
  const last = rows.findLast((row) => row.fatalities !== null && row.fatalities !== 0)?.quarter;
  const year = parsePeriod(String(last ?? "").slice(0, 4));
  const ends = year === null ? {} : { from: parsePeriod(`${year.label}-Q1`), to: parsePeriod(`${year.label}-Q4`) };
  const { look } = readLook(new URLSearchParams(params));
  const to = explorationHref({ query: question(dataset.slug, ["fatalities"], ["quarter", "province"], ends), look });
  return address().path === "/explore" ? to : null;
}
