import { CheckBody } from "../check";
import { bodyOf, file, inQuery, json, type Operation, queryOf, TYPES } from "../operation";
import { BriefShape, CheckShape, CompareShape, ProblemShape } from "../schemas";

const briefing = [
  inQuery("dataset", "Slug of a dataset.", true),
  inQuery("period", "2024-Q3; unset: the latest quarter that is known."),
  ...queryOf("as_of", "revision"),
];
const comparing = [
  inQuery("datasets", "Two to eight slugs, comma-joined.", true),
  inQuery("measure", "One measure; fatalities unless said."),
  inQuery("by", "year (default), quarter or month."),
  inQuery("incident_type", "Also attack and operation, for each publisher's own words."),
  ...queryOf("province", "victim", "from", "to", "as_of"),
];

/** Publishers compared, a period in words, a text checked. */
export const REPORTS: Operation[] = [
  {
    method: "get",
    path: "/api/compare",
    summary: "Publishers side by side: one column a dataset, the spread, and what their definitions explain",
    parameters: comparing,
    answers: { 200: json("The table", CompareShape) },
  },
  ...(["csv", "xlsx", "parquet", "zip", "bib"] as const).map(
    (form): Operation => ({
      method: "get",
      path: `/api/compare.${form}`,
      summary: `The same as ${form}, as of aggregates`,
      parameters: comparing,
      answers: { 200: file("The file", TYPES[form]) },
    }),
  ),
  {
    method: "get",
    path: "/api/brief",
    summary: "A period's statements in words, each with its proof, and what cannot be stated",
    parameters: briefing,
    answers: { 200: json("The brief", BriefShape) },
  },
  ...(
    [
      ["md", "Markdown", "text/markdown"],
      ["html", "a page to print, which needs nothing beside itself", "text/html"],
    ] as const
  ).map(
    ([form, words, type]): Operation => ({
      method: "get",
      path: `/api/brief.${form}`,
      summary: `The same as ${words}`,
      parameters: briefing,
      answers: { 200: file("The brief", type) },
    }),
  ),
  {
    method: "post",
    path: "/api/check",
    summary: "The numbers of a pasted text, each found to hold, to hold as of an earlier printing or otherwise, or not to hold, with the proof",
    body: bodyOf(CheckBody),
    answers: {
      200: json("The claims, in the text's order", CheckShape),
      415: json("Not JSON", ProblemShape),
      422: json("A text too long, or a field it does not know", ProblemShape),
    },
  },
];
