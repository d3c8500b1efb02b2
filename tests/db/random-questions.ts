import fc from "fast-check";
import { parsePeriod } from "../../server/domain/period";
import type { Question } from "./oracle";

const NOT_STATED = "(not stated)";

/** A question as an address has it: `from` and `to` are periods. */
export type Asked = Omit<Question, "range"> & { from: string | null; to: string | null };

const some = (values: string[], most = 2) => fc.subarray(values, { minLength: 1, maxLength: most });
const filters = fc.record(
  {
    province: some(["PK-KP", "PK-BA", "PK-SD", "PK-TA"]),
    victim: some(["civilian", "security", "militant", "unspecified"], 3),
    incident_type: some(["Attack", "Operation", NOT_STATED]),
    tactic: some(["IED", "Raid", NOT_STATED]),
    claimed_by: some(["BLA", "constructor", NOT_STATED]),
    target: some(["Police", "__proto__", NOT_STATED]),
    district: some(["Bannu", NOT_STATED]),
  },
  { requiredKeys: [] },
);
const period = fc.option(
  fc.constantFrom("2022", "2023", "2023-Q1", "2023-Q3", "2023-05", "2023-11", "2024-02", "2024-Q2", "2024", "2023-06-15", "2024-01-01"),
  { freq: 2, nil: null },
);
export const question: fc.Arbitrary<Asked> = fc
  .record({
    time: fc.constantFrom("", "", "year", "quarter", "month", "day"),
    categories: fc.subarray(["province", "victim", "incident_type", "tactic", "claimed_by", "target", "district"], { maxLength: 2 }),
    filters: fc.oneof(fc.constant({}), filters),
    from: period,
    to: period,
    estimate: fc.constantFrom("best" as const, "best" as const, "low" as const, "high" as const),
    boundaries: fc.constantFrom("today" as const, "historical" as const),
  })
  .map(({ time, categories, ...rest }) => ({ ...rest, by: [...(time === "" ? [] : [time]), ...categories] }));

/** The days a question is about; null where it names none, empty where they are in the wrong order. */
export function rangeOf({ from, to }: Asked): Question["range"] {
  if (from === null && to === null) return null;
  return { start: (from === null ? null : parsePeriod(from))?.start ?? "1900-01-01", end: (to === null ? null : parsePeriod(to))?.end ?? "2200-01-01" };
}
