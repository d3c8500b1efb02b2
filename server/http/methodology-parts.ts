import { BEST_RULE_WORDS } from "../domain/dataset";
import { ATTACK_TYPES, OPERATION_TYPE, QUALIFIER_WORDS } from "../domain/figure";
import { UNCLEAR_NAMES, UNITS } from "../domain/gazetteer";
import { MEASURES } from "../domain/measure";
import { printPercent } from "../domain/print";
import { REGION_PARTS, regionName } from "../domain/province";
import { VICTIM_DEFINITIONS, VICTIM_LABELS, VICTIM_PARTS } from "../domain/victim";
import { STATUS_WORDS } from "../export/exported";
import { FORMAT_WORDS } from "../ingest/formats/about";
import { CHANGE_FLAG_WORDS, LOW_BASE } from "../statistics/change";

/** A part of the methodology page: sentences, then perhaps a table. Everything in it is text. */
export interface MethodPart {
  id: string;
  title: string;
  words: string[];
  table?: { heads: string[]; rows: string[][] };
}

/** True values whose printing shows the rule; the words beside them are made by the program itself. */
const PERCENTAGES = [90, 46.27, 27.69, 0.4, 162.5];

/** What numbers here mean, from the definitions the program itself works with. */
export function methodParts(): MethodPart[] {
  return [
    {
      id: "kinds",
      title: "Two kinds of dataset",
      words: [
        "Incidents are rows that add up: one incident, a report of one, one victim class of one, or a tally. Figures are published statistics: they overlap and are revised, so they are looked up and never summed blindly.",
        "Datasets are never added to each other.",
      ],
    },
    {
      id: "measures",
      title: "Measures",
      words: [],
      table: {
        heads: ["Measure", "Counts", "Definition"],
        rows: Object.values(MEASURES).map(({ name, label, definition, kinds, sumOf }) => [
          name,
          label,
          `${definition}${sumOf ? ` Where it is not printed: ${sumOf.join(" + ")}.` : ""}${kinds.length === 1 ? ` Of ${kinds[0]} only.` : ""}`,
        ]),
      },
    },
    {
      id: "victims",
      title: "Victims",
      words: [
        `${VICTIM_PARTS.map((victim) => VICTIM_LABELS[victim]).join(", ")} add up to a published total, with those not specified where some were printed. Incidents are never added over them: one attack may hit several.`,
      ],
      table: {
        heads: ["Class", "Name", "Who"],
        rows: Object.entries(VICTIM_DEFINITIONS).map(([victim, who]) => [victim, VICTIM_LABELS[victim as keyof typeof VICTIM_LABELS], who]),
      },
    },
    {
      id: "statuses",
      title: "How a figure came about",
      words: [
        `A cell is a period, region, victim class, incident type, measure and scope. A complete partition is: the provinces of the country, the victim classes, attacks (${ATTACK_TYPES.join(", ")}) and operations (${OPERATION_TYPE}), the calendar parts of a period. A known total less its known parts closes a breakdown as one unsplit row.`,
      ],
      table: { heads: ["Status", "The value is"], rows: STATUS_WORDS.map(([status, words]) => [status, words]) },
    },
    {
      id: "vintages",
      title: "Vintages and revisions",
      words: [
        "Every printing of a figure is kept with its day. Unless as_of names a day, the latest printing answers; with it, the latest up to that day.",
        "An upload changes nothing until it is published. Each publication is a numbered revision; earlier ones stay readable and can be published again. Nothing is erased. An address that names a revision always gives the same numbers.",
      ],
    },
    {
      id: "changes",
      title: "Changes, shares, records",
      words: [
        `A change is absolute and in percent of a base that is always named. Below a base of ${LOW_BASE} counts are printed and no percent is relied on.`,
        "A share is in percent of a stated total; differences of shares are in percentage points. Published shares are quoted as the publisher's and never turned into counts.",
        "A record is told only as far back as every period between is known in one scope.",
      ],
      table: { heads: ["Flag", "Why there is no change, or why it needs care"], rows: Object.entries(CHANGE_FLAG_WORDS).map(([flag, words]) => [flag, words]) },
    },
    {
      id: "hedges",
      title: "How numbers are printed",
      words: [
        "Percentages are whole, as the field prints them: over where the true value lies above, nearly where below, bare within 0.05.",
        `So ${PERCENTAGES.map((value) => `${value} is printed “${printPercent(value)}”`).join(", ")}. From zero there is no percent.`,
      ],
      table: { heads: ["Qualifier", "As it was printed"], rows: Object.entries(QUALIFIER_WORDS).map(([qualifier, words]) => [qualifier, words]) },
    },
    {
      id: "best",
      title: "Several reports of one incident",
      words: ["Low is the least any report gives, high the most. Best is chosen by the dataset's stated rule. All reports stay readable."],
      table: { heads: ["Rule", "Best is"], rows: Object.entries(BEST_RULE_WORDS).map(([rule, words]) => [rule, words]) },
    },
    {
      id: "formats",
      title: "File formats and their own rules",
      words: [
        "Files are recognised by their columns. Rows of other countries are counted and left out; printed totals are checked against their parts and never added to them.",
      ],
      table: { heads: ["Format", "Files", "Rules"], rows: Object.entries(FORMAT_WORDS).map(([name, { title, rules }]) => [name, title, rules]) },
    },
    {
      id: "places",
      title: "Places",
      words: [
        ...UNITS.flatMap(({ code, name, meaning }) => (meaning === null ? [] : `${name} (${code}): ${meaning}`)),
        `${[...(REGION_PARTS.get("PK-KP") ?? [])].map((code) => `${regionName(code)} (${code})`).join(" and ")} together fill ${regionName("PK-KP")} (PK-KP). Incidents labelled by them count in it unless boundaries=historical asks for them apart.`,
        `These names stay unknown, because they may mean several places: ${UNCLEAR_NAMES.join(", ")}. Boundaries on maps are as administered; no position is implied.`,
      ],
      table: {
        heads: ["Code", "Name", "P-code", "Also understood, among others"],
        rows: UNITS.map(({ code, name, pcode, aliases }) => [code, name, pcode ?? "", aliases.slice(0, 6).join(", ")]),
      },
    },
  ];
}
