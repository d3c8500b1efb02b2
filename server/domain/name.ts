/** No name or header is longer. What is cut off is a text in the wrong place, which costs no time and matches nothing. */
const LONGEST = 1000;

/**
 * The comparable form of a written name: two spellings that differ only in case, blanks, NBSP, dots, dashes,
 * apostrophes, brackets, accents, width or invisible characters give the same text. Used to look names up, never to show them.
 * Urdu typed on an Arabic keyboard (ي ك ه) is the same Urdu (ی ک ہ).
 */
export function nameKey(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\p{Cc}]/gu, "")
    .toLowerCase()
    .replace(/&/g, "and")
    .replace(/[يى]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[هةۃە]/g, "ہ")
    .replace(/[\p{P}\p{S}\p{Z}\s]+/gu, "");
}

/** A header as a field name: `Event Date` -> `event_date`. BOM and outer blanks go, blanks and dashes become `_`. */
export function headerKey(header: string): string {
  return header
    .slice(0, LONGEST)
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .toLowerCase()
    .replace(/[\s\-./]+/g, "_")
    .replace(/^_+|(?<!_)_+$/g, "");
}
