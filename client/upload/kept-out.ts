import type { Preview } from "./preview";

/** A cell as a CSV text holds it; one that a spreadsheet would run as a formula is made text, numbers are left alone. */
function csvCell(cell: string | number): string {
  const text = String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Saves the rows kept out, with line and reason, without asking the server: it has not seen the file yet. */
export function saveKeptOut({ rejected, columns }: Preview, file: string): void {
  const head = ["line", "codes", "reasons", ...columns.map(({ header }) => header)];
  const lines = [head, ...rejected.map(({ line, codes, reasons, cells }) => [line, codes, reasons, ...cells])];
  const text = lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n");
  saveBlob(new Blob([`${text}\r\n`], { type: "text/csv" }), `${file.replace(/\.[^.]*$/, "")}-kept-out.csv`);
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the blob by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
