import { capital } from "../format";

const PARAMETER = /\b(?:mapping|constants|classes|spellings|encoding|delimiter|sheet|header_line|dates|date_order|published_on|mode)=/;

/** A message of the reader without the sentences that tell a program what to send: here the same is chosen on the page. */
export function saidHere(message: string): string {
  const sentences = message.split(/(?<=[.?!])\s+(?=["“\p{Lu}])/u);
  const kept = sentences.filter((sentence) => !PARAMETER.test(sentence)).join(" ");
  return kept === "" ? message : kept;
}

const TITLES: Record<string, string> = {
  unknown_province: "Not a province we know",
  missing_column: "A column is missing",
  bad_date: "Not a date",
  impossible_date: "No such day",
  date_order_unknown: "Day or month first?",
  date_order_mixed: "Day first in some rows, month first in others",
  excel_serial: "A spreadsheet’s day number",
  two_digit_year: "A year of two digits",
  total_row: "Totals of other rows, left aside",
  total_differs: "A printed total differs from its parts",
  parts_differ: "Parts and whole differ",
  repeat: "Says the same as an earlier row",
  out_of_scope: "Outside Pakistan",
  too_many_cells: "More cells than the header",
  too_few_cells: "Fewer cells than the header",
  encoding_guessed: "The encoding is a guess",
  sheet_chosen: "One sheet of several",
  preamble_skipped: "Lines above the header",
  footer_skipped: "Notes below the rows",
  published_on_assumed: "No printing date",
  conflicting_values: "Two values for one figure",
  incident_exists: "Already in the dataset",
  classes_overlap: "Classes that overlap",
};

/** What a kind of fault is called. */
export function faultTitle(code: string): string {
  return TITLES[code] ?? capital(code.replaceAll("_", " "));
}
