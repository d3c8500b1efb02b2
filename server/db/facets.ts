import type { Knex } from "knex";
import type { Filter } from "../domain/dimension";
import { NOT_STATED, type Query, timeOf } from "../domain/query";
import type { Term } from "../domain/search";
import { type Condition, categoryColumn, filterCondition, insideCondition, touchingCondition, whereInForce } from "./filter";
import { INCIDENT } from "./lead";
import { whereFound } from "./search";

/** What rows can be narrowed by, with counts; `year` goes by from and to. */
export const FACETS = ["year", "province", "victim", "incident_type", "tactic", "perpetrator", "claimed_by", "target"] as const;
export type Facet = (typeof FACETS)[number];

/** The most members of a facet, and places of the map, that are listed. */
const LISTED = 40;
const PLACES = 1000;

export interface Facets {
  totals: Record<"rows" | "incidents", number> & Record<"fatalities" | "injured", number | null> & Record<"fatalities_blank" | "injured_blank", number>;
  /** Members with the rows that would be left under all other filters, the most frequent first; a year facet runs by year. */
  facets: { name: Facet; members: { value: string; rows: number }[]; more: boolean }[];
  places: { latitude: number; longitude: number; place: string | null; rows: number; fatalities: number | null }[];
  /** Rows that give no coordinates. */
  unplaced: number;
}

interface Asked {
  query: Query;
  range: { start: string; end: string } | null;
  terms: readonly Term[];
  counted: boolean;
}

interface Line {
  facet: string;
  member: string | null;
  rows: number;
  incidents: number | null;
  fatalities: number | null;
  injured: number | null;
  fatalities_blank: number | null;
  injured_blank: number | null;
}

/**
 * Counts the rows behind a question by each facet, in one reading of them: the rows under the dataset, the search and the filters that are
 * no facets are matched once, each with a flag for every facet's own filter.
 */
export async function countFacets(db: Knex, batches: readonly number[], { query, range, terms, counted }: Asked): Promise<Facets> {
  const columnOf = (name: Filter) => categoryColumn(name, query.boundaries);
  const flags = new Map<Facet, Condition>();
  const matched = db("incident");
  whereInForce(matched, "incident", batches);
  for (const [name, values] of Object.entries(query.filters) as [Filter, string[]][]) {
    const condition = filterCondition(name, values, query.boundaries);
    const facet = FACETS.find((one) => one === name);
    if (facet === undefined) matched.whereRaw(condition.sql, condition.bindings);
    else flags.set(facet, condition);
  }
  if (range !== null) {
    const within = timeOf(query) === null ? touchingCondition : insideCondition;
    flags.set("year", within(range, "occurred_on", "date_precision"));
  }
  whereFound(matched, terms);
  if (counted) matched.where("counted", true);
  matched.select("batch_id", "line", "lead_line", "lead_part", "counted", "incidents", "fatalities", "injured", "latitude", "longitude", "place");
  for (const facet of FACETS) {
    matched.select(db.raw(`${facet === "year" ? "extract(year from occurred_on)::bigint::text" : columnOf(facet)} as facet_${facet}`));
    const flag = flags.get(facet);
    if (flag !== undefined) matched.select(db.raw(`coalesce(${flag.sql}, false) as in_${facet}`, flag.bindings));
  }
  const under = (but: Facet | null) => [...flags.keys()].filter((facet) => facet !== but).map((facet) => `in_${facet}`);
  const where = (but: Facet | null, ...more: string[]) => [...under(but), ...more, "true"].join(" and ");
  const none = "null::bigint, null::bigint, null::bigint, null::bigint, null::bigint";
  const sum = (name: string) => `sum(${name}) filter (where counted)::bigint`;
  const blank = (name: string) => `count(*) filter (where counted and ${name} is null)`;
  const selects = [
    `select 'total' as facet, null::text as member, count(*) as rows,
       (select sum(stood) from (select max(incidents) as stood from matched where ${where(null, "counted")} group by ${INCIDENT}) as lead)::bigint as incidents,
       ${sum("fatalities")} as fatalities, ${sum("injured")} as injured, ${blank("fatalities")} as fatalities_blank, ${blank("injured")} as injured_blank
     from matched where ${where(null)}`,
    `select 'unplaced', null, count(*), ${none} from matched where ${where(null, "(latitude is null or longitude is null)")}`,
    `(select 'place', jsonb_build_array(latitude, longitude, min(place))::text, count(*), null, ${sum("fatalities")}, null, null, null
      from matched where ${where(null, "latitude is not null", "longitude is not null")} group by latitude, longitude order by 3 desc, 2 limit ${PLACES})`,
    ...FACETS.map(
      (facet) => `(select '${facet}', facet_${facet}, count(*), ${none} from matched where ${where(facet)} group by 2 order by 3 desc, 2 limit ${LISTED + 1})`,
    ),
  ];
  const lines: Line[] = await db
    .withMaterialized("matched", matched)
    .select("*")
    .from(db.raw(`(${selects.join(" union all ")}) as line`));
  return laidOut(lines);
}

function laidOut(lines: readonly Line[]): Facets {
  const number = (value: number | null | undefined) => Number(value ?? 0);
  const total = lines.find((line) => line.facet === "total");
  return {
    totals: {
      rows: number(total?.rows),
      incidents: number(total?.incidents),
      fatalities: total?.fatalities ?? null,
      injured: total?.injured ?? null,
      fatalities_blank: number(total?.fatalities_blank),
      injured_blank: number(total?.injured_blank),
    },
    facets: FACETS.map((name) => {
      const found = lines.filter((line) => line.facet === name).map((line) => ({ value: line.member ?? NOT_STATED, rows: number(line.rows) }));
      const members = found.slice(0, LISTED);
      if (name === "year") members.sort((a, b) => (a.value < b.value ? -1 : 1));
      return { name, members, more: found.length > LISTED };
    }),
    places: lines
      .filter((line) => line.facet === "place")
      .map((line) => {
        const [latitude, longitude, place] = JSON.parse(line.member ?? "[]") as [number, number, string | null];
        return { latitude, longitude, place, rows: number(line.rows), fatalities: line.fatalities ?? null };
      }),
    unplaced: number(lines.find((line) => line.facet === "unplaced")?.rows),
  };
}
