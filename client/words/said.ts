import { capital } from "../format";

const PARAMETER = /\b(?:mapping|constants|classes|spellings|encoding|delimiter|sheet|header_line|dates|date_order|published_on|mode)=/;

/** A message of the reader without the sentences that tell a program what to send: here the same is chosen on the page. */
export function saidHere(message: string): string {
  const sentences = message.split(/(?<=[.?!])\s+(?=["“\p{Lu}])/u);
  const kept = sentences.filter((sentence) => !PARAMETER.test(sentence)).join(" ");
  return kept === "" ? message : kept;
}

const TITLES: Record<string, string> = {
  bad_coordinate: "Not a coordinate",
  bad_count: "Not a count",
  bad_date: "Not a date",
  bad_precision: "Not a precision of a date",
  bad_share: "Not a share",
  bounds_disorder: "Low, best and high fall",
  class_beside: "A class beside the three",
  classes_overlap: "Classes that overlap",
  conflicting_values: "Two values for one figure",
  count_too_large: "A count too large to be one row’s",
  date_is_span: "A span where one day is expected",
  date_is_week: "A week where one day is expected",
  date_order_mixed: "Day first in some rows, month first in others",
  date_order_unknown: "Day or month first?",
  date_out_of_range: "A year out of range",
  deadly_incidents_only: "Only incidents in which somebody died",
  districts_left_out: "Rows of districts, left out",
  divided_count: "A count that is divided",
  duplicate_column: "Two columns for one field",
  encoding_guessed: "The encoding is a guess",
  ends_before_start: "Ends before it begins",
  excel_serial: "A spreadsheet’s day number",
  footer_skipped: "Notes below the rows",
  header_assumed: "The header is assumed",
  impossible_date: "No such day",
  incident_exists: "Already in the dataset",
  kp_without_fata: "Khyber Pakhtunkhwa without the former FATA",
  measure_assumed: "Taken for people killed",
  missing_cell: "A blank cell that is needed",
  missing_column: "A column is missing",
  missing_date: "No date",
  missing_province: "No province",
  missing_region: "No region",
  national_only: "The country as a whole only",
  no_value: "A row without a value",
  not_a_day: "Not a day",
  nul_character: "A character no text can hold",
  option_not_used: "A choice that was not used",
  out_of_scope: "Outside Pakistan",
  parts_differ: "Parts and whole differ",
  preamble_skipped: "Lines above the header",
  province_unknown: "Not a province we know",
  published_in_future: "Printed in the future",
  published_on_assumed: "No printing date",
  repeat: "Says the same as an earlier row",
  rounded_id: "A number a spreadsheet rounded",
  sheet_chosen: "One sheet of several",
  source_error: "Marked as wrong by the source",
  source_warning: "A warning of the source",
  straddles_quarters: "Lies in two quarters",
  too_few_cells: "Fewer cells than the header",
  too_many_cells: "More cells than the header",
  total_differs: "A printed total differs from its parts",
  total_mismatch: "A printed total differs from its parts",
  total_row: "Totals of other rows, left aside",
  totals_unchecked: "Totals that were not checked",
  two_digit_year: "A year of two digits",
  unknown_measure: "Not a measure we know",
  unknown_province: "Not a province we know",
  unknown_qualifier: "Not a qualifier we know",
  unknown_victim: "Not a victim class we know",
  victim_twice: "The victims said twice",
  zero_incidents: "No incidents in the row",
};

/** What a kind of fault is called. */
export function faultTitle(code: string): string {
  return TITLES[code] ?? capital(code.replaceAll("_", " "));
}
