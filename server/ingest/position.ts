import { headerKey } from "../domain/name";

/** Columns that no name tells apart, blank ones and those of one name, are named by their place: `#7` is the seventh. */
const POSITION = /^#(\d{1,3})$/;

/** The index a text names by its place; null where it is no such text, or the header has no such place. */
export function indexAtPosition(header: readonly string[], text: string): number | null {
  const index = Number(POSITION.exec(text)?.[1] ?? 0) - 1;
  return index >= 0 && index < header.length ? index : null;
}

/** Whether a column has no name, or one that another has too. */
function isUnnamed(header: readonly string[], index: number): boolean {
  const key = headerKey(header[index] ?? "");
  return (header[index] ?? "").trim() === "" || header.some((other, at) => at !== index && headerKey(other) === key);
}

/** How a mapping names a column: as the file spells it, or by its place. */
export function nameOfColumn(header: readonly string[], index: number): string {
  return isUnnamed(header, index) ? `#${index + 1}` : (header[index] ?? "");
}

/** Whether a header has the column a remembered mapping names. A place counts only where its column has no name here either. */
export function hasRemembered(header: readonly string[], name: string): boolean {
  if (header.includes(name)) return true;
  const index = indexAtPosition(header, name);
  return index !== null && isUnnamed(header, index);
}
