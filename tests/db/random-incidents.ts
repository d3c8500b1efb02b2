import fc from "fast-check";

export type Precision = "day" | "week" | "month" | "quarter" | "year";
export interface Count {
  best: number | null;
  low: number | null;
  high: number | null;
}
/** A victim class of a line, with its counts as they are to be read. */
export interface Part {
  victim: string;
  fatalities: Count;
  injured: Count;
}
/** A line of a file. */
export interface Line {
  id: string | null;
  /** First day of what the date stands for. */
  day: string;
  precision: Precision;
  province: string;
  incidents: number;
  published_on: string | null;
  incident_type: string | null;
  tactic: string | null;
  claimed_by: string | null;
  target: string | null;
  district: string | null;
  parts: Part[];
}
export interface File {
  /** Wide: a column for each victim class; long: a column that names it, one class a line. */
  wide: boolean;
  mode: "replace" | "append" | "update";
  lines: Line[];
}

const VICTIMS = ["civilian", "security", "militant", "unspecified"];
const SPELLINGS: Record<string, string> = { "PK-KP": "Khyber Pakhtunkhwa", "PK-TA": "FATA", "PK-BA": "Baluchistan", "PK-SD": "sindh" };
const PRECISIONS: Precision[] = ["day", "day", "day", "week", "month", "quarter", "year"];

const blankOr = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4, nil: null });
const members = (...values: string[]) => blankOr(fc.constantFrom(...values));
const number = fc.oneof(fc.constant(0), fc.nat(9), fc.constant(1_000_000));

/** A count as its three cells are read: best is its low end where only bounds are given, and stays unknown with nothing but an upper one. */
const count: fc.Arbitrary<Count> = fc.tuple(number, number, number, fc.integer({ min: 0, max: 11 })).map(([a, b, c, kind]) => {
  const [low = 0, best = 0, high = 0] = [a, b, c].sort((one, two) => one - two);
  if (kind < 5) return { best, low: null, high: null };
  if (kind < 8) return { best, low, high };
  if (kind === 8) return { best: low, low, high };
  if (kind === 9) return { best: null, low: null, high };
  return { best: null, low: null, high: null };
});
const NOTHING: Count = { best: null, low: null, high: null };
const isBlank = ({ best, low, high }: Count) => best === null && low === null && high === null;

const when = fc.tuple(fc.constantFrom(...PRECISIONS), fc.integer({ min: 0, max: 35 }), fc.integer({ min: 1, max: 28 })).map(([precision, month, date]) => {
  const length = { day: 1, week: 1, month: 1, quarter: 3, year: 12 }[precision];
  const first = month - (month % length);
  const day = precision === "day" || precision === "week" ? date : 1;
  const text = (value: number) => String(value).padStart(2, "0");
  return { precision, day: `${2022 + Math.floor(first / 12)}-${text((first % 12) + 1)}-${text(day)}` };
});

const line = (wide: boolean): fc.Arbitrary<Line> =>
  fc
    .record({
      id: fc.option(fc.constantFrom("a", "b", "c", "d"), { freq: 2, nil: null }),
      when,
      province: fc.constantFrom(...Object.keys(SPELLINGS)),
      incidents: fc.constantFrom(1, 1, 1, 1, 0, 3),
      published_on: members("2025-01-02", "2025-01-03"),
      incident_type: members("Attack", "Operation"),
      tactic: members("IED", "Raid"),
      claimed_by: members("BLA", "constructor"),
      target: members("Police", "__proto__"),
      district: members("Bannu", "Kech"),
      parts: wide
        ? fc.tuple(...VICTIMS.map((victim) => fc.record({ victim: fc.constant(victim), fatalities: count, injured: count }))).map((parts) => parts.slice(0, 3))
        : fc.tuple(fc.constantFrom(...VICTIMS), count, count).map(([victim, fatalities, injured]) => [{ victim, fatalities, injured }]),
    })
    .map(({ when: { day, precision }, parts, ...rest }) => {
      const known = parts.filter((part) => !wide || !isBlank(part.fatalities) || !isBlank(part.injured));
      return { ...rest, day, precision, parts: known.length > 0 ? known : [{ victim: "unspecified", fatalities: NOTHING, injured: NOTHING }] };
    });

