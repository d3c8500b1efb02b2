/** A word by how many of it there are, in the forms that the rules of the language tell apart; English has two. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Numbers that running text writes out. */
export const SMALL_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

export const byte: Forms = { one: "byte", other: "bytes" };
export const cell: Forms = { one: "cell", other: "cells" };
export const claim: Forms = { one: "claim", other: "claims" };
export const column: Forms = { one: "column", other: "columns" };
export const error: Forms = { one: "error", other: "errors" };
export const fault: Forms = { one: "fault", other: "faults" };
export const figure: Forms = { one: "figure", other: "figures" };
export const incident: Forms = { one: "incident", other: "incidents" };
export const kind: Forms = { one: "kind", other: "kinds" };
export const moreLine: Forms = { one: "more line", other: "more lines" };
export const moreReason: Forms = { one: "more reason", other: "more reasons" };
export const other: Forms = { one: "other", other: "others" };
export const period: Forms = { one: "period", other: "periods" };
export const person: Forms = { one: "person", other: "people" };
export const place: Forms = { one: "place", other: "places" };
export const report: Forms = { one: "report", other: "reports" };
export const row: Forms = { one: "row", other: "rows" };
export const suggestion: Forms = { one: "suggestion", other: "suggestions" };
export const thing: Forms = { one: "thing", other: "things" };
export const total: Forms = { one: "total", other: "totals" };
export const warning: Forms = { one: "warning", other: "warnings" };

/** Verbs that follow what is counted. */
export const does: Forms = { one: "does", other: "do" };
export const has: Forms = { one: "has", other: "have" };
export const is: Forms = { one: "is", other: "are" };
export const was: Forms = { one: "was", other: "were" };
