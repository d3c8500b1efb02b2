import type { Issue } from "../../domain/issue";
import type { Source } from "../decode";
import type { Reading, ReadOptions } from "../read";
import { type RememberedColumns, surveyRemembering } from "../survey-remembering";
import { type Expectation, HandOver, handOver, Otherwise } from "./hand-over";
import { guessIds, headOf } from "./head";
import type { IdOrder } from "./ids";
import { type MakeRoom, newRoom } from "./output";
import { type BulkPortion, type Expected, openBulk } from "./read";

/** Files below this size take no time worth saving. */
export const BULK_FROM = 1 << 18;

/** What the reading of a large file is asked, in values a thread can be sent. */
export interface Task {
  given: Omit<ReadOptions, "findTaken">;
  remembered: RememberedColumns;
  expected: Expected;
  /** Whose cells those of the cube are. */
  batch: number;
}

/** What it tells, one after the other: how its ids stand and the columns its rows fill, and its cells; its portions; what is said of the file as a whole; the cells of its cube. */
export type Told =
  | { step: "begun"; survey: Reading; ids: IdOrder; columns: string[]; cellColumns: string[] }
  | { step: "portion"; portion: BulkPortion }
  | { step: "read"; issues: Issue[] }
  | { step: "cells"; copied: Uint8Array }
  | Ending;

/** What it tells last. The general reading has to begin anew where the file is handed over, this one where the file is otherwise than was expected. */
export type Ending = { step: "end"; isRolledUp: boolean } | { step: "handed_over"; why: string } | { step: "otherwise"; found: Partial<Expectation> };

export const isEnding = (told: Told): told is Ending => told.step === "end" || told.step === "handed_over" || told.step === "otherwise";

/** Reads a large file of incidents in one pass over its bytes, and tells what it comes to. Rows are good until the next are asked for. */
export async function* tellBulk(source: Source, task: Task, makeRoom: MakeRoom = newRoom): AsyncGenerator<Told> {
  try {
    yield* tellPlain(source, task, makeRoom);
  } catch (error) {
    if (error instanceof HandOver) yield { step: "handed_over", why: error.message };
    else if (error instanceof Otherwise) yield { step: "otherwise", found: error.found };
    else throw error;
  }
}

async function* tellPlain(source: Source, { given, remembered, expected, batch }: Task, makeRoom: MakeRoom): AsyncGenerator<Told> {
  const head = given.kind === "incidents" ? await headOf(source, given) : null;
  if (head === null) handOver("the file has no beginning of whole plain records");
  const { survey, reading } = await surveyRemembering(head, given, remembered);
  const ids = expected.ids === "ordered" ? await guessIds(head, survey) : expected.ids;
  const bulk = openBulk(source, survey, reading, { ...expected, ids }, makeRoom);
  if (bulk === null) handOver("the file is of another kind");
  yield { step: "begun", survey, ids, columns: bulk.columns, cellColumns: bulk.cellColumns };
  for await (const portion of bulk.portions()) yield { step: "portion", portion };
  yield { step: "read", issues: bulk.issues() };
  const cells = bulk.rollup?.cells(batch, makeRoom) ?? null;
  for (const copied of cells ?? []) yield { step: "cells", copied };
  yield { step: "end", isRolledUp: cells !== null };
}
