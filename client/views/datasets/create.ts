import { createDataset, Failure } from "../../api";
import { fill, h } from "../../dom";
import { select } from "../../inputs/select";
import { text } from "../../inputs/text";
import { go } from "../../state";
import { tokenField } from "../../upload/token";
import * as words from "../../words/datasets";

/** A new dataset: its name, its kind and who counts. The rest can be told later. */
export function createForm(): HTMLElement {
  const title = text(words.title, { required: true, placeholder: words.attacksOnSchools });
  const slug = text(words.shortNameInAddresses, {
    required: true,
    placeholder: words.slugExample,
    pattern: "[a-z0-9][a-z0-9\\-]*",
    hint: words.smallLettersDigitsAnd,
  });
  const publisher = text(words.publisherWhoCounts, { required: true });
  const licence = text(words.licence, { required: true, placeholder: words.ccBy40 });
  const methodology = text(words.methodInASentence, { long: true });
  const kind = select(words.kind);
  const sharing = select(words.mayRowsBeGiven);
  kind.offer(
    [
      { value: "incidents", label: words.incidentsRowsThatAdd },
      { value: "figures", label: words.figuresPublishedStatistics },
    ],
    "incidents",
  );
  sharing.offer(
    [
      { value: "rows", label: words.yesRowsAndAggregates },
      { value: "aggregates", label: words.noAggregatesOnly },
    ],
    "rows",
  );
  const token = tokenField();
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, words.createDataset);
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
      .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : words.theDatasetCouldNot))
      .finally(() => {
        button.disabled = false;
      });
  });
  return h("details", { class: "create-box" }, h("summary", {}, words.createADataset), form);
}
