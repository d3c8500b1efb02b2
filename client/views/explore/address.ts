import { LOOKS, type Look } from "../../../server/domain/drawing";
import { formatQuery, parseQuery, type Query } from "../../../server/domain/query";
import { Failure } from "../../api";
import { address, go } from "../../state";

/** An Explore address is a query as the API takes it, and how to show the answer. */
export interface Exploration {
  query: Query;
  look: Look;
}

export function readExploration(params: URLSearchParams): Exploration {
  const rest = new URLSearchParams(params);
  const look = rest.get("view");
  rest.delete("view");
  rest.delete("rows");
  const { query, faults } = parseQuery(rest);
  if (faults.length > 0) throw new Failure(400, "bad_parameter", `This address cannot be read. ${faults.map((fault) => fault.message).join(" ")}`);
  return { query, look: LOOKS.find((one) => one === look) ?? "columns" };
}

export function explorationHref({ query, look }: Exploration): string {
  return `/explore?${formatQuery(query)}${look === "columns" ? "" : `&view=${look}`}`;
}

/** What the address asks now; the answer on screen may still be the one before. */
export const here = (): Exploration => readExploration(address().params);

/** Goes to the same question with something changed. */
export function change(next: Partial<Query>, look?: Look): void {
  const now = here();
  go(explorationHref({ query: { ...now.query, ...next }, look: look ?? now.look }));
}
