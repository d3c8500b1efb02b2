import { formatQuery, parseQuery, type Query, timeOf } from "../../server/domain/query";
import { Failure, readDatasets, readFigures, readIncidents } from "../api";
import { memberLabel } from "../charts/plot";
import { fill, h } from "../dom";
import * as words from "../words/rows";
import { figureRows } from "./figure-rows";
import { incidentRows } from "./incident-rows";
import { queryWords } from "./words";

export interface RowsPanel {
  element: HTMLDialogElement;
  /** Opens on a query's rows, or closes. */
  show(query: string | null): void;
  onClose(listener: () => void): void;
}

/** The rows behind a number, beside the view: who printed it, when, where, and what was printed before. */
export function rowsPanel(): RowsPanel {
  const title = h("h2", { tabindex: "-1" });
  const body = h("div", { class: "rows-body", "aria-live": "polite" });
  const shut = h("button", { type: "button", onclick: () => element.close() }, words.close);
  const element = h("dialog", { class: "rows", "aria-label": words.rowsBehindTheNumber }, h("div", { class: "rows-head" }, title, shut), body);
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  let shown: string | null = null;
  let controller = new AbortController();
  return {
    element,
    show(text) {
      if (text === shown) return;
      shown = text;
      controller.abort();
      if (text === null) return element.close();
      controller = new AbortController();
      const { signal } = controller;
      const { query } = parseQuery(new URLSearchParams(text));
      fill(title, queryWords(query));
      fill(body, h("p", { class: "note" }, words.lookingUpTheRows));
      if (!element.open) element.showModal();
      title.focus({ preventScroll: true });
      load(query, signal).then(
        (content) => signal.aborted || fill(body, content),
        (error: unknown) => {
          if (!signal.aborted) fill(body, h("p", { class: "note" }, error instanceof Failure ? error.message : words.theRowsCouldNot));
        },
      );
    },
    onClose(listener) {
      element.addEventListener("close", () => {
        if (shown === null) return;
        shown = null;
        listener();
      });
    },
  };
}

async function load(query: Query, signal: AbortSignal): Promise<Node[]> {
  const { datasets } = await readDatasets(signal);
  const kind = datasets.find((dataset) => dataset.slug === query.dataset)?.kind ?? "figures";
  if (kind === "incidents") {
    const exact = rowsOfNumber(query);
    const first = await readIncidents(`${formatQuery(exact)}&limit=${ROWS}`, signal);
    return incidentRows(first, exact, (cursor) => readIncidents(`${formatQuery(exact)}&limit=${ROWS}&cursor=${cursor}`, signal));
  }
  const address = rowsQuery(query);
  const { figures } = await readFigures(address, signal);
  return figureRows(figures, query, address);
}

/** Rows asked for at a time. */
const ROWS = 50;

/** The rows that a number sums: those wholly inside its period, which a breakdown by time is read as. */
function rowsOfNumber(query: Query): Query {
  const within: Query["by"] = query.from === null && query.to === null ? [] : [timeOf(query) ?? "year"];
  return { ...query, measure: [], by: within, estimate: "best" };
}

/** The same restriction, without what only a table can have. A split-off remainder is opened through its whole. */
function rowsQuery(query: Query): string {
  return formatQuery({ ...query, by: [], estimate: "best", boundaries: "today" });
}

export const regionWords = (region: string) => memberLabel("province", region);
