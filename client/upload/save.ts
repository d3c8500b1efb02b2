/** Saves a file the page holds already. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the blob by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** `attacks.csv.gz` and `kept-out`: `attacks-kept-out.csv`. */
export function nameBeside(file: string, what: string): string {
  return `${file.replace(/\.gz$/i, "").replace(/\.[^.]*$/, "")}-${what}.csv`;
}
