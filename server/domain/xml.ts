const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What XML 1.0 cannot hold: control characters, halves of characters, two that are none. */
const NOT_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text without what XML cannot hold: a document with it does not open. */
export const holdable = (text: string): string => text.replace(NOT_XML, "");

/** A text for XML: marks escaped, what it cannot hold left out. */
export function escaped(text: string): string {
  return holdable(text).replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}
