import { aggregateIncidents, countCoarse } from "../db/aggregate";
import { spanOfIncidents } from "../db/span";
import { today } from "../domain/day";
import { isTime, type TimeDimension } from "../domain/dimension";
import { type Period, parsePeriod, periodOf } from "../domain/period";
import { type Query, timeOf } from "../domain/query";
import type { Table } from "../domain/table";
import { incidentTable } from "../statistics/incident-table";
import { lookBack, yearBeforeStart } from "../statistics/look-back";
import type { Asked } from "./answer";
import type { Ledger } from "./ledger";

type Range = { start: string; end: string };

/** The tidy table of a query to incidents: the sums it needs, read from the database, laid out. */
export async function incidentTableOf(ledger: Ledger, { query, dataset, edition }: Asked): Promise<Table> {
  const db = ledger.database.knex;
  const { batches } = edition;
  const span = await spanOfIncidents(db, batches);
  const coverage = dataset.coverage === null ? null : parsePeriod(dataset.coverage);
  const loaded = earliest(span, coverage);
  const start = query.from?.start ?? loaded;
  const end = query.to?.end ?? latest(span, coverage);
  const range = start === null || end === null || end <= start ? null : { start, end };
  const asked = query.from === null && query.to === null ? null : { start: query.from?.start ?? "0001-01-01", end: query.to?.end ?? "9999-01-01" };
  const sums = (within: Range | null, time = timeOf(query)) => aggregateIncidents(db, batches, at(query, time), within);

  const tallies = await sums(asked);
  const before = earlierRange(query, loaded);
  const years = range === null || !query.cumulative ? null : wholeYears(range);
  return incidentTable(query, tallies, {
    range,
    coverage,
    earlier: before === null ? [] : await sums(before),
    years: years === null ? [] : await sums(years, "year"),
    parts: query.peak === null ? [] : await sums(asked, query.peak),
    coarse: await countCoarse(db, batches, query, asked),
    today: today(),
  });
}

const earliest = (span: Range | null, coverage: Period | null) =>
  coverage === null ? (span?.start ?? null) : span === null || coverage.start < span.start ? coverage.start : span.start;
const latest = (span: Range | null, coverage: Period | null) =>
  coverage === null ? (span?.end ?? null) : span === null || coverage.end > span.end ? coverage.end : span.end;

/** The same question by another stretch of time. */
function at(query: Query, time: TimeDimension | null): Query {
  return time === null ? query : { ...query, by: query.by.map((name) => (isTime(name) ? time : name)) };
}

/** The whole periods before `from` that the query looks back to; null when there are none to fetch. */
function earlierRange(query: Query, loaded: string | null): Range | null {
  const time = timeOf(query);
  const start = lookBack(query, loaded);
  if (time === null || start === null || query.from === null) return null;
  return { start: periodOf(start, time).start, end: periodOf(query.from.start, time).start };
}

/** The calendar years from the one before the range to the last that ends in it. */
function wholeYears({ start, end }: Range): Range | null {
  const first = yearBeforeStart(periodOf(start, "year"));
  const last = periodOf(end, "year").start;
  return first === null || last <= first ? null : { start: first, end: last };
}
