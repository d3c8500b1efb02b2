import type { Source } from "../decode";
import { Refusal } from "../fault";
import { knowsFields } from "../knows";
import { openFile } from "../open";
import type { Reading, ReadOptions } from "../read";
import { HandOver } from "./hand-over";
import { type IdOrder, isAfter } from "./ids";
import { pageOf } from "./output";
import { cellsOf, kindsOf, scanRecord } from "./scan";

/** Enough of a file to tell its columns. */
const HEAD = 1 << 14;

/**
 * The first whole records of a file as a file of their own, to survey instead of all of it. Null where the file is shorter, or no
 * text whose records the bulk reading finds.
 */
export async function headOf(source: Source, options: ReadOptions, most = HEAD): Promise<Source | null> {
  // The scanner wants a line feed beyond the end.
  const head = new Uint8Array(most + 1);
  let length = 0;
  for await (const chunk of source()) {
    const part = chunk.subarray(0, most - length);
    head.set(part, length);
    length += part.length;
    if (length === most) break;
  }
  // Cut at the end of a line no character is cut.
  const whole = head.subarray(0, head.lastIndexOf(10, length - 1) + 1);
  if (length < most || whole.length === 0) return null;
  try {
    const { structure } = await openFile(only(whole), options, knowsFields(options.kind, options.mapping));
    if (structure.kind !== "text" || structure.encoding !== "utf-8" || structure.dialect.newline !== "\n") return null;
    const kinds = kindsOf(structure.dialect.delimiter);
    const cells = cellsOf(0);
    let end = 0;
    head[whole.length] = 10;
    while (end < whole.length && scanRecord(head, end, whole.length, kinds, cells)) end = cells.end;
    return only(whole.subarray(0, end));
  } catch (error) {
    if (error instanceof HandOver || error instanceof Refusal) return null;
    throw error;
  }
}

/**
 * How the ids of a file stand by those of its beginning: where they are in no order at all it shows there, and nothing has begun yet. In order, they may still turn out not to be.
 */
export async function guessIds(head: Source, { structure, columns, last_header_line }: Reading): Promise<IdOrder> {
  const idAt = columns?.at.get("incident_id")?.[0];
  if (idAt === undefined || structure?.kind !== "text") return "ordered";
  const [kinds, cells] = [kindsOf(structure.dialect.delimiter), cellsOf(idAt + 1)];
  for await (const chunk of head()) {
    // The scanner wants a line feed beyond the end.
    const { bytes, view } = pageOf(new Uint8Array(chunk.length + 1).fill(10));
    bytes.set(chunk);
    let [line, from, to] = [1, 0, 0];
    for (let at = 0; at < chunk.length && scanRecord(bytes, at, chunk.length, kinds, cells); at = cells.end) {
      const [start, end] = [cells.starts[idAt] as number, cells.ends[idAt] as number];
      if (line > last_header_line && start < end) {
        if (!isAfter(view, from, to, view, start, end)) return "unique";
        [from, to] = [start, end];
      }
      line += cells.lines;
    }
  }
  return "ordered";
}

const only = (bytes: Uint8Array): Source =>
  async function* () {
    yield bytes;
  };
