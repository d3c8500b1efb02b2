import { createHash } from "node:crypto";
import { paragraphsOf, piecesOf } from "../domain/prose";
import type { BriefText } from "./brief";
import { BRIEF_STYLE } from "./brief-style";
import { escaped } from "./html";

/** What a printed brief says about itself: whose numbers, of which revision, as of which day, and where it stays. */
export interface BriefImprint {
  publisher: string;
  dataset: string;
  revision: number;
  published_at: string;
  as_of: string | null;
  citation: string;
  /** Absolute origin for the proofs, which must be found again from paper; `` keeps them relative. */
  origin: string;
  /** The same brief as a view. */
  view: string;
}

/** The page's own rule: its one style, by its digest, and nothing else. */
export const BRIEF_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(BRIEF_STYLE).digest("base64")}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * A brief as one page that needs nothing beside itself and runs nothing: the words of the JSON, each sentence with the number of its
 * proof, the proofs as printed addresses at the end. A4, with page numbers where the printer's browser can set them.
 */
export function toBriefHtml(brief: BriefText, imprint: BriefImprint): string {
  const proofs = [...new Set(brief.statements.map(({ query }) => query))];
  const note = (query: string) => proofs.indexOf(query) + 1;
  const sentence = ({ text, query, status }: BriefText["statements"][number]) => {
    const words = piecesOf(text).map((piece) => (piece.number ? `<a href="#proof-${note(query)}">${escaped(piece.text)}</a>` : escaped(piece.text)));
    return `${words.join("")}${status === "published" ? "" : ` <i>(${escaped(status)})</i>`}<sup>${note(query)}</sup>`;
  };
  const paragraphs = paragraphsOf(brief.statements).map((statements) => `<p>${statements.map(sentence).join(" ")}</p>`);
  const asOf = imprint.as_of === null ? "" : `, as printed up to ${escaped(imprint.as_of)}`;
  const items = proofs.map(
    (query, at) => `<li id="proof-${at + 1}"><a href="${escaped(`${imprint.origin}${query}`)}">${escaped(`${imprint.origin}${query}`)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(brief.title)} · Incident Ledger</title><link rel="icon" href="/favicon.svg"><style>${BRIEF_STYLE}</style></head>
<body><header><p>Incident Ledger</p><h1>${escaped(brief.title)}</h1>
<p class="deck">${escaped(imprint.publisher)}. ${escaped(imprint.dataset)}, revision ${imprint.revision} of ${escaped(imprint.published_at.slice(0, 10))}${asOf}.</p></header>
<main>
${paragraphs.length > 0 ? paragraphs.join("\n") : "<p>Nothing can be stated of this period.</p>"}
<section><h2>Not stated</h2><ul>${brief.not_stated.map(({ reason }) => `<li>${escaped(reason)}</li>`).join("") || "<li>Nothing.</li>"}</ul></section>
<section><h2>Proofs</h2><p>Each address answers the numbers of the sentences that carry its mark.</p><ol>${items.join("")}</ol></section>
</main>
<footer><p>${escaped(imprint.citation)}</p><p>This brief: <a href="${escaped(imprint.view)}">${escaped(imprint.view)}</a></p></footer>
</body></html>
`;
}
