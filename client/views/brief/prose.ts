import { printNumber } from "../../../server/domain/print";
import { paragraphsOf, piecesOf } from "../../../server/domain/prose";
import type { Status } from "../../../server/domain/table";
import { type Child, h } from "../../dom";
import { capital, date } from "../../format";
import type { Brief, Statement } from "../../reports";
import { wholeAddress } from "../../state";
import * as say from "../../words/brief";

const SURE: Record<Status, string> = {
  published: "published",
  derived: say.derivedFromPublishedParts,
  partial: say.knownInPartAt,
  missing: say.noFigureFound,
};

/** Where a statement's address is shown to a person: the same question in Explore, as a table. */
export function proofHref(query: string): string {
  const at = query.indexOf("?");
  return `/explore${at === -1 ? "" : `${query.slice(at)}&view=table`}`;
}

/** The statements as paragraphs: every number leads to its proof, and says how sure it is where that is not plain. */
export function prose(brief: Brief): HTMLElement[] {
  const proofs = proofsOf(brief);
  return paragraphsOf(brief.statements).map((statements) =>
    h(
      "p",
      { class: "brief-text" },
      statements.map((statement) => [sentence(statement, proofs.indexOf(statement.query) + 1), " "]),
    ),
  );
}

function sentence(statement: Statement, mark: number): Child {
  const { text, status, query } = statement;
  const words = piecesOf(text).map((piece): Child => {
    if (!piece.number) return piece.text;
    return h("a", { class: "proof", href: proofHref(query), title: say.openTheProof(capital(printingOf(statement, piece.text) ?? SURE[status])) }, piece.text);
  });
  return [
    words,
    status === "published" || statement.vintages.length === 0 ? null : h("span", { class: "sure", title: SURE[status] }, ` (${status})`),
    h("sup", { class: "print-only" }, String(mark)),
  ];
}

/** When a number was printed, and as what first: `printed 2 Oct 2025, first as 615`. */
function printingOf({ vintages, status }: Statement, text: string): string | null {
  const vintage = vintages.find(({ value }) => printNumber(value) === text.replace(/^\D*/, ""));
  if (vintage === undefined) return null;
  const first = vintage.first === null || vintage.first === vintage.value ? "" : say.firstAs(printNumber(vintage.first));
  return `${status === "derived" ? say.fromParts : ""}${say.printedOn(date(vintage.published_on))}${first}`;
}

/** The addresses that prove the brief, each once, in order. */
export const proofsOf = ({ statements }: Brief): string[] => [...new Set(statements.map(({ query }) => query))];

/** The proofs as printed addresses, for paper. */
export function proofList(brief: Brief): HTMLElement {
  return h(
    "section",
    { class: "print-only proofs" },
    h("h2", {}, say.proofs),
    h("p", { class: "note" }, say.eachAddressAnswersThe),
    h(
      "ol",
      {},
      proofsOf(brief).map((query) => h("li", {}, wholeAddress(query))),
    ),
  );
}
