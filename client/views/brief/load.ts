import type { Dataset } from "../../../server/domain/dataset";
import type { MeasureName } from "../../../server/domain/measure";
import { type Grain, type Period, parsePeriod } from "../../../server/domain/period";
import { formatQuery } from "../../../server/domain/query";
import type { Answer, Row } from "../../../server/domain/table";
import { Failure, readAggregates, readBrief } from "../../api";
import { periodsOf } from "../../charts/plot";
import type { Brief } from "../../reports";
import * as words from "../../words/brief";
import { question } from "../question";

/** All a brief is drawn from: its words, the periods there are, and the answers of its charts. */
export interface Report {
  dataset: Dataset;
  brief: Brief;
  period: Period;
  periods: Period[];
  trend: { answer: Answer; grain: Exclude<Grain, "day"> };
  provinces: Answer;
}

const GRAINS = ["quarter", "year", "month"] as const;
const KILLED: MeasureName[] = ["fatalities"];
/** Periods of the trend: enough to see a turn, few enough for a page. */
const BACK = 20;

/** Loads the brief of a period as printed by a day; without a period the server takes the latest whole quarter, else the latest known one is taken. */
export async function loadReport(dataset: Dataset, wanted: string | null, as_of: string | null, signal: AbortSignal): Promise<Report> {
  const ask = (by: Grain) => readAggregates(formatQuery(question(dataset.slug, KILLED, [by], { detail: true, as_of })), signal);
  const about = (period: string | null) =>
    readBrief(new URLSearchParams({ dataset: dataset.slug, ...(period === null ? {} : { period }), ...(as_of === null ? {} : { as_of }) }).toString(), signal);
  const first = about(wanted).catch((error: unknown) => {
    if (wanted === null && error instanceof Failure && error.code === "no_quarter") return null;
    throw error;
  });
  const [found, ...answers] = await Promise.all([first, ...GRAINS.map(async (grain) => ({ grain, answer: await ask(grain) }))]);
  const isKnown = (row: Row) => (dataset.kind === "figures" ? row.fatalities_status === "published" : typeof row.fatalities === "number");
  const periods = answers.flatMap(({ grain, answer }) => {
    const known = new Set(answer.rows.filter(isKnown).map((row) => String(row[grain])));
    return periodsOf(answer, grain)
      .filter(({ label }) => known.has(label))
      .reverse();
  });
  const latest = periods[0];
  if (found === null && latest === undefined)
    throw new Failure(404, "no_period", words.noTotalOfThe(dataset.title, as_of === null ? "" : words.printedBy(as_of)));
  const brief = found ?? (await about(latest?.label ?? null));
  const period = parsePeriod(brief.period);
  if (period === null) throw new Failure(400, "bad_period", words.isNotAPeriod(brief.period));
  const provinces = await readAggregates(formatQuery(question(dataset.slug, KILLED, ["province"], { detail: true, as_of, from: period, to: period })), signal);
  const grain = period.grain === "year" || period.grain === "month" ? period.grain : "quarter";
  const trend = answers.find((one) => one.grain === grain)?.answer;
  if (trend === undefined) throw new Failure(404, "no_period", words.thereIsNoSeries);
  return { dataset, brief, period, periods, trend: { answer: trend, grain }, provinces };
}

/** The periods of the trend, up to the one reported; those of a part of a year that only begins the series are left out. */
export function trendPeriods({ period, trend }: Report): Period[] {
  const all = periodsOf(trend.answer, trend.grain).filter((one) => one.end <= period.end);
  const shown = all.slice(-BACK);
  const whole = shown.findIndex((one) => one.start.endsWith("-01-01"));
  return shown.length > 8 && whole > 0 ? shown.slice(whole) : shown;
}
