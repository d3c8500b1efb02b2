import { formatShown, readShown, type Shown } from "../../../server/domain/drawing";
import { formatQuery, parseQuery, type Query } from "../../../server/domain/query";
import { Failure } from "../../api";
import { address, go } from "../../state";

/** An Explore address is a query as the API takes it, and how to show the answer. */
export interface Exploration extends Shown {
  query: Query;
}

export function readExploration(params: URLSearchParams): Exploration {
  const rest = new URLSearchParams(params);
  rest.delete("rows");
  const { shown, faults: unreadable } = readShown(rest);
  const { query, faults: more } = parseQuery(rest);
  const faults = [...unreadable, ...more];
  if (faults.length > 0) throw new Failure(400, "bad_parameter", `This address cannot be read. ${faults.map((fault) => fault.message).join(" ")}`);
  return { query, ...shown };
}

export function explorationHref({ query, look, against = null, top = null }: Pick<Exploration, "query" | "look"> & Partial<Exploration>): string {
  return `/explore?${formatQuery(query)}${formatShown({ look, against, top })}`;
}

/** What the address asks now; the answer on screen may still be the one before. */
export const here = (): Exploration => readExploration(address().params);

/** Goes to the same question with something changed, or shows it otherwise. */
export function change(next: Partial<Query>, shown: Partial<Shown> = {}): void {
  const now = here();
  go(explorationHref({ ...now, ...shown, query: { ...now.query, ...next } }));
}
