import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { visit } from "../support/browser";
import { graveIn } from "./axe";
import type { Stage } from "./stage";

/** Makes a dataset of incidents by the API, as the page does elsewhere. */
export async function createDataset({ server }: Stage, slug: string, kind: "incidents" | "figures" = "incidents"): Promise<void> {
  const body = { slug, title: `Attacks: ${slug}`, kind, publisher: "A test", licence: "CC0", sharing: "rows" };
  const answer = await fetch(`${server.url}/api/datasets`, { method: "POST", headers: headersOf(server.token), body: JSON.stringify(body) });
  assert.equal(answer.status, 201, await answer.text());
}

/** Publishes a CSV text by the API. */
export async function publishText({ server }: Stage, slug: string, text: string, mode: string, file: string): Promise<void> {
  const headers = { ...headersOf(server.token), "content-type": "text/csv" };
  const answer = await fetch(`${server.url}/api/datasets/${slug}/imports?mode=${mode}&publish=true&file_name=${file}`, { method: "POST", headers, body: text });
  assert.equal(answer.status, 201, await answer.text());
}

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });

export const chooseFile = (page: Page, name: string, content: string | Buffer) =>
  page.getByLabel("Choose a file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });

/** Opens the upload of a dataset, with the token. */
export async function openUpload(page: Page, { server }: Stage, slug: string): Promise<void> {
  await visit(page, `${server.url}/datasets/${slug}/upload`);
  await page.getByLabel("Upload token").fill(server.token);
}

export const titleIs = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name, ...(typeof name === "string" ? { exact: true } : {}) }).waitFor();

/** Publishes what is staged, by the button that says how much and as which revision. */
export async function publish(page: Page, rows: number, revision: number): Promise<void> {
  await page.getByRole("button", { name: `Publish ${rows} row${rows === 1 ? "" : "s"} as revision ${revision}`, exact: true }).click();
  await titleIs(page, `Published as revision ${revision}`);
  await page.locator("#stamp", { hasText: `revision ${revision}` }).waitFor({ state: "attached" });
}

/** The totals of the table in Explore. */
export const totalsOf = (page: Page) => page.locator("tr.total a.number").allInnerTexts();

/** Holds a step of the wizard, which has no address of its own, against axe in both themes, and tells whether it fits a phone. */
export async function findsNothingGrave(page: Page, step: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 900 });
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await graveIn(page, colorScheme === "dark" ? "contrast" : "everything");
    assert.deepEqual(
      found.map((one) => `${step}, ${colorScheme}: ${one}`),
      [],
    );
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${step} scrolls sideways by ${over} px`);
  if (size) await page.setViewportSize(size);
}
