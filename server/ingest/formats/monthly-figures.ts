import { addDays } from "../../domain/day";
import { issueAt } from "../../domain/issue";
import { COUNTRY } from "../../domain/province";
import { cellOf, cellUnder, means, type Row } from "../row";
import { sayRows } from "../scope";
import { acledMonthly } from "./acled-monthly";
import type { Census, Context, Format } from "./format";
import { classOf, hapi, levelOf, provinceIn } from "./hapi";
import { houseFigures } from "./house-figures";
import { spanAt } from "./span";

/** What a row of a monthly file is as a figure: false where it is left out. */
type Adapt = (row: Row, context: Context) => boolean;

/**
 * The monthly counts of ACLED on HDX as published figures: the same files, for a dataset that looks numbers up and does not
 * add them. Figures know provinces and no districts: rows of districts are left to a dataset of incidents.
 */
function figuresOf(format: Format, adapt: Adapt): Format {
  const renamed: Record<string, string> = { province: "region", occurred_on: "period" };
  const rename = (field: string | null) => (field === null ? null : (renamed[field] ?? field));
  return {
    ...houseFigures,
    name: format.name,
    signatures: format.signatures,
    isForeign: format.isForeign,
    fieldOf: (key) => rename(format.fieldOf(key)),
    fieldsOf: (keys) => format.fieldsOf(keys).map(rename),
    isField: (name) => houseFigures.isField(name) || ["district", "ended_on"].includes(name),
    requirements: houseFigures.requirements.filter(({ offers }) => !offers?.includes("region")),
    hasClasses: format.hasClasses ?? false,
    census: (columns, given) => withoutDistricts(format.census?.(columns, given)),
    reader: (columns, context) => {
      const read = houseFigures.reader(columns, context);
      return (row) => (adapt(row, context) ? read(row) : { outside: true });
    },
  };
}

/** Says how many rows are left out for being of districts; that a file gives the country as a whole is no news of figures. */
function withoutDistricts(census: Census | undefined): Census {
  let districts = 0;
  return {
    add: (row) => {
      if (cellOf(row, "district").trim() !== "" || cellUnder(row, "admin_level") === "2") districts += 1;
      census?.add(row);
    },
    end: () => {
      const { issues, settled } = census?.end() ?? { issues: [], settled: {} };
      const message = `${sayRows(districts)} of districts, which figures do not have: left out. A dataset of incidents takes them.`;
      const left = districts === 0 ? [] : [issueAt("warning", null, null, null, "districts_left_out", message)];
      return { issues: [...issues.filter(({ code }) => code !== "national_only"), ...left], settled };
    },
  };
}

const monthly = figuresOf(acledMonthly, (row) => {
  if (cellOf(row, "district").trim() !== "") return false;
  if (cellOf(row, "region").trim() === "") means(row, "region", COUNTRY);
  return true;
});

/** One class of HAPI is the publisher's whole; which one is the figure's scope. */
const hapiFigures = figuresOf(hapi, (row, context) => {
  const name = classOf(row);
  if (cellUnder(row, "error") !== "" || !(context.settled.classes ?? "").split(",").includes(name) || levelOf(row) === 2) return false;
  means(row, "region", levelOf(row) === 0 ? COUNTRY : provinceIn(row));
  means(row, "incident_type", "");
  means(row, "scope", name.replaceAll("_", " "));
  const span = spanAt(row, context, "period");
  if (span !== null) means(row, "period", `${span.start}/${addDays(span.end, -1)}`);
  return true;
});

export const monthlyFigures: readonly Format[] = [monthly, hapiFigures];
