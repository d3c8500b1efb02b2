import type { Look } from "../../../server/domain/drawing";
import type { Query } from "../../../server/domain/query";
import type { Answer } from "../../../server/domain/table";
import type { ChartSpec } from "../../charts/spec";
import { freshId, h } from "../../dom";
import * as words from "../../words/take-away";
import type { Captions } from "./captions";

/** What can be carried off: an answer, the chart of it if there is one, and what stands around it. */
export interface Taken {
  /** What the address asks, the look it is shown in, and the question of that look: chart, table and files are its answer. */
  query: Query;
  look: Look;
  parts: Query;
  dataset: Answer["dataset"];
  /** How many rows and periods the answer has. */
  rows: number;
  periods: number;
  publisher: string;
  spec: ChartSpec | null;
  captions: Captions;
}

export interface TakeAway {
  button: HTMLElement;
  panel: HTMLElement;
  show(taken: Taken): void;
}

/** The button and the place of all that a reader can carry off; what stands in it is loaded when it is opened. The plot yields to it. */
export function takeAway(onToggle: (open: boolean) => void): TakeAway {
  const id = freshId("take-away");
  const panel = h("div", { class: "takeaway", id, hidden: true });
  let taken: Taken | null = null;
  const button = h(
    "button",
    { type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": id, onclick: () => void unfold(panel.hidden !== false) },
    words.takeAway,
  );
  const fillPanel = async () => {
    const { fillTakeAway } = await import("./take-away-panel");
    if (taken !== null) fillTakeAway(panel, taken);
  };
  const unfold = async (open: boolean) => {
    if (open) await fillPanel();
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    onToggle(open);
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    void unfold(false);
    button.focus();
  });
  return {
    button,
    panel,
    show(next) {
      taken = next;
      if (!panel.hidden) void fillPanel();
    },
  };
}
