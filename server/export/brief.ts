/** A brief as text: what is said, with the address that proves each sentence, and what is not said. */
export interface BriefText {
  title: string;
  statements: readonly { kind: string; text: string; status: string; query: string }[];
  not_stated: readonly { reason: string }[];
  notes: readonly { message: string }[];
}

/** Markdown (CommonMark): a sentence a line with its proof as a link; texts from data are escaped. */
export function toBriefMarkdown(brief: BriefText): string {
  const escaped = (text: string) => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
  const lines = brief.statements.map(({ text, query }) => `- ${escaped(text)} ([proof](${query.replace(/[()\s]/g, encodeURIComponent)}))`);
  const open = brief.not_stated.map(({ reason }) => `- ${escaped(reason)}`);
  const notes = brief.notes.length === 0 ? [] : ["## Notes", "", ...brief.notes.map(({ message }) => `- ${escaped(message)}`), ""];
  return [`# ${escaped(brief.title)}`, "", ...lines, "", "## Not stated", "", ...(open.length > 0 ? open : ["- Nothing."]), "", ...notes].join("\n");
}
