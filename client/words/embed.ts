import type { Part } from "./part";

/** What a chart says on another site's page. */

export const wholeAnswer = "Incident Ledger: rows, table, download";
export const noChart = "This question has no chart. ";
export const openTable = "Open its table";
export const notDrawn = "Something went wrong while drawing this chart.";
export const noSuchTheme = (theme: Part, themes: Part) => `"${theme}" is not a theme: use one of ${themes}.`;
