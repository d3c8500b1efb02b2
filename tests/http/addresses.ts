import fc from "fast-check";
import type { Operation } from "../../server/http/operation";
import { OPERATIONS } from "../../server/http/operations";

const PERIODS = ["2024", "2024-Q3", "2013", "2024-10-06", "2019-07/2024-06", "1900", "2199-12-31", "1900-01-01", "2024-02-29", "2024-02"];
const BREAKDOWNS = ["year", "quarter", "month", "quarter,province", "year,victim", "province", "victim,incident_type", "month,province,victim"];
const OF_ROWS = ["day", "target,source,place", "day,province,victim,district,place,tactic"];

/** Values a parameter takes, so that most questions get past the first check. */
const PLAUSIBLE: Record<string, string[]> = {
  dataset: ["crss", "chinese-nationals", "gti"],
  datasets: ["crss,picss", "crss,picss,pips,satp,gti,interior-ministry", "crss,crss", "crss,chinese-nationals"],
  measure: ["fatalities", "incidents", "injured,casualties", "incidents,fatal_incidents", "fatalities_share", "lethality,incidents"],
  by: [...BREAKDOWNS, ...BREAKDOWNS, ...OF_ROWS],
  share: ["province", "victim"],
  province: ["PK", "PK-KP", "PK-TA", "PK-NW,PK-TA", "PK-BA+PK-KP", "KP", "Sindh,Punjab"],
  victim: ["civilian", "civilian+security", "civilian,militant", "all"],
  incident_type: ["all", "Security operation", "(not stated)"],
  target: ["Chinese nationals", "(not stated)", "__proto__"],
  from: PERIODS,
  to: PERIODS,
  period: PERIODS,
  as_of: ["2024-01-15", "1900-01-01", "2199-12-31", "0001-01-01"],
  estimate: ["low", "best", "high"],
  change: ["previous", "year_ago", "none"],
  rank: ["true"],
  cumulative: ["true"],
  rolling: ["2", "4", "120", "1"],
  per_day: ["true"],
  peak: ["month", "quarter"],
  layout: ["tidy", "wide"],
  boundaries: ["today", "historical"],
  detail: ["true", "false"],
  revision: ["1", "1", "2", "999999999"],
  limit: ["1", "1000"],
  q: ["Karachi", '"a b" -c', "' & | ! ( :* \\"],
  cursor: [Buffer.from('["occurred_on",true,7,null,"2024-01-01",1,1,0]').toString("base64url")],
  sort: ["occurred_on", "-occurred_on", "-fatalities", "-injured"],
  counted: ["true", "false"],
  incident_id: ["2024-10-06-karachi-airport", "2021-07-14-dasu"],
  batch: ["7", "1"],
  line: ["2", "25"],
  slug: ["crss", "chinese-nationals"],
  id: ["1", "8", "999"],
};

const HOSTILE = [
  "",
  " ",
  ",,,",
  "\\,",
  "+",
  "\0",
  "\u0001",
  "'",
  '"',
  "; drop table batch",
  "%",
  "%25",
  "😀",
  "خیبر",
  "constructor",
  "toString",
  "0000-01-01",
  "9999-99-99",
  "-1",
  "1e3",
  "[]",
  "{}",
  "null",
  "NaN",
  "../..",
  "<b>",
];

/** A value for the parameter: mostly one it takes, else one of another, or hostile, or anything. */
export function valueFor(name: string): fc.Arbitrary<string> {
  const others = fc.constantFrom(...Object.values(PLAUSIBLE).flat());
  return fc.oneof(
    { arbitrary: fc.constantFrom(...(Object.hasOwn(PLAUSIBLE, name) ? (PLAUSIBLE[name] ?? []) : ["x"])), weight: 12 },
    { arbitrary: others, weight: 1 },
    { arbitrary: fc.constantFrom(...HOSTILE, "\ud800", "x".repeat(3000)), weight: 2 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 20 }), weight: 1 },
  );
}

/** What of a text can stand in a path. */
const inPath = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "")).slice(0, 500) || "0";

function addressOf({ path, parameters = [] }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => String(name));
  const needed = names.filter((name) => ["dataset", "datasets", "period"].includes(name));
  const others = names.filter((name) => !needed.includes(name));
  const asked = fc.subarray(others, { maxLength: Math.min(5, others.length) });
  return fc.tuple(asked, fc.constantFrom(...Array<string[]>(12).fill([]), ["x"], ["dataset"], ["__proto__"], [""])).chain(([some, unknown]) => {
    const pairs = [...needed, ...some, ...unknown].map((name) => valueFor(name).map((value): [string, string] => [name, value]));
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => valueFor(name === "revision" ? "revision" : name));
    return fc.tuple(fc.tuple(...pairs), fc.tuple(...places)).map(([query, segments]) => {
      const rest = [...segments];
      return `${path.replace(/\{\w+\}/g, () => inPath(rest.shift() ?? ""))}?${new URLSearchParams(query)}`;
    });
  });
}

/** An address of the description, with parameters it knows most of the time. */
export const address: fc.Arbitrary<string> = fc.oneof(
  ...OPERATIONS.filter(({ method }) => method === "get").map((operation) => ({
    arbitrary: addressOf(operation),
    weight: operation.parameters && operation.parameters.length > 3 ? 5 : 1,
  })),
);
