import { readDatasets } from "../api";
import { h } from "../dom";
import { dayInput } from "../inputs/day";
import { select } from "../inputs/select";
import { go, href } from "../state";
import * as words from "../words/check";
import { checkBox } from "./check/box";
import { VERDICT_WORDS } from "./check/verdicts";
import type { View } from "./view";

/** The checker on a page of its own. The address says what it checks against, never the text. */
export function check(): View {
  const dataset = select(words.checkedAgainst);
  const asOf = dayInput(words.asPrintedBy);
  const box = checkBox(1, h("div", { class: "report-choices" }, dataset.element, asOf.element));
  const key = h(
    "dl",
    { class: "verdict-key note" },
    Object.entries(VERDICT_WORDS).map(([verdict, { sign, word, meaning }]) => [
      h("dt", { class: verdict }, h("span", { "aria-hidden": "true" }, `${sign} `), word),
      h("dd", {}, meaning),
    ]),
  );
  const element = h(
    "div",
    { class: "check-view" },
    h("div", { class: "brief-row" }, box.element, h("section", { class: "unknown" }, h("h2", {}, words.verdicts), key)),
  );
  const move = (name: string, value: string) => {
    const params = new URLSearchParams(location.search);
    if (value === "") params.delete(name);
    else params.set(name, value);
    go(href("/check", params));
  };
  dataset.onPick((slug) => move("dataset", slug));
  asOf.onPick((day) => move("as_of", day));
  return {
    element,
    async show({ params }, signal) {
      const { datasets } = await readDatasets(signal);
      const live = datasets.filter((one) => one.kind === "figures" && one.revision !== null && !one.archived);
      const found = live.find(({ slug }) => slug === (params.get("dataset") ?? "crss")) ?? live[0];
      dataset.offer(
        live.map((one) => ({ value: one.slug, label: one.title })),
        found?.slug ?? "",
      );
      asOf.set(params.get("as_of") ?? "");
      if (found !== undefined) box.against(found.slug, params.get("as_of"));
      return {
        title: words.checkAParagraph,
        stamp: found === undefined ? null : { title: found.title, revision: found.revision, publishedAt: found.published_at },
        ...(found === undefined ? {} : { colophon: { dataset: found.slug, text: `${found.publisher}.` } }),
      };
    },
  };
}
