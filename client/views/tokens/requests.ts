import { ask } from "../../api";

/** What the page Tokens asks of the API. */

/** A token as it is listed, without its secret. */
export interface TokenCard {
  id: number;
  name: string;
  role: string;
  state: "active" | "expired" | "revoked";
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

/** A change as the audit keeps it. */
export interface Change {
  at: string;
  actor: string;
  address: string | null;
  action: string;
  dataset: string | null;
  detail: Record<string, unknown>;
}

export const readTokens = (token: string, signal?: AbortSignal) => ask<{ tokens: TokenCard[] }>("/api/tokens", { token, signal });
export const createToken = (token: string, body: Record<string, unknown>) =>
  ask<{ token: TokenCard; secret: string }>("/api/tokens", { method: "POST", token, body });
export const revokeToken = (token: string, id: number) => ask<void>(`/api/tokens/${id}`, { method: "DELETE", token });
export const readAudit = (token: string, { limit, cursor }: { limit: number; cursor: string | null }, signal?: AbortSignal) =>
  ask<{ entries: Change[]; next_cursor: string | null }>(`/api/audit?limit=${limit}${cursor === null ? "" : `&cursor=${cursor}`}`, { token, signal });
