const KEY = "upload-token";

/** The reader's token: kept for this tab only, sent as a header, never in an address. */
export function keptToken(): string {
  return sessionStorage.getItem(KEY) ?? "";
}

export function keepToken(token: string): void {
  if (token === "") sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
