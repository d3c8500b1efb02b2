import { fill, freshId, h } from "../dom";
import { saidHere } from "../words/said";
import * as say from "../words/upload-columns";
import type { Change, Panel } from "./draft";

const CLASSES: [name: string, label: string, words: string][] = [
  ["political_violence", say.politicalViolence, say.battlesViolenceAgainstCivilians],
  ["civilian_targeting", say.violenceAgainstCivilians, say.liesInsidePoliticalViolence],
  ["demonstration", say.demonstrations, say.apartFromBothPeople],
];

/** Which of the overlapping classes of a file is read. They are never added up, so one is picked and the others are left out. */
export function classesPanel(change: Change): Panel {
  const name = freshId("class");
  const deck = h("p", { class: "deck" });
  const radios = CLASSES.map(([value, label, words]) => {
    const input = h("input", { type: "radio", name, value, onchange: () => change({ classes: [value] }) });
    return { value, input, element: h("label", { class: "check" }, input, h("span", {}, h("b", {}, label), `, ${words}`)) };
  });
  const element = h(
    "section",
    { class: "section" },
    h(
      "fieldset",
      { class: "question" },
      h("legend", {}, h("h2", {}, say.whichClassIsRead)),
      deck,
      h(
        "div",
        { class: "options" },
        radios.map((radio) => radio.element),
      ),
    ),
  );
  return {
    element,
    show({ preview, choices }) {
      const told = preview.groups.find(({ code }) => code === "classes_overlap")?.reasons[0]?.message;
      element.hidden = choices.classes === undefined && told === undefined;
      // What the file holds is told while none is chosen, and stays.
      if (told !== undefined) fill(deck, saidHere(told));
      const chosen = choices.classes?.[0] ?? CLASSES[0]?.[0];
      for (const { value, input } of radios) input.checked = value === chosen;
    },
  };
}
