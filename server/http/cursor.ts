import type { IncidentRow, Page, Place } from "../db/incidents";
import { parseDay } from "../domain/day";
import { countOrdered, ROW_ORDERS, type RowOrder } from "../domain/row-order";
import { badParameters } from "./problem";

/** Where a page of rows begins or, going back, ends: the row beside it, and how many rows stand before the page's edge. */
export interface Cursor {
  order: RowOrder;
  back: boolean;
  before: number;
  place: Place;
}

export function placeOf(row: IncidentRow, order: RowOrder): Place {
  const count = countOrdered(order);
  const { occurred_on, batch, line, part } = row;
  return { rank: count === null ? null : Number(row[count] ?? -1), occurred_on, batch, line, part };
}

export function writeCursor({ order, back, before, place }: Cursor): string {
  const { rank, occurred_on, batch, line, part } = place;
  return Buffer.from(JSON.stringify([order, back, before, rank, occurred_on, batch, line, part])).toString("base64url");
}

/** Reads a cursor the ledger gave out for the same order. Throws 400 for any other text. */
export function readCursor(text: string | null, order: RowOrder): Cursor | null {
  if (text === null) return null;
  try {
    const [of, back, before, rank, occurred_on, batch, line, part] = JSON.parse(Buffer.from(text, "base64url").toString());
    const numbers = [before, batch, line, part, ...(countOrdered(order) === null ? [] : [rank])];
    if (of === order && typeof back === "boolean" && parseDay(String(occurred_on)) !== null && numbers.every(Number.isSafeInteger) && before >= 0)
      return { order, back, before, place: { rank: rank ?? null, occurred_on, batch, line, part } };
  } catch {
    // Falls through to the same answer as a cursor of the wrong shape.
  }
  throw badParameters([{ parameter: "cursor", message: "This cursor is not one the ledger gave out for this order: use next_cursor of the page before." }]);
}

/** The page of a cursor, read with one row more than shown, and the cursors of its neighbours. */
export function paginate(rows: readonly IncidentRow[], limit: number, order: RowOrder, cursor: Cursor | null) {
  const back = cursor?.back ?? false;
  const shown = back ? rows.slice(-limit) : rows.slice(0, limit);
  const more = rows.length > shown.length;
  const before = cursor === null ? 0 : back ? (more ? Math.max(1, cursor.before - shown.length) : 0) : cursor.before;
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    shown,
    /** Number of the first row shown, from 1. */
    first: before + 1,
    next_cursor: last && (back || more) ? writeCursor({ order, back: false, before: before + shown.length, place: placeOf(last, order) }) : null,
    previous_cursor: first && (back ? more : cursor !== null) ? writeCursor({ order, back: true, before, place: placeOf(first, order) }) : null,
  };
}

/** The order asked for by `sort`; the oldest first unless said. */
export function readOrder(text: string | null): RowOrder {
  const order = ROW_ORDERS.find((one) => one === (text ?? "occurred_on"));
  if (order === undefined) throw badParameters([{ parameter: "sort", message: `"${text}" is not an order. Use one of ${ROW_ORDERS.join(", ")}.` }]);
  return order;
}

export const pageFrom = (cursor: Cursor | null): Page["from"] => (cursor === null ? null : { place: cursor.place, back: cursor.back });
