import type { Knex } from "knex";
import { type Term, wordsPattern } from "../domain/search";

/** What is searched of a row. Cut, so that one endless note does not make every search slow. */
const SEARCHED =
  "left(concat_ws(' ', incident.place, incident.district, incident.province_raw, incident.incident_type, incident.tactic, incident.perpetrator, incident.claimed_by, incident.target, incident.notes, incident.source, incident.incident_id collate \"default\"), 100000)";

const EDGE = "[^[:alnum:]]";

/**
 * Narrows incident rows to those that a search finds, in any case and script. A pattern over the rows, not an index: on 100,000 rows of
 * some 150 characters it takes 0.15 s on a server and 0.4 s embedded, a fifth of what the words of a text search take without an index,
 * while an index of words makes loading them at least 1.4 times as slow (CONTRIBUTING, "Decisions").
 */
export function whereFound(sql: Knex.QueryBuilder, terms: readonly Term[]): void {
  for (const term of terms) sql.whereRaw(`${SEARCHED} ${term.without ? "!~*" : "~*"} ?`, [patternOf(term)]);
}

/** A term as PostgreSQL's regular expression, with the edges of its words. */
function patternOf(term: Term): string {
  return `(^|${EDGE})${wordsPattern(term, `${EDGE}+`)}${term.whole ? `($|${EDGE})` : ""}`;
}
