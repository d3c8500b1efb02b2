import { formatQuery } from "../../../server/domain/query";
import { followed } from "../../../server/domain/question";
import { escaped } from "../../../server/domain/xml";
import { readBibtex } from "../../api";
import { fill, h } from "../../dom";
import { plural } from "../../format";
import { wholeAddress } from "../../state";
import * as plurals from "../../words/plurals";
import * as say from "../../words/take-away";
import { explorationHref } from "./address";
import type { Taken } from "./take-away";

/** The rows, the picture, the address, the citation, the frame for other pages, the feed. All of the answer on screen. */
export function fillTakeAway(panel: HTMLElement, { query, look, parts, dataset, rows, periods, publisher, spec, captions }: Taken): void {
  const { slug, kind, revision } = dataset;
  // Qualifiers, scopes and printing dates travel with published figures; rows of incidents have none.
  const address = formatQuery({ ...parts, detail: kind === "figures" });
  const path = explorationHref({ look, query: { ...query, revision } });
  const pinned = wholeAddress(path);
  const name = `${slug}-${query.measure.join("-")}-${query.by.join("-") || "total"}`;
  const told = h("p", { class: "note", role: "status" }, say.statusTravels);
  const file = ([form, [label, what]]: [string, readonly [string, string]]) =>
    h("li", {}, h("a", { href: `/api/aggregates.${form}?${address}`, download: true }, label, h("span", {}, what)));
  const action = ([label, what]: readonly [label: string, what: string], act: () => Promise<string>) =>
    h("li", {}, h("button", { type: "button", class: "plain", onclick: () => void act().then((words) => fill(told, words)) }, label, h("span", {}, what)));
  const texts = { ...captions, address: pinned };
  const feed = formatQuery(followed(query));
  fill(
    panel,
    h("h3", {}, say.numbers([plural(rows, plurals.row), periods > 0 && plural(periods, plurals.period)].filter(Boolean).join(", "))),
    h("ul", {}, Object.entries(say.files).map(file)),
    spec && [
      h("h3", {}, say.image),
      h(
        "ul",
        {},
        action(say.png, async () => (await import("../../charts/save")).savePng(spec, texts, `${name}.png`)),
        action(say.svg, async () => (await import("../../charts/save")).saveSvg(spec, texts, `${name}.svg`)),
      ),
    ],
    h("h3", {}, say.share),
    h(
      "ul",
      {},
      action([say.copyLink, say.linkFixedTo(revision)], () => copy(pinned, say.linkCopied)),
      action([say.copyCitation, say.citationHas], () => copy(citation(dataset.citation, pinned), say.citationCopied)),
      action([say.copyBibtex, say.bibtexIsFor], async () => copy(await bibtex(address, revision, pinned), say.bibtexCopied)),
      spec && action([say.copyEmbedCode, say.embedCodeIsFor], () => copy(embedCode(path, captions.title, publisher), say.embedCodeCopied)),
    ),
    h("h3", {}, say.follow),
    h("ul", {}, h("li", {}, h("a", { href: `/api/feeds/figures.atom?${feed}` }, say.feed, h("span", {}, say.feedTellsOf)))),
    told,
  );
}

const today = () => new Date().toISOString().slice(0, 10);

/** The API's citation with the address of the view, and the day it was read. */
function citation(text: string, pinned: string): string {
  return say.accessed(`${text.replace(/\/api\/aggregates\?.*$/, "")}${pinned}`, today());
}

async function bibtex(address: string, revision: number, pinned: string): Promise<string> {
  const entry = await readBibtex(`${address.replace(/&revision=\d+/, "")}&revision=${revision}`);
  return entry.replace(/ {2}url = \{.*\}\n\}/, () => `  url = {${pinned}},\n  urldate = {${today()}}\n}`);
}

/** A frame that keeps showing this revision, titled for readers who hear the page. */
function embedCode(path: string, title: string, publisher: string): string {
  const src = wholeAddress(path.replace(/^\/explore/, "/embed"));
  return `<iframe src="${escaped(src)}" title="${escaped(`${title}. ${publisher}`)}" width="100%" height="520" style="border:0" loading="lazy"></iframe>`;
}

/** Where the clipboard is closed to the page the text itself is shown, to be copied by hand. */
async function copy(text: string, done: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    return text;
  }
}
