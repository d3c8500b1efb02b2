import { victimsPooled } from "../db/plan";
import { type Span, spanOfEdition } from "../db/span";
import { countUnplaced, sumIncidents } from "../db/sum-incidents";
import { coverageOf } from "../domain/dataset";
import { today } from "../domain/day";
import { isTime, type TimeDimension } from "../domain/dimension";
import { type Period, periodOf } from "../domain/period";
import { COUNTRY } from "../domain/province";
import { categoriesOf, type Query, timeOf } from "../domain/query";
import type { Table } from "../domain/table";
import type { Tally } from "../domain/tally";
import { incidentTable, type Sums } from "../statistics/incident-table";
import { lookBack, yearBeforeStart } from "../statistics/look-back";
import { letYoungGrow } from "../young";
import type { Asked } from "./answer";
import type { Ledger } from "./ledger";
import { refuseTooFine } from "./sharing";

type Range = { start: string; end: string };

/** Reads the sums that a table is laid out from. */
export interface Reader {
  span: () => Promise<Span | null>;
  sums: (query: Query, within: Range | null) => Promise<Tally[]>;
  coarse: (query: Query, within: Range | null) => Promise<Tally | null>;
}

function reader({ database }: Ledger, { edition }: Asked): Reader {
  const span = () => spanOfEdition(database.knex, edition);
  return {
    span,
    sums: async (query, within) => sumIncidents(database, edition, query, { range: within, span: await span() }),
    coarse: async (query, within) => countUnplaced(database, edition, query, { range: within, span: await span() }),
  };
}

/** Dimensions beside time of which all periods are read at once: few members, and cells of the cube. */
const READ_WHOLE: readonly string[] = ["province", "victim"];

/**
 * A reader for many questions about one period: it asks the database each thing once, and reads plain series whole, so that every stretch
 * of them is at hand. Rows dated too coarsely are counted for questions about one period only.
 */
export function rememberingReader(ledger: Ledger, asked: Asked): Reader {
  const once = reader(ledger, asked);
  const known = new Map<string, Promise<unknown>>();
  const remember = <T>(key: unknown, read: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    const found = (known.get(name) as Promise<T> | undefined) ?? read();
    known.set(name, found);
    return found;
  };
  const keyOf = ({ by, filters, estimate, boundaries }: Query) => [by, filters, estimate, boundaries];
  return {
    span: () => remember("span", once.span),
    sums: async (query, within) => {
      const time = timeOf(query);
      const isPlain = categoriesOf(query).every((name) => READ_WHOLE.includes(name)) && Object.keys(query.filters).length === 0;
      // One reading serves the questions for every measure; where incidents would make it a question to the rows, one for people another.
      const people: Query = { ...query, measure: ["casualties"] };
      const whole: Query = { ...query, measure: ["casualties", "incidents", "fatal_incidents"] };
      const every = victimsPooled(whole) && !victimsPooled(query) ? people : whole;
      const key = [...keyOf(query), every.measure];
      if (time === null || within === null || !isPlain || !isAligned(within, time)) return remember([key, within], () => once.sums(every, within));
      const all = await remember([key], () => once.sums(every, null));
      const index = query.by.indexOf(time);
      return all.filter(({ members }) => String(members[index]) >= within.start && String(members[index]) < within.end);
    },
    coarse: async (query, within) =>
      timeOf(query) === null || query.by.length > 1 || query.from?.label !== query.to?.label
        ? null
        : remember(["coarse", keyOf(query), within], () => once.coarse(query, within)),
  };
}

/** Whether a range is made of whole periods. */
const isAligned = ({ start, end }: Range, time: TimeDimension) => periodOf(start, time).start === start && periodOf(end, time).start === end;

/** The tidy table of a query to incidents: the sums it needs, read from the database, laid out. */
export async function incidentTableOf(ledger: Ledger, asked: Asked, read: Reader = reader(ledger, asked)): Promise<Table> {
  letYoungGrow();
  const { query, dataset } = asked;
  // Looked at here too, where every sum of rows is made: a question put together on the way is as fine as one that was sent.
  refuseTooFine(query, dataset);
  const span = await read.span();
  const coverage = coverageOf(dataset);
  const loaded = earliest(span, coverage);
  const start = query.from?.start ?? loaded;
  const end = query.to?.end ?? latest(span, coverage);
  const range = start === null || end === null || end <= start ? null : { start, end };
  const within = query.from === null && query.to === null ? null : { start: query.from?.start ?? "0001-01-01", end: query.to?.end ?? "9999-01-01" };
  const before = earlierRange(query, loaded);
  const years = range === null || !query.cumulative ? null : wholeYears(range);
  const sumsOf = async (asked: Query): Promise<Sums> => ({
    shown: await read.sums(asked, within),
    earlier: before === null ? [] : await read.sums(asked, before),
    years: years === null ? [] : await read.sums(at(asked, "year"), years),
    parts: asked.peak === null ? [] : await read.sums(at(asked, asked.peak), within),
  });
  return incidentTable(query, await sumsOf(query), {
    range,
    coverage,
    // Without coverage no row is unknown anyhow.
    unplaced: coverage === null || query.filters.province === undefined ? null : await sumsOf(nationalOf(query)),
    coarse: await read.coarse(query, within),
    today: today(),
  });
}

/** The same question to the rows that stand under the country and no province. */
function nationalOf(query: Query): Query {
  return { ...query, by: query.by.filter(isTime), filters: { ...query.filters, province: [COUNTRY] } };
}

const earliest = (span: Range | null, coverage: Period | null) =>
  coverage === null ? (span?.start ?? null) : span === null || coverage.start < span.start ? coverage.start : span.start;
const latest = (span: Range | null, coverage: Period | null) =>
  coverage === null ? (span?.end ?? null) : span === null || coverage.end > span.end ? coverage.end : span.end;

/** The same question by another stretch of time. */
function at(query: Query, time: TimeDimension): Query {
  return { ...query, by: query.by.map((name) => (isTime(name) ? time : name)) };
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
