import { formatQuery, type Query } from "../server/domain/query";
import { questionsOf } from "../server/domain/question";
import { Failure, readAggregates, readDataset } from "./api";
import { frame } from "./charts/frame";
import { byId, fill, h } from "./dom";
import { address, followLinks, onAddress } from "./state";
import { explorationHref, readExploration } from "./views/explore/address";
import { captionsOf } from "./views/explore/captions";
import { chartOf } from "./views/explore/chart-of";
import { type Drawable, drawable } from "./views/explore/drawable";
import { lookOf } from "./views/explore/offers";
import { isRanking } from "./views/explore/picture-of";
import * as say from "./words/embed";

/** Of the page that shows the frame; `auto` is as the reader's screen is. */
const THEMES = ["auto", "light", "dark"] as const;

/** Keeps the frame light or dark whatever the screen is. The dark colours are one table, that of dark screens; here it is in force on all. */
function dress(theme: string | null): void {
  if (theme === null || theme === "" || theme === "auto") return;
  if (theme === "light") document.documentElement.dataset.paper = "";
  else if (theme !== "dark") throw new Failure(400, "bad_parameter", say.noSuchTheme(theme, THEMES.join(", ")));
  else
    for (const rule of [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]))
      if (rule instanceof CSSMediaRule && rule.conditionText.includes("prefers-color-scheme: dark")) rule.media.mediaText = "all";
}

/** What stands in place of a chart: a map, or a ranking. */
async function pageOf(found: Drawable): Promise<HTMLElement | null> {
  if (lookOf(found) === "map") return h("div", { class: "atlas" }, (await import("./views/explore/atlas")).atlasOf(found));
  if (isRanking(found)) {
    const { rankingLetters, rankingTable } = await import("./views/explore/ranking");
    return h("div", { class: "ranked" }, rankingLetters(found), h("div", { class: "scroll" }, rankingTable(found)));
  }
  return null;
}

/**
 * One chart for another site's page: the question of the address, drawn as Explore draws it, without controls. It stores nothing and
 * asks no token; a mark opens its rows on the site itself, in a tab of its own.
 */
async function show(): Promise<void> {
  const { params } = address();
  dress(params.get("theme"));
  params.delete("theme");
  const exploration = readExploration(params);
  const { query } = exploration;
  const { dataset } = await readDataset(query.dataset);
  const { parts, totals } = questionsOf(query, exploration.look, dataset.kind);
  const ask = (one: Query | null) => (one === null ? null : readAggregates(formatQuery(one)));
  const [answer, whole] = await Promise.all([readAggregates(formatQuery(parts)), ask(totals)]);
  const found = drawable(exploration, answer, whole);
  const spec = chartOf(found);
  const captions = captionsOf(found, dataset.publisher);
  const there = (words: string) => h("a", { href: explorationHref(exploration), target: "_blank", rel: "noopener" }, words);
  document.title = captions.title;
  const source = [h("span", { class: "source-words", title: captions.source }, captions.source), " ", there(say.wholeAnswer)];
  if (spec === null) {
    const body = (await pageOf(found)) ?? h("p", {}, say.noChart, there(say.openTable));
    fill(byId("embed"), h("h1", {}, captions.title), h("p", { class: "deck" }, captions.subtitle), body, h("p", { class: "source" }, source));
    return;
  }
  const chart = frame({ level: 1, height: "middle" });
  fill(byId("embed"), chart.element);
  chart.draw({ ...captions, source }, spec);
}

onAddress(({ params }) => {
  const rows = params.get("rows");
  if (rows === null) return;
  params.delete("rows");
  params.delete("theme");
  window.open(`/explore?${params}&rows=${encodeURIComponent(rows)}`, "_blank", "noopener");
  history.back();
});
followLinks();

try {
  await show();
} catch (error) {
  const words = error instanceof Failure ? error.message : say.notDrawn;
  if (!(error instanceof Failure)) console.error(error);
  fill(byId("embed"), h("p", { role: "alert" }, words));
} finally {
  byId("embed").removeAttribute("aria-busy");
}
