import type { Dataset } from "../../../server/domain/dataset";
import { Failure, restoreRevision } from "../../api";
import { fill, h } from "../../dom";
import { go } from "../../state";
import { tokenField } from "../../upload/token";

/** Publishes an earlier revision again, after a second word. It becomes a new revision; nothing is erased. */
export function restoreForm({ slug, revision: current }: Dataset, revision: number, shut: () => void): HTMLElement {
  const token = tokenField();
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, `Restore revision ${revision}`);
  const form = h(
    "form",
    { class: "restore" },
    h(
      "p",
      {},
      `What revision ${revision} says becomes revision ${(current ?? 0) + 1}, for everyone. Nothing is erased: revision ${current ?? ""} keeps its number and its address.`,
    ),
    token.element,
    h("div", { class: "actions" }, button, h("button", { type: "button", onclick: shut }, "Cancel")),
    told,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    fill(told);
    restoreRevision(token.value, slug, revision)
      .then(({ revision: made, unchanged }) => {
        if (unchanged) fill(told, `Revision ${made.revision} says exactly this already. No revision was made.`);
        else go(`/datasets/${encodeURIComponent(slug)}?restored=${made.revision}`);
      })
      .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : "It could not be restored. Nothing was changed."))
      .finally(() => {
        button.disabled = false;
      });
  });
  setTimeout(() => (token.value === "" ? token.input : button).focus());
  return form;
}
