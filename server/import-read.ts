import { tellInThread } from "./bulk/threads";
import type { Actor } from "./db/audit";
import type { Database } from "./db/connect";
import { indexPartition, isLarge, openPartition } from "./db/partition";
import type { Remembered } from "./db/remembered";
import { addRows } from "./db/stage";
import type { Issue } from "./domain/issue";
import type { ImportMode, RowCounts } from "./domain/report";
import { countKept, keptOf, type Loaded, loadBulk } from "./import-bulk";
import { BULK_FROM, tellBulk } from "./ingest/bulk/tell";
import { type ReadOptions, readPortions, type Source } from "./ingest/read";
import { surveyRemembering } from "./ingest/survey-remembering";

/** A file to import: its bytes, which can be read twice, and what tells it from others. The name is only a label. */
export interface ImportFile {
  source: Source;
  /** Of the open file, where it is one: a thread can read it too. */
  descriptor?: number;
  content_hash: string;
  file_name: string | null;
  /** How large it is; unset: small. */
  bytes?: number;
}

/** How a file is to be read and what becomes of it. */
export interface ImportOptions extends Omit<ReadOptions, "kind" | "today" | "findTaken" | "required"> {
  mode: ImportMode;
  on_error: "reject" | "quarantine";
  publish: boolean;
  actor: Actor;
  /** Of an update: the file is the whole dataset, and incidents it does not name are withdrawn. */
  complete?: boolean;
}

/** Where an import is, for whoever waits. */
export interface Progress {
  id: number;
  phase: "waiting" | "survey" | "rows" | "rollup" | "done";
  rows: number;
}

/** How many issues a report lists; all of them are counted, and rejected rows can be downloaded (`countKept`). */
const LISTED_ISSUES = 1000;

/** What reading a file came to. */
interface Read extends Omit<Loaded, "issues"> {
  issues: IssueList;
}

/** A file on its way into a batch: how it is to be read, and with what it is compared. */
export interface Reception {
  /** Of the batch. */
  id: number;
  file: ImportFile;
  given: ReadOptions;
  remembered: Remembered;
  /** The batches of the revision in force. */
  inForce: number[];
  options: ImportOptions;
  tell: (progress: Progress) => void;
}

/** Reads a file into the batch: a large plain one from its bytes, any other record by record. Tells too how many of its rejected rows are kept. */
export async function readFile(database: Database, reception: Reception): Promise<Read & { kept: number }> {
  const read = (await load(database, reception)) ?? (await readAll(database, reception));
  return { ...read, kept: countKept(read.rows.rejected, reception.options.on_error) };
}

/** Reads a large file from its bytes; null where it is small or of another kind. */
async function load(database: Database, { id, file, given, remembered, inForce, options, tell }: Reception): Promise<Read | null> {
  if ((file.bytes ?? 0) < BULK_FROM) return null;
  let ofRows = new IssueList([]);
  const loaded = await loadBulk(
    database,
    id,
    (awaited) => {
      // Which incidents the dataset holds already is asked once, of all rows together. An update is compared with those in force before it is rolled up.
      const expected = { ...awaited, rows: Math.ceil((file.bytes ?? 0) / USUAL_ROW), isRolledUp: options.mode !== "update", batch: isLarge(id) ? null : id };
      const task = { given: { ...given, findTaken: undefined }, remembered, expected, batch: id };
      return file.descriptor === undefined ? tellBulk(file.source, task) : tellInThread(file.descriptor, task);
    },
    { on_error: options.on_error, addedTo: options.mode === "append" ? inForce : [] },
    (issues, rows) => {
      if (issues === null) ofRows = new IssueList([]);
      else ofRows.add(issues);
      tell({ id, phase: "rows", rows });
    },
  );
  if (loaded === null) return null;
  // What is said of the whole file comes first.
  const issues = new IssueList(loaded.issues);
  issues.add(ofRows.listed);
  issues.count += ofRows.count - ofRows.listed.length;
  return { ...loaded, issues };
}

/** Bytes of a row, where it is only to be told about how many there are. */
const USUAL_ROW = 186;

/** Reads any file: surveys it, then reads its rows in portions. */
async function readAll(database: Database, { id, file, given, remembered, options, tell }: Reception): Promise<Read> {
  const { survey, reading } = await surveyRemembering(file.source, given, remembered);
  const issues = new IssueList(survey.issues);
  const rows: RowCounts = { read: 0, accepted: 0, rejected: 0, out_of_scope: 0, duplicate: 0, total_rows: 0 };
  if (issues.refuses) return { survey, issues, rows, sharesIds: true, isRolledUp: false };
  if (isLarge(id)) await openPartition(database.knex, id);
  for await (const portion of readPortions(file.source, survey, reading)) {
    for (const name of Object.keys(rows) as (keyof RowCounts)[]) rows[name] += portion.rows[name];
    issues.add(portion.issues);
    // Once a file will be refused its good rows need not be stored; what is wrong with it is read to the end.
    const refused = options.on_error === "reject" && rows.rejected > 0;
    const kept = { ...portion, rejected: keptOf(portion.rejected, rows.rejected, options.on_error) };
    await addRows(database.knex, id, refused ? { ...kept, incidents: [], figures: [] } : kept);
    tell({ id, phase: "rows", rows: rows.read });
  }
  if (isLarge(id)) await indexPartition(database.knex, id);
  return { survey, issues, rows, sharesIds: true, isRolledUp: false };
}

/** The issues a report lists, and how many there are in all: the first of each level, and errors rather than warnings, for an error is what has to be mended. */
export class IssueList {
  readonly listed: Issue[] = [];
  count = 0;
  /** Whether the file itself is at fault, not only rows of it. */
  readonly refuses: boolean;
  /** False once no warning is listed any more. */
  private hasWarnings = true;

  constructor(ofFile: readonly Issue[]) {
    this.add(ofFile);
    this.refuses = ofFile.some((issue) => issue.level === "error");
  }

  add(issues: readonly Issue[]): void {
    this.count += issues.length;
    for (const issue of issues) {
      if (this.listed.length < LISTED_ISSUES) this.listed.push(issue);
      else if (issue.level === "error") this.makeWay(issue);
    }
  }

  /** Lists an error in the place of the last warning, if there is one. */
  private makeWay(error: Issue): void {
    if (!this.hasWarnings) return;
    const at = this.listed.findLastIndex(({ level }) => level === "warning");
    this.hasWarnings = at !== -1;
    if (at === -1) return;
    this.listed.splice(at, 1);
    this.listed.push(error);
  }
}
