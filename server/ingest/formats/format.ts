import type { Kind } from "../../domain/dataset";
import type { Day } from "../../domain/day";
import type { Figure } from "../../domain/figure";
import type { Incident } from "../../domain/incident";
import type { Issue } from "../../domain/issue";
import type { Province } from "../../domain/province";
import type { DateOrder } from "../date-order";
import type { Columns } from "../header";
import type { Row } from "../row";

/** What the reader of a row must know beside the row. */
export interface Context {
  today: Day;
  /** The day to take where a row does not say when it was published. */
  published_on: Day | null;
  /** Order of day and month by field, for columns with dates such as 04/05/2024. */
  orders: ReadonlyMap<string, DateOrder>;
  /** Fields that name real members somewhere in the file, so that a total among them must not be added. */
  brokenDown: ReadonlySet<string>;
  /** Provinces by the key of a spelling nobody but this dataset uses. */
  spellings: ReadonlyMap<string, Province>;
  /** What the format's census of the whole file settled. */
  settled: Readonly<Record<string, string>>;
}

/** The counts a total row prints, and of which rows it is the total: those that agree with it in all it states. */
export interface PrintedTotal {
  /** The field in which it is a total. */
  over: string;
  start: Day | null;
  end: Day | null;
  members: Readonly<Record<string, string>>;
  counts: Readonly<Record<string, number>>;
}

/**
 * What a row comes to: entries of the ledger (none where errors were noted on the row), with the line of a row that says the
 * same where there is one, and whether the two count once; or the total of other rows, by the cell that says so; or a row the
 * import leaves out, of another country or class.
 */
export type Made =
  | { incidents?: Incident[]; figures?: Figure[]; repeatOf?: number; countsOnce?: boolean }
  | { total: string; printed?: PrintedTotal }
  | { outside: true };

/** Something the header of a file must hold, and what is said where it does not. */
export interface Requirement {
  code: string;
  message: string;
  isMet: (fields: readonly string[]) => boolean;
  /** Fields that would meet it, for which columns of the file are suggested. */
  offers?: readonly string[];
}

/** Takes a look at every row before any is read. */
export interface Census {
  add: (row: Row) => void;
  end: () => { issues: Issue[]; settled: Record<string, string> };
}

/** A file format: its columns, what a file must hold, and how a row is read. Another format is another value of this type. */
export interface Format {
  name: string;
  kind: Kind;
  /** Sets of header keys; a file that has all of one set is of this format. None: taken where no other fits. */
  signatures: readonly (readonly string[])[];
  /** Header keys that no file of the format has: one with them is of another, for all its signature. */
  isForeign?: (key: string) => boolean;
  /** The field a header key stands for; null for a column the format does not know, which is kept as extra. */
  fieldOf: (key: string) => string | null;
  /** The same for a whole header, where columns beside it decide. */
  fieldsOf: (keys: readonly string[]) => (string | null)[];
  /** Fields a mapping may name. */
  isField: (name: string) => boolean;
  /** The fields that say when, best first; the last is put together from columns of date parts where the file has none of them. */
  when: readonly string[];
  /** Fields with dates, whose order of day and month is settled by the whole column. */
  dates: readonly string[];
  requirements: readonly Requirement[];
  /** Fields whose cell a row must not be too short to hold. */
  isVital: (field: string) => boolean;
  /** By field that may hold totals beside its members: whether a cell names a member. */
  members: ReadonlyMap<string, (cell: string) => boolean>;
  /** Whether rows without a day of publication take the one given, or today's. */
  assumesPublication: boolean;
  /** Classes of rows of which `classes` picks some. */
  hasClasses?: boolean;
  census?: (columns: Columns, given: { classes?: readonly string[] }) => Census;
  /** Makes the reader of the rows of one file, in their order. */
  reader: (columns: Columns, context: Context) => (row: Row) => Made;
}
