import { createDataset, Failure } from "../../api";
import { fill, h } from "../../dom";
import { select } from "../../inputs/select";
import { text } from "../../inputs/text";
import { go } from "../../state";
import { tokenField } from "../../upload/token";

/** A new dataset: its name, its kind and who counts. The rest can be told later. */
export function createForm(): HTMLElement {
  const title = text("Title", { required: true, placeholder: "Attacks on schools" });
  const slug = text("Short name in addresses", {
    required: true,
    placeholder: "attacks-on-schools",
    pattern: "[a-z0-9][a-z0-9\\-]*",
    hint: "Small letters, digits and dashes",
  });
  const publisher = text("Publisher: who counts", { required: true });
  const licence = text("Licence", { required: true, placeholder: "CC BY 4.0" });
  const methodology = text("Method, in a sentence or two", { long: true });
  const kind = select("Kind");
  const sharing = select("May rows be given away?");
  kind.offer(
    [
      { value: "incidents", label: "Incidents: rows that add up" },
      { value: "figures", label: "Figures: published statistics" },
    ],
    "incidents",
  );
  sharing.offer(
    [
      { value: "rows", label: "Yes, rows and aggregates" },
      { value: "aggregates", label: "No, aggregates only" },
    ],
    "rows",
  );
  const token = tokenField();
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, "Create dataset");
  let named = false;
  slug.input.addEventListener("input", () => {
    named = true;
  });
  title.input.addEventListener("input", () => {
    if (!named)
      slug.set(
        title.value
          .toLowerCase()
          .normalize("NFKD")
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-|-$/g, "")
          .slice(0, 60),
      );
  });
  const form = h(
    "form",
    { class: "create", novalidate: false },
    title.element,
    slug.element,
    kind.element,
    publisher.element,
    licence.element,
    sharing.element,
    methodology.element,
    token.element,
    h("div", { class: "create-end" }, button, told),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    fill(told);
    const body = {
      slug: slug.value,
      title: title.value,
      kind: kind.value,
      publisher: publisher.value,
      licence: licence.value,
      sharing: sharing.value,
      methodology: methodology.value,
    };
    createDataset(token.value, body)
      .then(({ dataset }) => go(`/datasets/${encodeURIComponent(dataset.slug)}/upload`))
      .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : "The dataset could not be created."))
      .finally(() => {
        button.disabled = false;
      });
  });
  return h("details", { class: "create-box" }, h("summary", {}, "Create a dataset"), form);
}
