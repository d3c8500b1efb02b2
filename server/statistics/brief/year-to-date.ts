import { addDays } from "../../domain/day";
import { type Grain, type Period, periodInWords, periodOf, previousPeriod, yearBefore } from "../../domain/period";
import { printNumber } from "../../domain/print";
import type { Row } from "../../domain/table";
import { capital, dayInWords, hedgedCount, lowBase, moved, movedBy, whyNot } from "../phrases";
import { yearToDate } from "../running";
import { type Desk, NOTHING, type NotStated, numberIn, type Part, printed, type Question, type Statement, statusIn } from "../statement";

const NAME = "fatalities_cumulative";

/** The year so far, against the whole of the year before, as CRSS puts it ("exceeds all of 2023"), and against the same months of it. */
export const yearSoFar: Part = async (period, desk) => {
  const last = lastPart(period);
  if (last === null || !desk.isOver(period)) return NOTHING;
  const soFar = yearToDate(last);
  const lastYear = previousPeriod(periodOf(last.start, "year"));
  if (lastYear === null) return NOTHING;
  const statements: Statement[] = [];
  const not_stated: NotStated[] = [];
  const question: Question = { measure: ["fatalities"], by: [last.grain as Grain], from: last, to: last, cumulative: true };
  const { table, address } = await desk.lookup(question);
  const [row] = table.rows;
  const now = comparedIn(row);
  const inWords = periodInWords(soFar).replace("–", " to ");
  const own = await printed(desk, "fatalities", soFar);
  const whole = await printed(desk, "fatalities", lastYear);
  const count = (value: number, from: Row | undefined) => hedgedCount(value, from?.fatalities_qualifier);
  const told = { status: statusOf(row), query: address };
  if (soFar.label !== last.label) {
    if (now === null) {
      not_stated.push({ kind: "year_to_date", reason: `${capital(inWords)} against all of ${lastYear.label}: not both known in one scope.` });
    } else {
      const text = `${soFar.grain === "year" ? `In all of ${soFar.label}` : `From ${inWords}`} ${count(now.value, own.row)} people were killed, ${against(now, lastYear)}.`;
      statements.push({ kind: "year_to_date", text, ...now, ...told, vintages: [...own.vintages, ...whole.vintages] });
      const then = await firstCompared(desk, question, soFar, lastYear);
      if (then !== null && (then.value !== now.value || signOf(then) !== signOf(now))) {
        const earlier = [await printed(desk, "fatalities", soFar, then.as_of), await printed(desk, "fatalities", lastYear, then.as_of)];
        const undone = signOf(then) === signOf(now) ? "" : "; by later printings no longer";
        statements.push({
          kind: "vintage",
          text: `By the printings of ${dayInWords(then.as_of)} it was ${count(then.value, earlier[0]?.row)}, ${against(then, lastYear)}${undone}.`,
          value: then.value,
          base: then.base,
          status: statusOf(then.row),
          vintages: earlier.flatMap(({ vintages }) => vintages),
          query: then.address,
        });
      }
    }
  }
  const [by, base, value] = [numberIn(row, `${NAME}_change`), numberIn(row, `${NAME}_base`), numberIn(row, NAME)];
  if (by === null || base === null || value === null) {
    const same = yearBefore(soFar);
    if (same !== null)
      not_stated.push({ kind: "year_to_date", reason: `${capital(inWords)} against ${periodInWords(same)}: ${whyNot(row?.[`${NAME}_flag`])}.` });
  } else {
    const pct = numberIn(row, `${NAME}_change_pct`);
    const isYear = soFar.grain === "year";
    const of = soFar.label === last.label ? "" : isYear ? "of the year " : "of the year so far ";
    const text = `Against the ${printNumber(base)} of ${isYear ? "" : "the same months of "}${lastYear.label} fatalities ${of}${moved(by, pct, base)}${lowBase(base)}.`;
    const same = yearBefore(soFar);
    const then = same === null ? [] : (await printed(desk, "fatalities", same)).vintages;
    statements.push({ kind: "year_to_date", text, value: movedBy(by, pct, base), base, ...told, vintages: [...own.vintages, ...then] });
  }
  return { statements, not_stated };
};

/** Incidents have no status: they are added up. */
const statusOf = (row: Row | undefined) => (row?.[`${NAME}_status`] === undefined ? "derived" : statusIn(row, NAME));

interface Compared {
  value: number;
  base: number;
}

const signOf = ({ value, base }: Compared) => Math.sign(value - base);
const against = ({ value, base }: Compared, { label }: Period) =>
  value === base ? `as many as in all ${label}` : `${value > base ? "more" : "fewer"} than the ${printNumber(base)} of all ${label}`;

/** The year so far and the whole year before, where both are whole. */
function comparedIn(row: Row | undefined): Compared | null {
  const [value, base] = [numberIn(row, NAME), numberIn(row, "fatalities_year_before")];
  const isWhole = ["published", "derived"].includes(statusOf(row));
  return value === null || base === null || !isWhole ? null : { value, base };
}

/** The comparison by the printings of the first day on which it could be made. */
async function firstCompared(
  desk: Desk,
  question: Question,
  soFar: Period,
  lastYear: Period,
): Promise<(Compared & { as_of: string; row: Row | undefined; address: string }) | null> {
  const days = [...new Set([...desk.printings("fatalities", soFar), ...desk.printings("fatalities", lastYear)])].sort();
  for (const as_of of days.filter((day) => day >= addDays(soFar.end, -1))) {
    const { table, address } = await desk.lookup({ ...question, as_of });
    const found = comparedIn(table.rows[0]);
    if (found !== null) return { ...found, as_of, row: table.rows[0], address };
  }
  return null;
}

/** The last quarter, month or day of a period that begins a year or is one of it; null where there is no year so far to tell. */
export function lastPart(period: Period): Period | null {
  if (period.grain === "year") return null;
  if (period.grain !== "span") return period;
  if (period.start !== periodOf(period.start, "year").start || period.start.slice(0, 4) !== addDays(period.end, -1).slice(0, 4)) return null;
  const parts = (["quarter", "month", "day"] as const).map((grain) => periodOf(addDays(period.end, -1), grain));
  return parts.find(({ end }) => end === period.end) ?? null;
}
