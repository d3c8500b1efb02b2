import { coverageOf } from "../domain/dataset";
import { today } from "../domain/day";
import type { StoredFigure } from "../domain/figure";
import type { Period } from "../domain/period";
import { COUNTRY } from "../domain/province";
import { formatQuery, type Query } from "../domain/query";
import { tooFine } from "../domain/sharing";
import type { Table } from "../domain/table";
import { definitionOf } from "../statistics/compare";
import { figureTable } from "../statistics/figure-table";
import { type Resolver, resolver } from "../statistics/resolve";
import type { Desk, Question } from "../statistics/statement";
import { type Asked, figuresOf } from "./answer";
import { incidentTableOf, rememberingReader } from "./incident-answer";
import type { Ledger } from "./ledger";

const NOTHING: Table = { columns: [], rows: [], notes: [] };

/**
 * What a brief is written from. A figures dataset is read once; of incidents each sum is read once, however many sentences use it. The
 * addresses it gives name the revision, so that a sentence quoted today keeps its proof.
 */
export async function openDesk(ledger: Ledger, asked: Asked): Promise<Desk> {
  const { query, dataset, edition } = asked;
  const ask = (question: Question): Query => ({ ...query, revision: edition.revision, detail: true, ...question });
  const address = (question: Question) => `/api/aggregates?${formatQuery({ ...ask(question), detail: false })}`;
  const definition = definitionOf(dataset);
  if (dataset.kind === "figures") return { definition, ...figureDesk(await figuresOf(ledger, asked), ask, address, query.as_of) };
  const reader = rememberingReader(ledger, asked);
  const coverage = coverageOf(dataset);
  return {
    kind: "incidents",
    definition,
    lookup: async (question) => {
      const query = ask(question);
      // What the licence does not allow to show is not stated, and the rest of the brief stands.
      const isShown = tooFine(query, dataset).length === 0;
      return { table: isShown ? await incidentTableOf(ledger, { ...asked, query }, reader) : NOTHING, address: address(question) };
    },
    printings: () => [],
    types: () => [],
    isOver: ({ start, end }) => end <= today() && (coverage === null || (start >= coverage.start && end <= coverage.end)),
  };
}

function figureDesk(
  figures: readonly StoredFigure[],
  ask: (question: Question) => Query,
  address: (question: Question) => string,
  asOf: string | null,
): Omit<Desk, "definition"> {
  const resolvers = new Map<string | null, Resolver>();
  const resolverOf = (day: string | null) => {
    const made = resolvers.get(day) ?? resolver(figures, day);
    resolvers.set(day, made);
    return made;
  };
  const printed = asOf === null ? figures : figures.filter(({ published_on }) => published_on <= asOf);
  const within = (period: Period) => printed.filter(({ period_start, period_end }) => period_start >= period.start && period_end <= period.end);
  return {
    kind: "figures",
    lookup: async (question) => {
      const query = ask(question);
      return { table: figureTable(query, figures, resolverOf(query.as_of)), address: address(question) };
    },
    printings: (measure, period) => [
      ...new Set(
        within(period)
          .filter((figure) => figure.measure === measure)
          .map(({ published_on }) => published_on)
          .sort(),
      ),
    ],
    types: (period) => {
      const whole = within(period).filter(
        ({ period_start, period_end, region }) => period_start === period.start && period_end === period.end && region === COUNTRY,
      );
      return [...new Set(whole.map(({ incident_type }) => incident_type))].filter((type) => type !== "").sort();
    },
    // A figure says itself how whole it is.
    isOver: () => true,
  };
}
