import { formatQuery, PLAIN, type Query } from "../../server/domain/query";
import { letters, type Point, printed, revisionWords, statusWords } from "../charts/point";
import { h } from "../dom";
import { withParam } from "../state";
import * as say from "../words/rows";

/** Address of this view with the rows behind a query open beside it. */
export function rowsHref(query: Query): string {
  return withParam("rows", formatQuery({ ...query, ...PLAIN, by: [], layout: "tidy", detail: false }));
}

/** A number that opens to its rows, with its status letters in a slot of their own so that digits align; without letters room is left for them. */
export function cell(point: Point, href: string | null, about: string): HTMLElement {
  const marks = letters(point);
  const words = [statusWords(point), revisionWords(point)].filter(Boolean).join(". ");
  const text = point.value === null ? h("span", { class: "gap", title: words }, "⋯") : printed(point);
  const value =
    href === null
      ? h("span", { title: words }, text)
      : h(
          "a",
          {
            class: "number",
            href,
            title: say.openTheRows(words),
            "aria-label": `${about}: ${point.value === null ? say.noFigure : printed(point)}${marks ? `, ${statusWords(point)}` : ""}`,
          },
          text,
        );
  return marks === "" ? h("span", { class: "cell unmarked" }, value) : h("span", { class: "cell" }, value, h("span", { class: "slot" }, marks));
}
