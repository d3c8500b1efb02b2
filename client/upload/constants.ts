import type { Kind } from "../../server/domain/dataset";
import { COUNTRY, PROVINCES, regionName } from "../../server/domain/province";
import { freshId, h } from "../dom";
import { text } from "../inputs/text";
import * as texts from "../words/upload-columns";
import type { Change, Draft, Panel } from "./draft";

/** What a file leaves unsaid and may be said once for all its rows: the period, the place, the day of printing. */
export function constantsPanel(kind: Kind, change: Change): Panel {
  const whereField = kind === "incidents" ? "province" : "region";
  let draft: Draft | null = null;
  const set = (field: string, value: string) => {
    const { [field]: _, ...others } = draft?.choices.constants ?? {};
    change({ constants: value === "" ? others : { ...others, [field]: value } });
  };
  const period = text(texts.onePeriodForThe, { placeholder: "2024-Q3", hint: texts.periodExamples });
  period.input.addEventListener("change", () => set("period", period.value));
  const where = choice(texts.onePlaceForThe, [
    ["", texts.asTheRowsSay],
    ...(kind === "figures" ? [[COUNTRY, regionName(COUNTRY)] as [string, string]] : []),
    ...PROVINCES.map((code): [string, string] => [code, regionName(code)]),
  ]);
  where.input.addEventListener("change", () => set(whereField, where.input.value));
  const printed = h("input", { type: "date", id: freshId("printed") });
  printed.addEventListener("change", () => change({ published_on: printed.value || undefined }));
  const printedField = h("div", { class: "field" }, h("label", { for: printed.id }, texts.printedOnWhereThe), printed);
  const fields = h("div", { class: "choices" }, period.element, where.element, printedField);
  const element = h("section", { class: "section" }, h("h2", {}, texts.whatTheFileLeaves), fields);
  return {
    element,
    show(next) {
      draft = next;
      const { preview, choices } = next;
      const has = (...names: string[]) => names.some((name) => preview.mapping[name] !== undefined);
      const group = (code: string) => preview.groups.some((one) => one.code === code);
      const isTable = preview.columns.length > 0;
      period.element.hidden = !isTable || (choices.constants.period === undefined && has("occurred_on", "period", "year"));
      where.element.hidden = !isTable || preview.format !== "house" || (choices.constants[whereField] === undefined && has(whereField));
      printedField.hidden = choices.published_on === undefined && !group("published_on_assumed");
      element.hidden = [...fields.children].every((child) => child instanceof HTMLElement && child.hidden);
      if (document.activeElement !== period.input) period.set(choices.constants.period ?? "");
      where.input.value = choices.constants[whereField] ?? "";
      if (document.activeElement !== printed) printed.value = choices.published_on ?? "";
    },
  };
}

function choice(label: string, options: [value: string, label: string][]) {
  const input = h(
    "select",
    { id: freshId("constant") },
    options.map(([value, words]) => h("option", { value }, words)),
  );
  return { input, element: h("div", { class: "field" }, h("label", { for: input.id }, label), input) };
}
