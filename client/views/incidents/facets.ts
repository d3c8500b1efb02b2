import type { Filter } from "../../../server/domain/dimension";
import { parsePeriod } from "../../../server/domain/period";
import { dimensionLabel, memberLabel } from "../../charts/plot";
import { fill, freshId, h } from "../../dom";
import { formOf, number, plural } from "../../format";
import { select } from "../../inputs/select";
import * as words from "../../words/incidents";
import * as plurals from "../../words/plurals";
import { change, here, withFilter } from "./address";
import type { Listed } from "./load";

/** Members shown before the reader asks for all of them. */
const SHOWN = 6;

export interface FacetPanel {
  id: string;
  element: HTMLElement;
  show(found: Listed): void;
}

/** What the rows can be narrowed by, each choice with the rows it would leave. */
export function facetPanel(): FacetPanel {
  const id = freshId("facets");
  const from = select(words.fromYear);
  const to = select(words.toYear);
  from.onPick((label) => change({ query: { ...here().query, from: parsePeriod(label), to: ending(label, here().query.to?.label ?? ""), by: [] } }));
  to.onPick((label) => change({ query: { ...here().query, to: parsePeriod(label), from: beginning(here().query.from?.label ?? "", label), by: [] } }));
  const years = h("div", { class: "facet-years" }, from.element, to.element);
  const groups = h("div", { class: "facet-groups" });
  const opened = new Set<string>();
  const panel = h("div", { id, class: "facet-panel" }, years, groups);
  const group = (name: Filter, found: Listed): HTMLElement | null => {
    const { members, more } = found.facets.facets.find((facet) => facet.name === name) ?? { members: [], more: false };
    const chosen = found.listing.query.filters[name] ?? [];
    const rows = new Map(members.map((member) => [member.value, member.rows]));
    const values = [...new Set([...chosen, ...rows.keys()])];
    // One member for all rows, or none at all, narrows nothing.
    if (chosen.length === 0 && (values.length < 2 || members.every(({ value }) => value === "(not stated)"))) return null;
    const shown = opened.has(name) ? values : values.filter((value, at) => at < SHOWN || chosen.includes(value));
    const box = (value: string) => {
      const input = h("input", {
        type: "checkbox",
        "data-key": `${name} ${value}`,
        onchange: () => {
          const now = here().query.filters[name] ?? [];
          change(withFilter(here(), name, input.checked ? [...now, value] : now.filter((one) => one !== value)));
        },
      });
      input.checked = chosen.includes(value);
      return h(
        "label",
        { class: "check facet-member" },
        input,
        h("span", { class: "member", dir: "auto" }, memberLabel(name, value)),
        h("span", { class: "rows-count" }, number(rows.get(value) ?? 0), h("span", { class: "unseen" }, ` ${formOf(rows.get(value) ?? 0, plurals.row)}`)),
      );
    };
    const rest = values.length - shown.length;
    const unfoldGroup = () => {
      opened.add(name);
      const fresh = group(name, found);
      if (fresh === null) return;
      field.replaceWith(fresh);
      fresh.querySelectorAll("input")[SHOWN]?.focus();
    };
    const field = h(
      "fieldset",
      { class: "checks facet" },
      h("legend", {}, dimensionLabel(name)),
      h("div", { class: "facet-list" }, shown.map(box)),
      rest > 0 && h("button", { type: "button", class: "plain", onclick: unfoldGroup }, words.more(rest)),
      rest === 0 && more && h("p", { class: "source" }, words.lessFrequentOnesAre),
    );
    return field;
  };

  return {
    id,
    element: panel,
    show(found) {
      const { query } = found.listing;
      // Rebuilding must not take the keyboard off the box that was just ticked.
      const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
      const counted = found.facets.facets.find((facet) => facet.name === "year")?.members ?? [];
      const options = (chosen: string | undefined, whole: string) => {
        const listed = counted.map(({ value, rows }) => ({ value, label: `${value} (${plural(rows, plurals.row)})` }));
        const other = chosen !== undefined && !counted.some(({ value }) => value === chosen) ? [{ value: chosen, label: chosen }] : [];
        return [{ value: "", label: whole }, ...other, ...listed];
      };
      from.offer(options(query.from?.label, words.theFirst), query.from?.label ?? "");
      to.offer(options(query.to?.label, words.theLast), query.to?.label ?? "");
      fill(
        groups,
        FACETS.map((name) => group(name, found)),
      );
      if (held !== undefined) [...groups.querySelectorAll("input")].find((input) => input.dataset.key === held)?.focus();
    },
  };
}

const FACETS = ["province", "incident_type", "tactic", "perpetrator", "claimed_by", "target", "victim"] as const;

/** The end that goes with a new beginning: the one asked for, unless it now lies before. */
function ending(from: string, to: string) {
  const [first, last] = [parsePeriod(from), parsePeriod(to)];
  return first && last && last.end <= first.start ? first : last;
}

function beginning(from: string, to: string) {
  const [first, last] = [parsePeriod(from), parsePeriod(to)];
  return first && last && last.end <= first.start ? last : first;
}
