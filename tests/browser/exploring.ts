import type { Page } from "playwright-core";
import { drawn } from "../support/browser";

/** Picks in a control of a view, and waits until the address says so and the answer is drawn. */
export async function pick(page: Page, label: string, value: string, address: RegExp): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption(value);
  await page.waitForURL(address);
  await drawn(page);
}

/** The table of Explore, a row a text: its cells with a blank between, without the letters of their status, nor the rows that name a group on a phone. */
export const tableOf = (page: Page): Promise<string[]> =>
  page.locator(".explore table tr:not([aria-hidden])").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.children]
        .map((cell) => (cell.querySelector(".number, .gap") ?? cell).textContent)
        .filter(Boolean)
        .join(" "),
    ),
  );
