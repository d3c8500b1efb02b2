import { formatLook, type Look, readLook } from "../../../server/domain/drawing";
import { formatQuery, parseQuery, type Query } from "../../../server/domain/query";
import { withBase } from "../../../server/domain/question";
import { Failure } from "../../api";
import { address, go } from "../../state";
import { unreadableAddress } from "../../words/explore";
import { fitting } from "./fit";

/** An Explore address is a query as the API takes it, and how to show the answer. */
export interface Exploration {
  query: Query;
  look: Look;
}

export function readExploration(params: URLSearchParams): Exploration {
  const rest = new URLSearchParams(params);
  rest.delete("rows");
  const { look, faults: unreadable } = readLook(rest);
  const { query, faults: more } = parseQuery(rest);
  const faults = [...unreadable, ...more];
  if (faults.length > 0) throw new Failure(400, "bad_parameter", unreadableAddress(faults.map((fault) => fault.message).join(" ")));
  return { query: withBase(query, look), look };
}

export function explorationHref({ query, look }: Exploration): string {
  return `/explore?${formatQuery(query)}${formatLook(look)}`;
}

/** What the address asks now; the answer on screen may still be the one before. */
export const here = (): Exploration => readExploration(address().params);

/** Goes to the same question with something changed, or shows it otherwise. */
export function change(next: Partial<Query>, look?: Look): void {
  const now = here();
  go(explorationHref({ look: look ?? now.look, query: fitting({ ...now.query, ...next }) }));
}
