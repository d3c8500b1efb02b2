/** A cell of an answer. Null is missing, never zero. */
export type Cell = string | number | boolean | null;

/** A row by column name. Rows made from upload texts have no prototype, so that a member named `__proto__` is only a name. */
export type Row = Record<string, Cell>;

/** What a column is: a dimension, a measure, or what the query adds to a measure. */
export const ROLES = [
  "dimension",
  "measure",
  "status",
  "detail",
  "bound",
  "earlier",
  "change",
  "share",
  "rank",
  "cumulative",
  "rolling",
  "per_day",
  "peak",
] as const;
/** `percent` values are in percent, `points` are differences of percentages, `ratio` one count divided by another, `count` a plain number. */
export const UNITS = ["text", "period", "people", "incidents", "percent", "points", "ratio", "count", "date", "flag"] as const;

export interface Column {
  name: string;
  role: (typeof ROLES)[number];
  unit: (typeof UNITS)[number];
  label: string;
}

/** Something the reader must know beside the numbers: `not_broken_down`, `not_reported`, `conflict`... */
export interface Note {
  code: string;
  message: string;
}

export interface Table {
  columns: Column[];
  rows: Row[];
  notes: Note[];
}

/** How a figure came about: printed for exactly this cell, summed over a complete partition, a lower bound, or not known. */
export const STATUSES = ["published", "derived", "partial", "missing"] as const;
export type Status = (typeof STATUSES)[number];

/** The member that closes a breakdown: the known total less its known parts. */
export const UNSPLIT = "unsplit";

/** The member that stands for all that `top` does not set apart. */
export const OTHERS = "(others)";

/** What rows inherit from: an object that inherits nothing. An object made by a constructor is faster to fill and to write than one made without a prototype. */
function Bare(this: Row) {}
Bare.prototype = Object.create(null);

export function emptyRow(): Row {
  return new (Bare as unknown as new () => Row)();
}

/** What `/api/aggregates` answers. */
export interface Answer extends Table {
  /** The question as understood, by parameter name, and its address. */
  query: Record<string, string | string[] | number | boolean>;
  dataset: {
    slug: string;
    title: string;
    kind: string;
    revision: number;
    published_at: string;
    citation: string;
  };
}
