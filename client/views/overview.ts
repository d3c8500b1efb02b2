import { periodInWords } from "../../server/domain/period";
import { Failure, readDatasets } from "../api";
import { fill, h } from "../dom";
import { firstSentence } from "../format";
import { select } from "../inputs/select";
import { go } from "../state";
import * as words from "../words/overview";
import { explore, itsOwnPage, uploadReviewAndPublish, whatItHolds } from "../words/overview-sentences";
import { headlineFigures, waitingFigures } from "./overview/figures";
import { headline } from "./overview/findings";
import { loadStory, pickDataset, type Story } from "./overview/load";
import { paragraph } from "./overview/paragraph";
import { provinceSection } from "./overview/provinces";
import { trendChart } from "./overview/trend";
import { unknowns } from "./overview/unknown";
import { victimSection } from "./overview/victims";
import type { View } from "./view";

/** The latest period in five seconds: what happened, against what, where, to whom, how sure. */
export function overview(): View {
  const eyebrow = h("p", { class: "eyebrow" });
  const title = h("h1");
  const picker = select(words.dataset);
  picker.element.classList.add("switcher");
  picker.onPick((slug) => go(slug === "crss" ? "/" : `/?dataset=${encodeURIComponent(slug)}`));
  const top = h("div", {}, waitingFigures(), h("div", { class: "brief-row waiting" }));
  const trend = trendChart();
  const rest = h("div");
  const body = h("div", {}, top, trend.element, rest);
  const element = h("div", { class: "overview" }, h("div", { class: "opening" }, h("div", {}, eyebrow, title), picker.element), body);

  const draw = (story: Story) => {
    const when = periodInWords(story.period);
    const code = story.period.grain === "year" ? null : story.period.label;
    fill(
      eyebrow,
      story.dataset.kind === "figures" ? words.latestOfPakistan(when, code, story.grain) : words.latestOfDataset(story.dataset.title, when, code, story.grain),
    );
    fill(title, headline(story));
    fill(top, headlineFigures(story), h("div", { class: "brief-row" }, paragraph(story), unknowns(story)));
    body.hidden = false;
    trend.draw(story);
    fill(rest, provinceSection(story), victimSection(story));
  };

  return {
    element,
    close: () => trend.close(),
    async show({ params }, signal) {
      const { datasets } = await readDatasets(signal);
      const wanted = params.get("dataset");
      const dataset = pickDataset(datasets, wanted);
      if (dataset === null && wanted !== null) throw new Failure(404, "no_dataset", words.thereIsNoDataset(wanted));
      picker.offer(
        datasets.filter((one) => !one.archived).map((one) => ({ value: one.slug, label: one.title })),
        dataset?.slug ?? "",
      );
      const story = dataset === null || dataset.revision === null ? null : await loadStory(dataset, datasets, signal);
      if (signal.aborted) return { title: "", stamp: null };
      if (story === null) {
        const isPublished = dataset !== null && dataset.revision !== null;
        fill(eyebrow, dataset?.title ?? words.incidentLedger);
        fill(title, dataset === null ? words.nothingIsPublishedYet : isPublished ? words.hasNoTotal : words.nothingIsPublishedIn);
        fill(top, h("div", { class: "empty" }, ...(isPublished ? [h("p", {}, elsewhere(dataset.slug))] : toUpload(dataset?.slug ?? null))));
        fill(rest);
        trend.element.hidden = true;
        body.hidden = false;
        return { title: dataset?.title ?? "", stamp: dataset && { title: dataset.title, revision: dataset.revision, publishedAt: dataset.published_at } };
      }
      trend.element.hidden = false;
      draw(story);
      const { revision, published_at } = story.answer;
      return {
        title: "",
        stamp: { title: story.dataset.title, revision, publishedAt: published_at },
        colophon: { dataset: story.dataset.slug, text: `${story.dataset.publisher}. ${firstSentence(story.dataset.methodology)}` },
      };
    },
  };
}

/** Where else a dataset is shown of which no period has a total. */
function elsewhere(slug: string): (string | Node)[] {
  return whatItHolds<string | Node>(h("a", { href: `/datasets/${slug}` }, itsOwnPage), h("a", { href: `/explore?dataset=${slug}` }, explore)).flat();
}

/** How something comes to be shown, of a dataset that has nothing yet, or of none. */
function toUpload(slug: string | null): Node[] {
  const upload = uploadReviewAndPublish((said) => h("a", { href: slug === null ? "/datasets" : `/datasets/${slug}/upload` }, said));
  return [h("p", {}, words.aChartNeedsAt), h("p", {}, upload)];
}
