/** The server does not answer, or has been found not to: what waited for it is ended with this. */
export class ServerAway extends Error {
  /** connection_failure (PostgreSQL manual, "Error Codes"). */
  readonly code = "08006";
  constructor(cause?: unknown) {
    const { message, code } = (cause ?? {}) as { message?: string; code?: string };
    const why = message || code;
    super(`The database server does not answer${why ? `: ${why}` : ""}.`, { cause });
  }
}

/** Codes of the network and of PostgreSQL that mean the server cannot be reached, starts, stops or takes no more connections. */
const AWAY = /^(?:ECONN\w+|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|57P0\d|08\d{3}|53\d{3}|25P03)$/;
/** What the client says of a connection that is gone, without a code. */
const GONE = /connection terminated|not queryable|timeout expired/i;

/** Whether an error says that the database is away, not that the question was wrong. */
export function isAway(error: unknown): boolean {
  const { code, name, message } = (error ?? {}) as { code?: unknown; name?: unknown; message?: unknown };
  return AWAY.test(String(code ?? "")) || name === "KnexTimeoutError" || GONE.test(String(message ?? ""));
}
