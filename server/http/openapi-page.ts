import { escaped } from "../export/html";
import type { Operation } from "./operation";
import { pageFrame } from "./page-frame";

/** The API as a readable page, from the same list the OpenAPI document is made of. */
export function apiPage(operations: readonly Operation[], style: string | null): string {
  const sections = operations.map(({ method, path, summary, parameters, answers, role }) => {
    const rows = (parameters ?? []).map((parameter) => `<tr><td><code>${escaped(parameter.name)}</code></td><td>${escaped(parameter.description)}</td></tr>`);
    const table =
      rows.length > 0
        ? `<details><summary>${rows.length === 1 ? "1 parameter" : `${rows.length} parameters`}</summary><table>${rows.join("")}</table></details>`
        : "";
    const needs = role ? ` Needs a token with the role ${role}.` : "";
    return `<section><h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2><p>${escaped(summary)}.${needs} Answers ${Object.keys(answers).join(", ")}.</p>${table}</section>`;
  });
  const body = `<h1>The API</h1>
<p class="deck">Every view of the dashboard is an address of this API. The machine-readable description is <a href="/api/openapi.json">OpenAPI 3.1</a>; errors are
<code>application/problem+json</code> with a stable <code>code</code>. Writing needs
<code>Authorization: Bearer TOKEN</code>; reading needs it too where the server is set to private.</p>
${sections.join("\n")}`;
  return pageFrame({ title: "API", kind: "api", style, body });
}
