import type { Estimate } from "../../server/domain/measure";
import type { Line, Part, Precision } from "./random-incidents";

/**
 * What a query over incidents must answer, computed row by row from the rules of the README ("How a number is made") and from
 * nothing of the program.
 */
export interface Question {
  by: string[];
  filters: Record<string, string[]>;
  /** Half-open days. */
  range: { start: string; end: string } | null;
  estimate: Estimate;
  boundaries: "today" | "historical";
}

export interface Sums {
  incidents: number;
  fatal_incidents: number | null;
  fatalities: number | null;
  injured: number | null;
}
export interface Expected {
  groups: Map<string, Sums>;
  blank: { fatalities: number; injured: number; rows: number };
  coarse: Sums | null;
}

/** One counted part of an incident: a victim class with its counts, placed by the report that stands for it. */
interface Counted {
  incident: number;
  line: Line;
  victim: string;
  fatalities: Part["fatalities"];
  injured: Part["injured"];
  leads: boolean;
  fatal: boolean;
}

const NOT_STATED = "(not stated)";
const TIMES = ["year", "quarter", "month", "day"];
const FINEST: Record<string, Precision[]> = {
  day: ["day"],
  month: ["day", "week", "month"],
  quarter: ["day", "week", "month", "quarter"],
  year: ["day", "week", "month", "quarter", "year"],
};

/** Rows that share an id (or a line) are one incident; rows of one victim class are reports of it, classes are parts that add up. */
function countParts(lines: readonly Line[]): Counted[] {
  const incidents = new Map<string, { line: Line; part: Part }[]>();
  for (const [at, line] of lines.entries()) {
    const key = line.id === null ? `line ${at}` : `id ${line.id}`;
    const known = incidents.get(key) ?? [];
    incidents.set(key, [...known, ...line.parts.map((part) => ({ line, part }))]);
  }
  return [...incidents.values()].flatMap((rows, incident) => {
    const classes = [...new Set(rows.map(({ part }) => part.victim))];
    const parts = classes.map((victim) => {
      const reports = rows.filter(({ part }) => part.victim === victim);
      // The latest report stands for all: by its day, an undated one is older than any, and of one day the later line.
      const ordered = reports.toSorted((a, b) =>
        (a.line.published_on ?? "") < (b.line.published_on ?? "") ? -1 : (a.line.published_on ?? "") > (b.line.published_on ?? "") ? 1 : 0,
      );
      const line = ordered.at(-1)?.line as Line;
      const days = ordered.map((row) => row.line.published_on ?? "");
      return {
        incident,
        line,
        victim,
        fatalities: among(
          ordered.map((row) => row.part.fatalities),
          days,
        ),
        injured: among(
          ordered.map((row) => row.part.injured),
          days,
        ),
      };
    });
    const fatal = parts.some((part) => (part.fatalities.best ?? 0) > 0);
    return parts.map((part, at) => ({ ...part, leads: at === 0, fatal: fatal && part.line.incidents === 1 }));
  });
}

/** Reports, oldest first, as one count: the least low, the most high, and the best that most report; then the later, then the lower. */
function among(reports: Part["fatalities"][], days: string[]): Part["fatalities"] {
  if (reports.length === 1 && reports[0]) return reports[0];
  const least = reports.map(({ low, best }) => low ?? best).filter((value) => value !== null);
  const most = reports.map(({ high, best }) => high ?? best).filter((value) => value !== null);
  const votes = new Map<number, { times: number; day: string }>();
  for (const [at, { best }] of reports.entries()) {
    if (best !== null) votes.set(best, { times: (votes.get(best)?.times ?? 0) + 1, day: days[at] ?? "" });
  }
  const [winner] = [...votes].sort(([a, one], [b, two]) => two.times - one.times || (one.day < two.day ? 1 : one.day > two.day ? -1 : a - b));
  return { best: winner?.[0] ?? null, low: least.length > 0 ? Math.min(...least) : null, high: most.length > 0 ? Math.max(...most) : null };
}

