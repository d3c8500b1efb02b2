/**
 * Which row leads an incident. Settling joins rows of several lines, and tells each the line its lead stands in (`reconcile.ts`). Every other row is led by a part of its own line, and is not told
 * a line: of a million rows it would be one number in eighteen.
 */
const LEAD_LINE = "coalesce(lead_line, line)";

/** Of a row: whether it leads. */
export const LEADS = `(${LEAD_LINE} = line and lead_part = part)`;

/** What the rows of one incident share. */
export const INCIDENT = `batch_id, ${LEAD_LINE}, lead_part`;
