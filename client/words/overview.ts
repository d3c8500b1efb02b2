import type { Grain } from "../../server/domain/period";
import type { Part } from "./part";
import type { Forms } from "./plurals";

/** What the Overview says. */

export const dataset = "Dataset";
export const latestOfPakistan = (period: Part, code: Part, grain: Part) =>
  `Pakistan, ${period}${code === null ? "" : ` (${code})`}, the latest ${grain} with a printed total`;
export const latestOfDataset = (title: Part, period: Part, code: Part, grain: Part) =>
  `${title}, ${period}${code === null ? "" : ` (${code})`}, the latest ${grain} with an incident`;
export const thereIsNoDataset = (wanted: Part) => `There is no dataset “${wanted}”. Choose one under Datasets.`;
export const incidentLedger = "Incident Ledger";
export const nothingIsPublishedYet = "Nothing is published yet";
export const nothingIsPublishedIn = "Nothing is published in this dataset yet";
export const hasNoTotal = "No quarter or year of this dataset has a total";
export const aChartNeedsAt = "A chart needs at least one published row.";
export const openTheRows = (short: Part, point: Part) => `${short}: ${point}. Open the rows`;
export const theYearBefore = "the year before";
/** The base a change is from, hedged as it was printed: `on 2025-Q2, from “about” 273`. */
export const fromAbout = (rest: string) => rest.replace(/(?=\d[\d,]*$)/, "“about” ");
export const dataPackage = "data package";
export const theEndOf = (slice: Part) => `the end of ${slice}`;
export const nothingIsPrintedFor = (periodInWords: Part) => `Nothing is printed for ${periodInWords}`;
export const peopleWere: Forms = { one: "person was", other: "people were" };
export const killedMostSince = (count: Part, peopleWere: Part, grain: Part, since: Part) =>
  `${count} ${peopleWere} killed, the most in a ${grain} since ${since}`;
export const killedFewestSince = (count: Part, peopleWere: Part, grain: Part, since: Part) =>
  `${count} ${peopleWere} killed, the fewest in a ${grain} since ${since}`;
export const killedDuring = (count: Part, peopleWere: Part, period: Part) => `${count} ${peopleWere} killed in ${period}`;
export const moreThanPeopleWere = (level: Part, grain: Part, first: Part, last: Part) =>
  `More than ${level} people were killed in every ${grain} from ${first} to ${last}`;
export const killedInPakistanBy = (grain: Part) => `Killed in Pakistan, ${grain} by ${grain}`;
export const killedBy = (grain: Part) => `Killed, ${grain} by ${grain}`;
export const killedByProvince = (label: Part) => `Killed by province, ${label}`;
export const ofThoseKilledWere = (value: Part, label: Part) => `${value} of those killed were in ${label}`;
export const killedByVictim = (label: Part) => `Killed by victim, ${label}`;
export const overHalfOfThe = (name: Part) => `Over half of the dead were ${name}`;
export const ofTheDeadWere = (capital: Part, name: Part) => `${capital} of the dead were ${name}`;
export const civilianDeathsStayed = (finding: Part) => `${finding}; civilian deaths did not change`;
export const civilianDeathsRose = (finding: Part, by: Part, to: Part) => `${finding}; civilian deaths rose by ${by} to ${to}`;
export const civilianDeathsFell = (finding: Part, by: Part, to: Part) => `${finding}; civilian deaths fell by ${by} to ${to}`;
export const eachUnderlinedNumberOpens = "Each underlined number opens the rows that prove it.";
export const allProvinces = "All provinces";
export const notPrintedApart = "not printed apart";
export const notPrintedApartKilled = "Not printed apart, killed";
export const noBasePrinted = "no base printed";
export const province = "Province";
export const killed = "Killed";
export const share = "Share";
export const changeOn = (label: Part) => `Change on ${label}`;
export const incidents = "Incidents";
export const pakistan = "Pakistan";
export const all = "All";
export const pakistanKilled = "Pakistan, killed";
export const pakistanIncidents = "Pakistan, incidents";
export const incidentsNotPrintedBy = (split: Part) => `Incidents not printed by province: ${split} together, by subtraction.`;
export const killedByProvinceWith = (period: Part, base: Part) => `Killed by province, ${period}, with share of the total and change on ${base}`;
export const provincesTable = "Provinces, table";
export const explore = "Explore";
export const provinceNotPrinted = "Not printed apart";
export const noRow = "No row";
export const didNotPrintThe = (publisher: Part, label: Part) => `${publisher} did not print the provinces of ${label}.`;
export const noRowOfNames = (label: Part) => `No row of ${label} names a province.`;
export const killedPer = (grain: Part, first: Part, last: Part, { inPakistan, withYears }: { inPakistan: boolean; withYears: boolean }) =>
  `Killed ${inPakistan ? "in Pakistan " : ""}per ${grain}, ${first} to ${last}${withYears ? ", and the year’s total beneath" : ""}`;
export const latestPrinting = (source: Part) => `${source} Latest printing of each.`;
export const latestPrintingAcrossScopes = (source: Part) => `${source} Latest printing of each. No change is computed across the change of scope.`;
export const from = (label: Part) => `From ${label}`;
export const table = "Table";
export const allPrintings = "All printings";
export const whatIsNotKnown = "What is not known";
export const nothingOnThisPage = "Nothing on this page is partial, missing or hedged.";
export const didNotPrintWho = (publisher: Part, label: Part) => `${publisher} did not print who the dead of ${label} were.`;
export const theRowsOfDo = (label: Part) => `The rows of ${label} do not say who the dead were.`;
export const killedByVictimAnd = (before: Part, now: Part) => `Killed by victim, ${before} and ${now}, one scale`;
export const militantsAreCrsssOutlaws = "“Militants” are CRSS’s “outlaws”.";
export const totalNotKnown = "total not known";
export const notPrintedByVictim = "not printed by victim";
const EARLIER: Record<Grain, Forms> = {
  year: { one: "earlier year", other: "earlier years" },
  quarter: { one: "earlier quarter", other: "earlier quarters" },
  month: { one: "earlier month", other: "earlier months" },
  day: { one: "earlier day", other: "earlier days" },
};
export const earlierPeriod = (grain: Grain) => EARLIER[grain];
export const underOnePercent = "under 1%";
export const killedIn = (period: Part) => `Killed, ${period}`;
export const provinceKilled = (province: Part) => `${province}, killed`;
export const provinceIncidents = (province: Part) => `${province}, incidents`;
export const parquet = "Parquet";
export const peopleKilled = "killed";
