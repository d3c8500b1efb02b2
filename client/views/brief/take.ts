import { paragraphsOf } from "../../../server/domain/prose";
import { copied } from "../../copy";
import { fill, h } from "../../dom";
import * as words from "../../words/brief";
import type { Report } from "./load";

/** What a reader carries off: the words to the clipboard, the files, the printer. */
export function take(report: Report): HTMLElement {
  const { brief, dataset, trend } = report;
  const query = new URLSearchParams({ dataset: dataset.slug, period: brief.period, ...(brief.as_of === null ? {} : { as_of: brief.as_of }) });
  const fixed = `${query}&revision=${brief.revision}`;
  const told = h("span", { role: "status", class: "note" });
  const put = async (text: string, done: string) => fill(told, (await copied(text)) ? done : words.theClipboardIsClosed);
  const source = `${trend.answer.dataset.citation.replace(/\/api\/aggregates\?.*$/, "")}${location.origin}/brief?${query}`;
  const text = () => [brief.title, ...paragraphsOf(brief.statements).map((some) => some.map((one) => one.text).join(" ")), source].join("\n\n");
  const markdown = async () => {
    const answer = await fetch(`/api/brief.md?${fixed}`).catch(() => null);
    if (answer?.ok) await put(await answer.text(), words.markdownCopied);
    else fill(told, words.theServerCouldNot);
  };
  const name = `${dataset.slug}-brief-${brief.period}`.replace("/", "-");
  return h(
    "div",
    { class: "takes" },
    h("button", { type: "button", onclick: () => void put(text(), words.textCopiedWithIts) }, words.copyText),
    h("button", { type: "button", onclick: () => void markdown() }, words.copyMarkdown),
    h("a", { class: "button", href: `/api/brief.md?${fixed}`, download: `${name}.md` }, words.markdown),
    h("a", { class: "button", href: `/api/brief.html?${fixed}`, download: `${name}.html` }, words.html),
    h("button", { type: "button", onclick: () => print() }, words.print),
    told,
  );
}
