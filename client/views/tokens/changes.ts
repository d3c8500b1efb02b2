import { download, Failure } from "../../api";
import { fill, h } from "../../dom";
import { saveBlob } from "../../upload/save";
import * as words from "../../words/tokens";
import { type Change, readAudit } from "./requests";

/** As many as a phone shows without a long way to what stands below. */
const SHOWN = 10;
const minute = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The latest changes and who made them, older ones a page at a time; all of them as a file. */
export async function recentChanges(admin: string, signal?: AbortSignal): Promise<HTMLElement> {
  const { entries, next_cursor } = await readAudit(admin, { limit: SHOWN, cursor: null }, signal);
  const row = ({ at, actor, address, action, dataset, detail }: Change) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", class: "text when", tabindex: "-1" }, minute(at)),
      [actor, address ?? words.theProgram, action, dataset ?? "", inWords(detail)].map((cell, index) =>
        h("td", { class: "text", "data-name": NAMES[index + 1] }, cell),
      ),
    );
  const body = h("tbody", {}, entries.map(row));
  const told = h("p", { class: "told", role: "alert" });
  const more = h("button", { type: "button" }, words.showOlder);
  let next = next_cursor;
  more.hidden = next === null;
  more.addEventListener("click", async () => {
    more.disabled = true;
    fill(told);
    try {
      const page = await readAudit(admin, { limit: SHOWN, cursor: next });
      const at = body.childElementCount;
      body.append(...page.entries.map(row));
      next = page.next_cursor;
      more.hidden = next === null;
      // The keyboard goes on where the older ones begin.
      body.children[at]?.querySelector("th")?.focus();
    } catch (error) {
      fill(told, error instanceof Failure ? error.message : words.olderNotRead);
    }
    more.disabled = false;
  });
  const save = () => void download("/api/audit.csv", admin).then(({ blob, name }) => saveBlob(blob, name));
  return h(
    "section",
    { class: "section" },
    h("h2", {}, words.whatWasChanged),
    h("p", { class: "deck" }, words.newestFirst, h("button", { type: "button", class: "plain", onclick: save }, words.downloadAllCsv)),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": words.changesTable },
      h(
        "table",
        { class: "dataset-table token-table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            NAMES.map((name) => h("th", { scope: "col", class: "text" }, name)),
          ),
        ),
        body,
      ),
    ),
    more,
    told,
  );
}

const NAMES = [words.when, words.token, words.from, words.change, words.dataset, words.what];

/** Signs that cannot be seen or that turn the direction of writing: a record is read as it was written. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The plain facts of a change; what is nested is in the file. */
function inWords(detail: Change["detail"]): string {
  return Object.entries(detail)
    .filter(([name, value]) => name !== "content_hash" && ["string", "number"].includes(typeof value))
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`)
    .join(", ")
    .slice(0, 200)
    .replace(UNSEEN, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
