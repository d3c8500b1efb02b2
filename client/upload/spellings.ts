import { PROVINCES, regionName } from "../../server/domain/province";
import { fill, h } from "../dom";
import { plural } from "../format";
import * as plurals from "../words/plurals";
import { saidHere } from "../words/said";
import * as words from "../words/upload-columns";
import type { Change, Draft, Panel } from "./draft";
import type { UnknownSpelling } from "./preview";

interface SpellingRow {
  element: HTMLElement;
  show(unknown: UnknownSpelling | null, code: string): void;
}

/** Spellings nobody knows, each to be resolved by hand. What is resolved stays here to be changed, and is remembered for the dataset. */
export function spellingsPanel(change: Change): Panel {
  const list = h("ul", { class: "spellings" });
  const rows = new Map<string, SpellingRow>();
  let draft: Draft | null = null;
  const resolve = (spelling: string, code: string) => {
    if (draft === null) return;
    const { [spelling]: _, ...others } = draft.choices.spellings;
    change({ spellings: code === "" ? others : { ...others, [spelling]: code } });
  };
  const element = h("section", { class: "section" }, h("h2", {}, words.namesOfProvinces), h("p", { class: "deck" }, words.theseAreNoProvince), list);
  return {
    element,
    show(next) {
      // Another file asks anew.
      if (next.file !== draft?.file) {
        rows.clear();
        fill(list);
      }
      draft = next;
      const { preview, choices } = next;
      for (const { spelling } of preview.spellings) {
        if (rows.has(spelling)) continue;
        const row = spellingRow(spelling, (code) => resolve(spelling, code));
        rows.set(spelling, row);
        list.append(row.element);
      }
      for (const [spelling, row] of rows)
        row.show(preview.spellings.find((unknown) => unknown.spelling === spelling) ?? null, choices.spellings[spelling] ?? "");
      element.hidden = rows.size === 0;
    },
  };
}

function spellingRow(spelling: string, resolve: (code: string) => void): SpellingRow {
  const input = h(
    "select",
    { "aria-label": words.is(spelling) },
    h("option", { value: "" }, words.notAProvinceKeep),
    PROVINCES.map((code) => h("option", { value: code }, regionName(code))),
  );
  input.addEventListener("change", () => resolve(input.value));
  const note = h("span", { class: "note" });
  return {
    element: h("li", {}, h("span", { class: "raw" }, spelling), input, note),
    show(unknown, code) {
      input.value = code;
      if (unknown !== null)
        fill(note, words.firstOnLine(plural(unknown.rows, plurals.row), unknown.line ?? "?", saidHere(unknown.message).replace(/ Write one of .*$/s, "")));
      else if (code !== "") fill(note, words.resolved);
      else fill(note);
    },
  };
}
