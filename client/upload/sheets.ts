import { fill, freshId, h } from "../dom";
import { inWords } from "../format";
import * as words from "../words/upload-columns";
import type { Change, Panel } from "./draft";

/** Which sheet of a workbook is read: asked where there are several. */
export function sheetsPanel(change: Change): Panel {
  const name = freshId("sheet");
  const deck = h("p", { class: "deck" });
  const list = h("div", { class: "options" });
  const element = h("section", { class: "section" }, h("fieldset", { class: "question" }, h("legend", {}, h("h2", {}, words.whichSheetIsRead)), deck, list));
  let offered = "";
  return {
    element,
    show({ preview: { sheets, sheet }, choices }) {
      element.hidden = sheets.length < 2;
      const key = JSON.stringify(sheets);
      if (key !== offered) {
        offered = key;
        fill(deck, words.theWorkbookHasSheets(inWords(sheets.length)));
        fill(
          list,
          sheets.map((one) => {
            const input = h("input", { type: "radio", name, value: one, onchange: () => change({ sheet: one, header_line: undefined }) });
            return h("label", { class: "check" }, input, h("span", {}, one));
          }),
        );
      }
      for (const input of list.querySelectorAll("input")) input.checked = input.value === (choices.sheet ?? sheet);
    },
  };
}
