import { headerKey } from "../../domain/name";
import { findVictim } from "../../domain/victim";

/** A hashtag of the Humanitarian Exchange Language: `#affected+f+killed` is the tag affected with the attributes f and killed. */
interface Tag {
  name: string;
  attributes: ReadonlySet<string>;
}

const TAG = /^#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*$/i;

/** Whether a record is a row of hashtags: every cell that is not blank is one. */
export function isTagRow(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  return filled.length > 0 && filled.every((cell) => TAG.test(cell));
}

function tagOf(cell: string): Tag | null {
  if (!TAG.test(cell.trim())) return null;
  const [name = "", ...attributes] = cell
    .trim()
    .slice(1)
    .toLowerCase()
    .split(/\s*\+\s*/);
  return { name, attributes: new Set(attributes) };
}

/** Attributes of a part of the people counted, by sex, age or standing: a count of some is not added to that of all. */
const SUB_COUNTS = new Set(
  "f m i o children child adults adult elderly infants infant adolescents youth teens women men girls boys displaced idps refugees hosts nonrefugees incamp noncamp".split(
    " ",
  ),
);
/** Attributes that say nothing about who is counted. */
const FILLERS = new Set(["num", "total", "all", "ind", "count", "reported", "people"]);
const BOUNDS: Record<string, string> = { min: "low", low: "low", max: "high", high: "high", best: "", estimate: "" };

/**
 * The header key a tag stands for, best first where several tags may say the same; null where the ledger has no field for it,
 * `undefined` where the tag says nothing about the ledger's fields and the header may.
 */
function keyOf({ name, attributes }: Tag): { key: string; rank: number } | null | undefined {
  const has = (...wanted: string[]) => wanted.every((attribute) => attributes.has(attribute));
  const at = (key: string, rank = 0) => ({ key, rank });
  if (name === "date") {
    if (has("end")) return at("date_end");
    if (has("reported") || has("published")) return at("published_on");
    if (has("year")) return at("year");
    if (has("month")) return at("month");
    return has("occurred") ? at("date") : has("start") ? at("date", 1) : at("date", 2);
  }
  if (name === "country") return at("country", has("name") ? 0 : 1);
  if (name === "adm1") return at("province", has("name") ? 0 : has("code") ? 1 : 2);
  if (name === "adm2") return at("district", has("name") ? 0 : has("code") ? 1 : 2);
  if (name === "loc") return has("type") ? null : at("place", has("name") ? 0 : 1);
  if (name === "geo") return has("lat") ? at("latitude") : has("lon") ? at("longitude") : null;
  if (name === "affected" || name === "fatality") return countKey(name, attributes);
  if (name === "event") {
    if (has("num")) return at("incidents", 1);
    return has("id") ? at("incident_id") : has("type") ? at("incident_type") : has("code") ? at("incident_id", 1) : null;
  }
  if (name === "indicator") return has("event", "num") ? at("incidents") : null;
  if (name === "meta") return has("source") ? at("source") : has("url") ? at("source_url") : null;
  if (name === "description") return at("notes");
  return name === "region" || name === "group" || name === "population" ? null : undefined;
}

function countKey(name: string, attributes: ReadonlySet<string>): { key: string; rank: number } | null {
  const measure = name === "fatality" || attributes.has("killed") ? "fatalities" : attributes.has("injured") ? "injured" : null;
  const said = [...attributes].filter((attribute) => !["killed", "injured"].includes(attribute) && !FILLERS.has(attribute));
  if (measure === null || (attributes.has("killed") && attributes.has("injured")) || said.some((attribute) => SUB_COUNTS.has(attribute))) return null;
  const bound = said.find((attribute) => attribute in BOUNDS);
  const others = said.filter((attribute) => attribute !== bound);
  const victim = others.length === 1 ? findVictim(others[0] ?? "") : null;
  // An attribute nobody here knows may be a part of the people too.
  if (others.length > 0 && (victim === null || victim === "all")) return null;
  return { key: [measure, victim, bound === undefined ? "" : BOUNDS[bound]].filter((word) => word).join("_"), rank: attributes.size };
}

/**
 * The keys of a header under which a row of hashtags stands: what the tag says, else the header's own. Of tags that say the
 * same only the best counts, and a column whose tag the ledger has no field for is not read by its header either.
 */
export function taggedKeys(header: readonly string[], tags: readonly string[]): string[] {
  const found = header.map((_, index) => {
    const tag = tagOf(tags[index] ?? "");
    return tag === null ? undefined : keyOf(tag);
  });
  const best = new Map<string, number>();
  for (const tagged of found) if (tagged) best.set(tagged.key, Math.min(best.get(tagged.key) ?? Number.POSITIVE_INFINITY, tagged.rank));
  const given = new Set<string>();
  return header.map((cell, index) => {
    const tagged = found[index];
    if (tagged === undefined) return best.has(headerKey(cell)) ? "" : headerKey(cell);
    if (tagged === null || (tagged.rank !== best.get(tagged.key) && tagged.key !== "country") || given.has(tagged.key)) return "";
    if (tagged.key !== "country") given.add(tagged.key);
    return tagged.key;
  });
}
