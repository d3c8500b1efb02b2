import { fill, freshId, h } from "../dom";
import * as say from "../words/upload-columns";
import type { Change, Panel } from "./draft";

/** Asked where no date of the file shows whether day or month comes first; afterwards it stays to be changed. */
export function dateOrderPanel(change: Change): Panel {
  const name = freshId("date-order");
  const question = h("p", { class: "deck" });
  const words = { dmy: h("span"), mdy: h("span") };
  const radios = (["dmy", "mdy"] as const).map((order) => {
    const input = h("input", { type: "radio", name, value: order, onchange: () => change({ date_order: order }) });
    return { order, input, label: h("label", { class: "check" }, input, words[order]) };
  });
  const serial = h("input", { type: "checkbox" });
  serial.addEventListener("change", () => change({ dates: serial.checked ? "serial" : undefined }));
  const serialLabel = h("label", { class: "check" }, serial, h("span", {}, say.numbersOfFiveDigits));
  const orders = h(
    "fieldset",
    { class: "question" },
    h("legend", {}, h("h2", {}, say.dayOrMonthFirst)),
    question,
    h(
      "div",
      { class: "options" },
      radios.map(({ label }) => label),
    ),
  );
  const serials = h("div", {}, h("h2", {}, say.dayNumbers), serialLabel);
  const element = h("section", { class: "section" }, orders, serials);
  return {
    element,
    show({ preview, choices }) {
      const { dates, groups } = preview;
      const asksOrder = dates !== null || choices.date_order !== undefined || groups.some(({ code }) => code === "two_digit_year");
      const asksSerial = choices.dates !== undefined || groups.some(({ code }) => code === "excel_serial");
      element.hidden = !asksOrder && !asksSerial;
      orders.hidden = !asksOrder;
      serials.hidden = !asksSerial;
      serial.checked = choices.dates === "serial";
      for (const { order, input } of radios) input.checked = choices.date_order === order;
      if (dates === null) {
        if (question.childElementCount > 0) return;
        fill(question, say.someDatesHaveA);
        fill(words.dmy, say.dayFirst1409);
        fill(words.mdy, say.monthFirst0914);
        return;
      }
      fill(question, h("span", { class: "raw" }, dates.cell), say.inLineCanBe(dates.column ?? say.theFile, dates.line ?? "?"));
      fill(words.dmy, say.dayFirst, h("b", {}, dates.dmy));
      fill(words.mdy, say.monthFirst, h("b", {}, dates.mdy));
    },
  };
}
