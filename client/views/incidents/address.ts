import type { Filter } from "../../../server/domain/dimension";
import { formatQuery, parseQuery, type Query } from "../../../server/domain/query";
import { ROW_ORDERS, type RowOrder } from "../../../server/domain/row-order";
import { Failure } from "../../api";
import { address, go } from "../../state";
import * as words from "../../words/incidents";
import { question } from "../question";

/** An address of the Incidents view: which rows, found by which words, in which order, from which page on. */
export interface Listing {
  query: Query;
  q: string;
  /** Every report, or only the rows that are counted. */
  every: boolean;
  order: RowOrder;
  cursor: string | null;
}

/** Rows of a page. */
export const ROWS = 50;
export const NEWEST: RowOrder = "-occurred_on";

export function readListing(params: URLSearchParams): Listing {
  const rest = new URLSearchParams(params);
  const own = (name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return value;
  };
  const [q, counted, sort, cursor] = [own("q"), own("counted"), own("sort"), own("cursor")];
  own("rows");
  const { query, faults } = parseQuery(rest);
  if (faults.length > 0) throw new Failure(400, "bad_parameter", words.thisAddressCannotBe(faults.map((fault) => fault.message).join(" ")));
  const order = ROW_ORDERS.find((one) => one === (sort ?? NEWEST));
  if (order === undefined) throw new Failure(400, "bad_parameter", words.thisAddressCannotBeRead(sort));
  return { query, q: q?.trim() ?? "", every: counted === "false", order, cursor };
}

/** The query of a listing as the API takes it, without what only tables have. */
function rowsQuery({ query }: Listing): Query {
  return {
    ...question(query.dataset, [], query.by),
    filters: query.filters,
    from: query.from,
    to: query.to,
    as_of: query.as_of,
    revision: query.revision,
    boundaries: query.boundaries,
  };
}

const searchOf = ({ q }: Listing) => (q === "" ? [] : [`q=${encodeURIComponent(q)}`]);

/** The same rows as a question to the API: what is shown, without the page. */
export function apiQuery(listing: Listing, paged = false): string {
  return [
    formatQuery(rowsQuery(listing)),
    ...searchOf(listing),
    ...(listing.every ? [] : ["counted=true"]),
    `sort=${listing.order}`,
    ...(paged ? [`limit=${ROWS}`, ...(listing.cursor === null ? [] : [`cursor=${listing.cursor}`])] : []),
  ].join("&");
}

/** What the facets are counted under: order and page do not matter. */
export function facetQuery(listing: Listing): string {
  return [formatQuery(rowsQuery(listing)), ...searchOf(listing), ...(listing.every ? [] : ["counted=true"])].join("&");
}

export function listingHref(listing: Listing): string {
  const own = [
    formatQuery(rowsQuery(listing)),
    ...searchOf(listing),
    ...(listing.every ? ["counted=false"] : []),
    ...(listing.order === NEWEST ? [] : [`sort=${listing.order}`]),
    ...(listing.cursor === null ? [] : [`cursor=${listing.cursor}`]),
  ];
  return `/incidents?${own.filter((part) => part !== "").join("&")}`;
}

/** The Incidents view of a query's rows: from any cell or mark to exactly what it counts. */
export function listingOf(query: Query, rest: Partial<Listing> = {}): Listing {
  return { query, q: "", every: false, order: NEWEST, cursor: null, ...rest };
}

export const here = (): Listing => readListing(address().params);

/** Goes to the same listing with something changed, at its first page. */
export function change(next: Partial<Listing>): void {
  go(listingHref({ ...here(), cursor: null, ...next }));
}

/** The same listing with one filter set to other values; none takes it away. */
export function withFilter(listing: Listing, name: Filter, values: readonly string[]): Listing {
  const filters = { ...listing.query.filters };
  if (values.length === 0) delete filters[name];
  else filters[name] = [...values];
  return { ...listing, cursor: null, query: { ...listing.query, filters } };
}

/** The address of one incident's page: by its id, else by the batch and line of its row. */
export function incidentHref(dataset: string, row: { incident_id?: unknown; batch?: unknown; line?: unknown }, revision: number | null): string {
  const params = new URLSearchParams({ dataset });
  if (row.incident_id !== null && row.incident_id !== undefined) params.set("incident_id", String(row.incident_id));
  else for (const name of ["batch", "line"] as const) params.set(name, String(row[name]));
  if (revision !== null) params.set("revision", String(revision));
  return `/incident?${params}`;
}
