import type { Dataset } from "../../../server/domain/dataset";
import { Failure, restoreRevision } from "../../api";
import { fill, h } from "../../dom";
import { go } from "../../state";
import { tokenField } from "../../upload/token";
import * as words from "../../words/revisions";

/** Publishes an earlier revision again, after a second word. It becomes a new revision; nothing is erased. */
export function restoreForm({ slug, revision: current }: Dataset, revision: number, shut: () => void): HTMLElement {
  const token = tokenField();
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, words.restoreRevision(revision));
  const form = h(
    "form",
    { class: "restore" },
    h("p", {}, words.whatRevisionSaysBecomes(revision, (current ?? 0) + 1, current ?? "")),
    token.element,
    h("div", { class: "actions" }, button, h("button", { type: "button", onclick: shut }, words.cancel)),
    told,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    fill(told);
    restoreRevision(token.value, slug, revision)
      .then(({ revision: made, unchanged }) => {
        if (unchanged) fill(told, words.revisionSaysExactlyThis(made.revision));
        else go(`/datasets/${encodeURIComponent(slug)}?restored=${made.revision}`);
      })
      .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : words.itCouldNotBe))
      .finally(() => {
        button.disabled = false;
      });
  });
  setTimeout(() => (token.value === "" ? token.input : button).focus());
  return form;
}
