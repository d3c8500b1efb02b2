const KEY = "staged-imports";

/** An import kept staged in this tab, for the dataset's page to lead back to. */
export interface Kept {
  id: number;
  slug: string;
  file: string;
  rows: number;
}

export function keptImports(slug: string): Kept[] {
  return all().filter((kept) => kept.slug === slug);
}

export function keepImport(kept: Kept): void {
  save([...all().filter(({ id }) => id !== kept.id), kept]);
}

export function forgetImport(id: number): void {
  save(all().filter((kept) => kept.id !== id));
}

/** Where a staged import is looked at again. */
export function keptAddress(slug: string, id: number): string {
  return `/datasets/${encodeURIComponent(slug)}/upload?import=${id}`;
}

function all(): Kept[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Kept[];
  } catch {
    return [];
  }
}

function save(kept: Kept[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}
