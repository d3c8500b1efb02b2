import { download } from "../../api";
import { h } from "../../dom";
import { saveBlob } from "../../upload/save";
import * as words from "../../words/tokens";
import { type Change, readAudit } from "./requests";

const SHOWN = 20;
const minute = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The latest changes and who made them; all of them as a file. */
export async function recentChanges(admin: string, signal?: AbortSignal): Promise<HTMLElement> {
  const { entries } = await readAudit(admin, SHOWN, signal);
  const row = ({ at, actor, address, action, dataset, detail }: Change) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", class: "text when" }, minute(at)),
      [actor, address ?? words.theProgram, action, dataset ?? "", inWords(detail)].map((cell, index) =>
        h("td", { class: "text", "data-name": NAMES[index + 1] }, cell),
      ),
    );
  const save = () => void download("/api/audit.csv", admin).then(({ blob, name }) => saveBlob(blob, name));
  return h(
    "section",
    { class: "section" },
    h("h2", {}, words.whatWasChanged),
    h("p", { class: "deck" }, words.latestChanges(SHOWN), h("button", { type: "button", class: "plain", onclick: save }, words.downloadAllCsv)),
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
        h("tbody", {}, entries.map(row)),
      ),
    ),
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
