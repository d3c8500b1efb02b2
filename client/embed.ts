import { formatQuery, type Query } from "../server/domain/query";
import { questionsOf } from "../server/domain/question";
import { Failure, readAggregates, readDataset } from "./api";
import { frame } from "./charts/frame";
import { byId, fill, h } from "./dom";
import { address, onAddress } from "./state";
import { explorationHref, readExploration } from "./views/explore/address";
import { captionsOf } from "./views/explore/captions";
import { chartOf } from "./views/explore/chart-of";
import { drawable } from "./views/explore/drawable";

/**
 * One chart for another site's page: the question of the address, drawn as Explore draws it, without controls. It stores nothing and
 * asks no token; a mark opens its rows on the site itself, in a tab of its own. `theme=light` keeps it light on a dark screen.
 */
async function show(): Promise<void> {
  const { params } = address();
  if (params.get("theme") === "light") document.documentElement.dataset.paper = "";
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
  if (spec === null) {
    fill(
      byId("embed"),
      h("h1", {}, captions.title),
      h("p", { class: "deck" }, captions.subtitle),
      h("p", {}, "This question has no chart. ", there("Open its table")),
    );
    return;
  }
  const chart = frame({ level: 1, height: "middle" });
  fill(byId("embed"), chart.element);
  chart.draw({ ...captions, source: [captions.source, " ", there("Incident Ledger: rows, table, download")] }, spec);
}

onAddress(({ params }) => {
  const rows = params.get("rows");
  if (rows === null) return;
  params.delete("rows");
  params.delete("theme");
  window.open(`/explore?${params}&rows=${encodeURIComponent(rows)}`, "_blank", "noopener");
  history.back();
});

try {
  await show();
} catch (error) {
  const words = error instanceof Failure ? error.message : "Something went wrong while drawing this chart.";
  if (!(error instanceof Failure)) console.error(error);
  fill(byId("embed"), h("p", { role: "alert" }, words));
} finally {
  byId("embed").removeAttribute("aria-busy");
}
