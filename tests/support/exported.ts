import type { Exported } from "../../server/export/exported";

/** A table of places and killed as it is taken away, with a note longer than a cell of a workbook. */
export const exported = (rows: Exported["rows"]): Exported => ({
  columns: [
    { name: "place", role: "dimension", unit: "text", label: "Place" },
    { name: "fatalities", role: "measure", unit: "people", label: "People killed" },
  ],
  rows,
  notes: [{ code: "long", message: "x".repeat(40_000) }],
  name: "t",
  title: "T",
  sources: [],
  query: {},
  address: "",
  pinned: "",
  view: "",
});
