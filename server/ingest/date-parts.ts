/**
 * Puts a date together from its columns, year first, then quarter or month, then day: `2024` and `Q3` are `Q3 2024`. A blank
 * part leaves the date as coarse as the parts before it. Returns a text for the parser of written dates, which refuses what
 * does not fit together; `` when all are blank.
 */
export function joinDateParts(cells: readonly string[], secondIsQuarter: boolean): string {
  const parts = cells.map((cell) => cell.trim().replace(/^(\d+)\.0$/, "$1"));
  const [year = "", part = "", day = ""] = parts;
  const side = parts.filter((text) => text !== "").join(" ");
  if (!/^\d{4}$/.test(year) || part === "") return side;
  if (/^\d{1,2}$/.test(part)) return secondIsQuarter ? `Q${part} ${year}` : [year, part, day].filter((text) => text !== "").join("-");
  // A quarter written out with its year beside a column for the year: the two must agree.
  if (/\d{4}/.test(part)) return part.includes(year) ? part : side;
  const quarter = secondIsQuarter && !/q|-/i.test(part) ? `${part} quarter` : part;
  return [day, quarter, year].filter((text) => text !== "").join(" ");
}
