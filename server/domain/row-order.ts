/** The orders rows of incidents can be listed in; a minus sign is downwards. Rows that do not give the count come last. By line is as they stand in their files, one file after the other. */
export const ROW_ORDERS = ["occurred_on", "-occurred_on", "-fatalities", "-injured", "line"] as const;
export type RowOrder = (typeof ROW_ORDERS)[number];

/** The count an order goes by before the day; null where it goes by the day or the line alone. */
export function countOrdered(order: RowOrder): "fatalities" | "injured" | null {
  return order === "-fatalities" ? "fatalities" : order === "-injured" ? "injured" : null;
}