export function expect(lines: readonly Line[], question: Question): Expected {
  const { by, filters, range, estimate } = question;
  const time = by.find((name) => TIMES.includes(name));
  const byVictim = by.includes("victim") || filters.victim !== undefined;
  const province = (code: string) => (question.boundaries === "today" && ["PK-TA", "PK-NW"].includes(code) ? "PK-KP" : code);
  const memberOf = (part: Counted, name: string): string | null =>
    name === "victim"
      ? part.victim
      : name === "province"
        ? province(part.line.province)
        : ((part.line as unknown as Record<string, string | null>)[name] ?? null);
  const matches = (part: Counted) =>
    Object.entries(filters).every(([name, values]) => {
      if (name === "province" && values.includes(part.line.province)) return true;
      return values.includes(memberOf(part, name) ?? NOT_STATED);
    });
  const found = countParts(lines).filter(matches);
  const fine = (part: Counted) => time === undefined || FINEST[time]?.includes(part.line.precision);
  const inside = ({ line }: Counted) => range === null || (line.day >= range.start && endOf(line) <= range.end);
  const touches = ({ line }: Counted) => range === null || (line.day < range.end && endOf(line) > range.start);

  const groups = new Map<string, Counted[]>();
  for (const part of found.filter((row) => fine(row) && inside(row))) {
    const key = JSON.stringify(by.map((name) => (name === time ? labelOf(part.line.day, name) : memberOf(part, name))));
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const counted = [...groups.values()].flat();
  const coarse = time === undefined && range === null ? [] : found.filter((part) => touches(part) && !(fine(part) && inside(part)));
  const blank = (measure: "fatalities" | "injured") => counted.filter((part) => boundOf(part[measure], estimate) === null).length;
  return {
    groups: new Map([...groups].map(([key, parts]) => [key, sumOf(parts, byVictim, estimate)])),
    blank: { fatalities: blank("fatalities"), injured: blank("injured"), rows: counted.length },
    // Told in one number, whatever the breakdown.
    coarse: coarse.length === 0 ? null : sumOf(coarse, filters.victim !== undefined, estimate),
  };
}

function sumOf(parts: readonly Counted[], byVictim: boolean, estimate: Estimate): Sums {
  // An incident counts once: by its first part, or, where victims are asked for, once if any of them was hit.
  const standing = byVictim ? [...new Map(parts.map((part) => [`${part.incident}`, part])).values()] : parts.filter((part) => part.leads);
  const isFatal = (part: Counted) =>
    byVictim ? part.line.incidents === 1 && parts.some((other) => other.incident === part.incident && (other.fatalities.best ?? 0) > 0) : part.fatal;
  const total = (measure: "fatalities" | "injured") => {
    const values = parts.map((part) => boundOf(part[measure], estimate)).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  };
  const [incidents, fatalities, fatal] = [standing.reduce((sum, part) => sum + part.line.incidents, 0), total("fatalities"), standing.filter(isFatal).length];
  // Nobody tells the killed, or there are some and only tallies to say in how many incidents.
  const isUntold = fatal === 0 && incidents > 0 && (fatalities === null || (estimate !== "high" && fatalities > 0));
  return {
    incidents,
    fatal_incidents: isUntold ? null : fatal,
    fatalities,
    injured: total("injured"),
  };
}

const boundOf = ({ best, low, high }: Part["fatalities"], estimate: Estimate) => (estimate === "best" ? best : ((estimate === "low" ? low : high) ?? best));

/** First day after the stretch of time a date stands for; a week counts where it begins. */
function endOf({ day, precision }: Line): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (precision === "day" || precision === "week") date.setUTCDate(date.getUTCDate() + 1);
  else date.setUTCMonth(date.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[precision]);
  return date.toISOString().slice(0, 10);
}

export function labelOf(day: string, grain: string): string {
  if (grain === "year") return day.slice(0, 4);
  if (grain === "quarter") return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return grain === "month" ? day.slice(0, 7) : day;
}
