import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  impact: string;
  nodes: { target: string[] }[];
}

/** The second theme changes colours and nothing else, so it needs only the rule of contrast. The size of targets (WCAG 2.2, 2.5.8) is off where axe is not asked for it. */
const RULES = {
  everything: "{ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }",
  contrast: "{ runOnly: ['color-contrast'] }",
};

/** What axe finds serious or critical in the page, each as its rule and the first places it was found. */
export async function graveIn(page: Page, which: keyof typeof RULES): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await axe);
  const found = (await page.evaluate(`axe.run(document, ${RULES[which]}).then((result) => result.violations)`)) as Finding[];
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target.join(" ")).slice(0, 3)}`);
}
