/**
 * Which row leads an incident. Settling joins rows of several lines, and tells each the line its lead stands in (`reconcile.ts`). Every other row is led by a part of its own line, and is not told
 * a line: of a million rows it would be one number in eighteen.
 */
const LEAD_LINE = "coalesce(lead_line, line)";

/** Of a row: whether it leads. */
export const LEADS = `(${LEAD_LINE} = line and lead_part = part)`;

/** Of a row: whether it is one incident with deaths, by its own counts. */
export const DEADLY = "(incidents = 1 and fatalities > 0)";

/**
 * Of a lead row: how many fatal incidents it adds to a sum; what its counts leave open adds none. A row that stands alone tells it by these (`countFatal` in domain/incident.ts), and it is written down only where
 * other parts or reports have a say.
 */
export const FATAL = `coalesce(fatal, ${DEADLY}::int)`;

/** What the rows of one incident share. */
export const INCIDENT = `batch_id, ${LEAD_LINE}, lead_part`;
