import type { Part } from "./part";

/** What can be carried off, and what is said of it. */

export const takeAway = "Take away";
export const statusTravels = "Status marks travel with the numbers. The link keeps showing this revision.";
export const numbers = (extent: Part) => `Data: ${extent}`;
/** Each file by its ending: its name, and what it is good for. */
export const files = {
  csv: ["CSV", "one header line, gaps empty"],
  xlsx: ["XLSX", "with a sheet on sources"],
  parquet: ["Parquet", "for R, Python, DuckDB"],
  zip: ["Data package", "CSV, schema, licence"],
  json: ["JSON", "with notes"],
} as const;
export const image = "Image, with title and source";
export const png = ["PNG", "2× size"] as const;
export const svg = ["SVG", "to edit or print"] as const;

export const share = "Share";
export const copyLink = "Copy link";
export const linkFixedTo = (revision: Part) => `fixed to revision ${revision}`;
export const linkCopied = "Link copied.";
export const copyCitation = "Copy citation";
export const citationHas = "with revision and day";
export const citationCopied = "Citation copied.";
export const accessed = (citation: Part, day: Part) => `${citation}, accessed ${day}`;
export const copyBibtex = "Copy BibTeX";
export const bibtexIsFor = "LaTeX, Zotero";
export const bibtexCopied = "BibTeX copied.";
export const copyEmbedCode = "Copy embed code";
export const embedCodeIsFor = "for another page";
export const embedCodeCopied = "Embed code copied.";

export const follow = "Follow";
export const feed = "Feed";
export const feedTellsOf = "when a number here changes";
