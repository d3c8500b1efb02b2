import { ROW_ORDERS, type RowOrder } from "../../../server/domain/row-order";
import { parseSearch } from "../../../server/domain/search";
import { freshId, h } from "../../dom";
import { segments } from "../../inputs/segments";
import { select } from "../../inputs/select";
import { go } from "../../state";
import * as say from "../../words/incidents";
import { question } from "../question";
import { change, here, listingHref } from "./address";
import type { Listed, Unlisted } from "./load";

const ORDER_WORDS: Record<RowOrder, string> = {
  "-occurred_on": say.newestFirst,
  occurred_on: say.oldestFirst,
  "-fatalities": say.mostKilledFirst,
  "-injured": say.mostWoundedFirst,
  line: say.asInTheirFiles,
};

export interface SearchBar {
  element: HTMLElement;
  show(found: Listed | Unlisted): void;
}

/**
 * What is looked for, in which dataset, in which order, and whether every report counts as a row. On a phone all but the search folds, with
 * the facets, behind one button.
 */
export function searchBar(facets: string, onFold: (open: boolean) => void): SearchBar {
  const id = freshId("search");
  const input = h("input", {
    id,
    type: "text",
    inputmode: "search",
    enterkeyhint: "search",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    "aria-describedby": `${id}-hint`,
  });
  const hint = h("p", { class: "hint", id: `${id}-hint` });
  const told = say.everyWordMustBe;
  const form = h(
    "form",
    {
      class: "field search-field",
      role: "search",
      onsubmit: (event) => {
        event.preventDefault();
        const q = input.value.trim();
        const read = q === "" ? [] : parseSearch(q);
        hint.textContent = "fault" in read ? read.fault.replace(" in q", "") : told;
        hint.classList.toggle("wrong", "fault" in read);
        if ("fault" in read) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
        if (!("fault" in read)) change({ q });
      },
    },
    h("label", { for: id }, say.searchTheRows),
    h("div", { class: "search-line" }, input, h("button", { type: "submit" }, say.search)),
    hint,
  );
  hint.textContent = told;
  const dataset = select(say.dataset);
  dataset.onPick((slug) => go(listingHref({ ...here(), query: question(slug, [], []), cursor: null })));
  const order = select(say.order);
  order.onPick((value) => change({ order: ROW_ORDERS.find((one) => one === value) ?? "-occurred_on" }));
  const each = segments<"incidents" | "reports">(say.oneRowFor);
  each.onPick((value) => change({ every: value === "reports" }));
  const folder = h("button", { type: "button", class: "toggle fold-button", "aria-expanded": "false", "aria-controls": facets }, say.orderAndFilters);
  const unfold = (open: boolean) => {
    folder.setAttribute("aria-expanded", String(open));
    onFold(open);
  };
  folder.addEventListener("click", () => unfold(folder.getAttribute("aria-expanded") === "false"));
  return {
    element: h("div", { class: "search-bar" }, form, folder, dataset.element, order.element, each.element),
    show(found) {
      const now = here();
      const set = Object.keys(now.query.filters).length + (now.query.from || now.query.to ? 1 : 0);
      folder.textContent = set === 0 ? say.orderAndFilters : say.orderAndFiltersInUse(set);
      if (document.activeElement !== input || input.value.trim() !== now.q) input.value = now.q;
      // Without rows there is nothing to search, narrow or order; another dataset can be chosen.
      const nothing = "why" in found;
      for (const part of [form, folder, order.element, each.element]) part.hidden = nothing;
      onFold(nothing || folder.getAttribute("aria-expanded") === "true");
      const others = found.datasets.map((one) => ({ value: one.slug, label: one.title }));
      const isAmong = found.datasets.some(({ slug }) => slug === found.dataset?.slug);
      dataset.offer(isAmong ? others : [{ value: "", label: say.chooseOne }, ...others], isAmong ? (found.dataset?.slug ?? "") : "");
      dataset.element.hidden = found.datasets.length < (isAmong ? 2 : 1);
      order.offer(
        ROW_ORDERS.toSorted((a, b) => Object.keys(ORDER_WORDS).indexOf(a) - Object.keys(ORDER_WORDS).indexOf(b)).map((value) => ({
          value,
          label: ORDER_WORDS[value],
        })),
        now.order,
      );
      each.offer(
        [
          { value: "incidents", label: say.anIncident, off: false },
          { value: "reports", label: say.eachReport, off: false },
        ],
        now.every ? "reports" : "incidents",
      );
    },
  };
}
