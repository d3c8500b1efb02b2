/** A total as `/api/incident` tells it: as it is, and as it would be if another report were believed. */
export interface Total {
  measure: string;
  period: string;
  province: string | null;
  now: number | null;
  would_be: number;
  difference: number;
  query: string;
}
/** The totals of a measure in one line each: `2024-Q4 PK: 3 -> 2`. */
export const written = (totals: Total[], measure: string) =>
  totals.filter((total) => total.measure === measure).map((total) => `${total.period} ${total.province ?? "PK"}: ${total.now} -> ${total.would_be}`);
