import type { Kind } from "../../server/domain/dataset";
import type { Mapping } from "../../server/domain/report";
import type { Suggestion } from "../../server/ingest/suggest";
import { fill, h } from "../dom";
import { list, plural } from "../format";
import { fieldGroups, fieldLabel } from "../words/fields";
import * as plurals from "../words/plurals";
import * as words from "../words/upload-columns";
import type { Change, Draft, Panel } from "./draft";
import type { ColumnLook } from "./preview";

/** Suggestions below this are offered one by one only. */
const SURE = 0.5;

interface ColumnRow {
  element: HTMLElement;
  show(column: ColumnLook): void;
}

/** So many columns nobody reads are folded away: they are long lists in exports of known formats. */
const MANY = 5;

/** Each column of the file, its first values, and what is read from it: a choice that can be changed. */
export function columnTable(kind: Kind, change: Change): Panel {
  const [body, unreadBody] = [h("tbody"), h("tbody")];
  const all = h("button", { type: "button", hidden: true }, "");
  const unreadNames = h("span", { class: "faint" });
  const unread = h("details", { class: "folded unread-columns" }, h("summary", {}, unreadNames), table(unreadBody, words.columnsThatAreNot));
  let [headers, rows] = ["", [] as ColumnRow[]];
  let draft: Draft | null = null;
  const suggested = () => draft?.preview.columns.flatMap(({ suggestion }) => (suggestion === null || suggestion.confidence < SURE ? [] : [suggestion])) ?? [];
  const read = (at: number, field: string) => draft && change({ mapping: remap(draft, at, field) });
  all.addEventListener("click", () => {
    const offered = Object.fromEntries(suggested().map(({ field, column }) => [field, column]));
    change({ mapping: { ...draft?.choices.mapping, ...offered } });
  });
  const section = h(
    "section",
    { class: "section" },
    h("div", { class: "section-head" }, h("h2", {}, words.columns), all),
    h("p", { class: "deck" }, words.whatIsNotRead),
    table(body, words.columnsOfTheFile),
    unread,
  );
  return {
    element: section,
    show(next) {
      // While the file is read again a choice stays as it was made: what the file came to before says nothing of it.
      const isOld = next.preview === draft?.preview;
      draft = next;
      if (isOld) return;
      const { columns, refused } = next.preview;
      const key = JSON.stringify([columns.map(({ header }) => header), next.file.name, next.file.lastModified]);
      // A row stays where it was put, whatever is chosen in it: the keyboard is on it.
      if (key !== headers) {
        headers = key;
        rows = columns.map((column, at) => columnRow(kind, column, at, (field) => read(at, field)));
        const idle = columns.flatMap(({ field, suggestion }, at) => (field === null && suggestion === null && !refused ? [at] : []));
        const folded = new Set(idle.length > MANY ? idle : []);
        fill(
          body,
          rows.flatMap(({ element }, at) => (folded.has(at) ? [] : [element])),
        );
        fill(
          unreadBody,
          rows.flatMap(({ element }, at) => (folded.has(at) ? [element] : [])),
        );
        unread.hidden = folded.size === 0;
        unread.open = false;
        fill(
          unreadNames,
          h("b", {}, words.notRead(plural(folded.size, plurals.column))),
          list(idle.flatMap((at) => (columns[at] === undefined ? [] : [headerWords(columns[at], at)]))),
        );
      }
      for (const [at, column] of columns.entries()) rows[at]?.show(column);
      const isQuiet = columns.every(({ suggestion }) => suggestion === null);
      for (const one of section.querySelectorAll("table")) one.classList.toggle("quiet", isQuiet);
      const offers = suggested();
      all.hidden = offers.length < 2;
      fill(all, words.useThe(plural(offers.length, plurals.suggestion)));
    },
  };
}

function table(body: HTMLElement, label: string): HTMLElement {
  const head = [words.columnInTheFile, words.firstValues, words.readAs, ""].map((name) =>
    h("th", { scope: "col", class: "text" }, name || h("span", { class: "unseen" }, words.why)),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    h("table", { class: "columns" }, h("thead", {}, h("tr", {}, head)), body),
  );
}

function headerWords({ header, name }: ColumnLook, at: number): string {
  if (header.trim() === "") return words.columnNoName(at + 1);
  return name === header ? header : words.namedColumn(header, at + 1);
}

function columnRow(kind: Kind, column: ColumnLook, at: number, read: (field: string) => void): ColumnRow {
  const name = headerWords(column, at);
  const other = h("option", { value: "" }, words.leftUnread);
  const groups = fieldGroups(kind).map(({ label, fields }) =>
    h(
      "optgroup",
      { label },
      fields.map((field) => h("option", { value: field.name }, field.label)),
    ),
  );
  const input = h("select", { "aria-label": words.readColumnAs(name) }, other, groups);
  input.addEventListener("change", () => read(input.value));
  const why = h("td", { class: "text why" });
  const values = h("td", { class: "text" });
  const element = h("tr", {}, h("th", { scope: "row", class: "mono" }, name), values, h("td", { class: "text" }, input), why);
  let whySaid = "";
  return {
    element,
    show({ field, suggestion, values: texts }) {
      if (field !== null && input.querySelector(`option[value="${CSS.escape(field)}"]`) === null) {
        input.append(h("option", { value: field }, fieldLabel(kind, field)));
      }
      input.value = field ?? "";
      element.classList.toggle("unread", field === null);
      fill(values, texts.length === 0 ? h("span", { class: "faint" }, words.blank) : texts.map((text) => [h("span", { class: "raw" }, text), " "]));
      const said = JSON.stringify(suggestion);
      if (said === whySaid) return;
      whySaid = said;
      fill(why, suggestion && offer(kind, suggestion, read));
    },
  };
}

function offer(kind: Kind, { field, confidence, reason }: Suggestion, read: (field: string) => void): Node[] {
  const button = h("button", { type: "button", class: "plain", onclick: () => read(field) }, words.readAsField(fieldLabel(kind, field).toLowerCase()));
  return [button, h("span", { class: "hint" }, words.sure(Math.round(confidence * 100), reason))];
}

/** The mapping that reads one column as another field, or not at all; what is said of other fields stays. */
export function remap({ preview, choices }: Pick<Draft, "preview" | "choices">, at: number, field: string): Mapping {
  const column = preview.columns[at];
  if (column === undefined) return choices.mapping ?? {};
  const mapping: Mapping = { ...choices.mapping };
  const { field: was, name } = column;
  if (was !== null && was !== field) {
    // Without a word the header would name the field again.
    mapping[was] = preview.columns.filter((other, index) => index !== at && other.field === was).map((other) => other.name);
  }
  if (field !== "") mapping[field] = name;
  return mapping;
}