const file = (mode: File["mode"], ids: string): fc.Arbitrary<File> =>
  fc.boolean().chain((wide) =>
    fc.array(line(wide), { minLength: 1, maxLength: 14 }).map((lines) => ({
      wide,
      mode,
      // Every line of an incident says for how many it stands; an update names all it has.
      lines: lines.map((row, at) => {
        const id = row.id === null ? (mode === "update" ? `new ${at}` : null) : `${ids}${row.id}`;
        const first = lines.find((other) => other.id !== null && other.id === row.id);
        return { ...row, id, incidents: (first ?? row).incidents };
      }),
    })),
  );

const finer = (line: Line): Line => (line.precision === "quarter" || line.precision === "year" ? { ...line, precision: "month" } : line);

/**
 * The files a dataset is made of: one that begins it, some appended with incidents of their own, and an update of the first. In half of the
 * datasets all is dated by month or finer: those are answered from cells held in the process.
 */
export const history: fc.Arbitrary<File[]> = fc
  .tuple(
    fc.boolean(),
    file("replace", "first "),
    fc.array(file("append", "second "), { maxLength: 1 }),
    fc.array(file("append", "third "), { maxLength: 1 }),
    fc.array(file("update", "first "), { maxLength: 1 }),
  )
  .map(([isFine, first, ...more]) => [first, ...more.flat()].map((own) => (isFine ? { ...own, lines: own.lines.map(finer) } : own)));

/** The lines in force after the files: an update takes the place of the incidents it names. */
export function inForce(files: readonly File[]): Line[] {
  return files.reduce<Line[]>((lines, { mode, lines: more }) => {
    const named = new Set(more.map(({ id }) => id));
    const kept = mode === "update" ? lines.filter(({ id }) => id === null || !named.has(id)) : lines;
    return [...(mode === "replace" ? [] : kept), ...more];
  }, []);
}

const BOUNDS = { best: "", low: "_low", high: "_high" } as const;

/** The file as CSV. `label` makes two files differ that hold the same rows. */
export function toCsv({ wide, lines }: File, label: string): string {
  const names = ["id", "published_on", "incident_type", "tactic", "claimed_by", "target", "district"] as const;
  const classes = wide ? VICTIMS.slice(0, 3) : [""];
  const counts = classes.flatMap((victim) =>
    (["fatalities", "injured"] as const).flatMap((measure) => (["best", "low", "high"] as const).map((bound) => ({ victim, measure, bound }))),
  );
  const header = [...names.map((name) => (name === "id" ? "incident_id" : name)), "date", "date_precision", "province", "incidents", "source", "notes"];
  const countHeader = counts.map(({ victim, measure, bound }) => `${measure}${victim && `_${victim}`}${BOUNDS[bound]}`);
  const rows = lines.map((row) => {
    const cells = counts.map(({ victim, measure, bound }) => row.parts.find((part) => !wide || part.victim === victim)?.[measure][bound] ?? "");
    const written =
      row.precision === "day" || row.precision === "week"
        ? row.day
        : row.precision === "month"
          ? row.day.slice(0, 7)
          : row.precision === "year"
            ? row.day.slice(0, 4)
            : `${row.day.slice(0, 4)}-Q${Math.ceil(Number(row.day.slice(5, 7)) / 3)}`;
    const victim = wide ? [] : [row.parts[0]?.victim];
    return [...names.map((name) => row[name] ?? ""), written, row.precision, SPELLINGS[row.province], row.incidents, "S", label, ...victim, ...cells].join(",");
  });
  return [[...header, ...(wide ? [] : ["victim"]), ...countHeader].join(","), ...rows].join("\n");
}
