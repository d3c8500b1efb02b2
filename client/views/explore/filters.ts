import { parseDay } from "../../../server/domain/day";
import { FILTERS, type Filter } from "../../../server/domain/dimension";
import { COUNTRY } from "../../../server/domain/province";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { fill, freshId, h } from "../../dom";
import { date, list } from "../../format";
import { type Checks, checks } from "../../inputs/checks";
import * as say from "../../words/explore";
import { change, here } from "./address";
import type { Findings } from "./load";
import { moreWords } from "./more";

export interface FilterLine {
  element: HTMLElement;
  show(found: Findings): void;
}

/** What restricts the answer, as a line of text; the panel beneath changes it. */
export function filterLine(): FilterLine {
  const line = h("p", { class: "filter-words" });
  const id = freshId("filters");
  const groups = h("div", { class: "filter-groups" });
  const panel = h("div", { class: "filter-panel", id, hidden: true }, groups);
  const opener = h(
    "button",
    { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id, onclick: () => unfold(panel.hidden !== false) },
    say.openFilters,
  );
  const unfold = (open: boolean) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    opener.textContent = open ? say.closeFilters : say.openFilters;
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    unfold(false);
    opener.focus();
  });
  const asOf = h("input", { type: "date", id: `${id}-as-of`, onchange: () => change({ as_of: parseDay(asOf.value) }) });
  const asOfField = h("div", { class: "field" }, h("label", { for: `${id}-as-of` }, say.asOfDay), asOf);
  let built = "";
  const controls = new Map<Filter, Checks>();

  const build = (found: Findings) => {
    controls.clear();
    for (const name of FILTERS) {
      const members = (found.card.members[name] ?? []).filter((member) => member !== COUNTRY);
      if (!found.card.filters.includes(name) || members.length === 0) continue;
      const control = checks(
        dimensionLabel(name),
        members.map((member) => ({ value: member, label: memberLabel(name, member) })),
      );
      control.onPick((values) => {
        const filters = { ...here().query.filters };
        delete filters[name];
        change({ filters: values.length === 0 ? filters : { ...filters, [name]: values } });
      });
      controls.set(name, control);
    }
    fill(
      groups,
      [...controls.values()].map((control) => control.element),
      asOfField,
    );
  };

  return {
    element: h("div", { class: "filters" }, h("div", { class: "filter-row" }, line, opener), panel),
    show(found) {
      const { query, card } = found;
      if (built !== card.dataset.slug) {
        built = card.dataset.slug;
        build(found);
      }
      for (const [name, control] of controls) control.set(query.filters[name] ?? []);
      asOf.value = query.as_of ?? "";
      const words = [...controls.keys()]
        .filter((name) => name !== "scope" || query.filters.scope)
        .slice(0, 12)
        .map((name) => {
          const values = query.filters[name];
          return h(
            "span",
            { class: values ? "filter set" : "filter" },
            `${dimensionLabel(name)} `,
            h("b", {}, values ? list(values.map((value) => memberLabel(name, value))) : say.all),
          );
        });
      const shown = words.filter((word, at) => at < 4 || word.classList.contains("set"));
      fill(
        line,
        shown,
        h("span", { class: query.as_of ? "filter set" : "filter" }, say.asOf, h("b", {}, query.as_of ? date(query.as_of) : say.latest)),
        query.revision !== null && h("span", { class: "filter set" }, say.revision, h("b", {}, query.revision)),
        moreWords(query).map(([name, value]) => h("span", { class: "filter set" }, `${name} `, h("b", {}, value))),
      );
    },
  };
}
