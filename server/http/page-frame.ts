import { VIEWS } from "../domain/view";
import { escaped } from "../export/html";

/** A page that the server writes itself: it looks like the views and leads to each of them, without a line of JavaScript. */
export function pageFrame({ title, kind, style, body }: { title: string; kind: string; style: string | null; body: string }): string {
  const links = VIEWS.map(({ label, path }) => `<li><a href="${path}">${label}</a></li>`).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Incident Ledger</title>${style === null ? "" : `<link rel="stylesheet" href="${escaped(style)}">`}<link rel="icon" href="/favicon.svg"></head>
<body><a class="skip" href="#page">Skip to the page</a>
<header class="masthead"><div class="page masthead-row"><a class="wordmark" href="/">Incident Ledger</a><nav aria-label="Views"><ul>${links}</ul></nav></div></header>
<main class="page ${kind}" id="page">${body}</main></body></html>`;
}
