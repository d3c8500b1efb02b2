import type { Dataset } from "../domain/dataset";

/** What a reader puts under a number: publisher, dataset, revision with its day, and the address that keeps answering it. */
export function citationOf(dataset: Pick<Dataset, "publisher" | "title">, revision: number, publishedAt: string, address: string): string {
  return `${dataset.publisher}. ${dataset.title}, revision ${revision} of ${publishedAt.slice(0, 10)}. Incident Ledger, ${address}`;
}

const TEX: Record<string, string> = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
const inTex = (text: string) => text.replace(/[\\~^{}$&#_%]/g, (sign) => TEX[sign] ?? `\\${sign}`).replace(/\s+/g, " ");

/** The same for BibTeX and biblatex. The doubled braces keep a publisher's name and a title's capitals as they are. */
export function bibtexOf(source: Pick<Dataset, "slug" | "publisher" | "title">, revision: number, publishedAt: string, address: string): string {
  const fields = {
    author: `{${inTex(source.publisher)}}`,
    title: `{${inTex(source.title)}}`,
    year: publishedAt.slice(0, 4),
    note: `Revision ${revision} of ${publishedAt.slice(0, 10)}`,
    howpublished: "Incident Ledger",
    url: address.replace(/[{}\\\s]/g, encodeURIComponent),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${source.slug}-r${revision},\n${lines.join(",\n")}\n}\n`;
}
