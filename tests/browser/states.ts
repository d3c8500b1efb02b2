import type { Page, Route } from "playwright-core";
import { drawn, visit } from "../support/browser";
import type { Stage } from "./stage";

/** A view as a reader may find it: its address, and what was done to it or to the server since. */
export interface State {
  name: string;
  open(page: Page, stage: Stage): Promise<void>;
}

const at = (address: string, then?: (page: Page, stage: Stage) => Promise<unknown>): State => ({
  name: `${address}${then === undefined ? "" : `, ${then.name}`}`,
  async open(page, stage) {
    await visit(page, `${stage.server.url}${address}`);
    await then?.(page, stage);
  },
});

const click = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).filter({ visible: true }).first().click();
const QUARTERS = "/explore?dataset=crss&measure=fatalities&by=quarter,province&from=2025-Q1&to=2025-Q4";
const away = (route: Route) => route.abort();

/** A server that has gone away: the view that was there stays, with what happened. */
async function thenTheServerIsAway(page: Page): Promise<void> {
  await page.route("**/api/**", away);
  await page
    .getByRole("link", { name: "Datasets" })
    .filter({ visible: true })
    .or(page.getByRole("button", { name: "Menu" }))
    .first()
    .click();
  const link = page.getByRole("link", { name: "Datasets", exact: true }).filter({ visible: true });
  if ((await page.locator("#banner .alert").count()) === 0 && (await page.getByRole("button", { name: "Menu" }).isVisible())) await link.click();
  await page.getByText("The server could not be reached").waitFor();
  await page.unroute("**/api/**", away);
}

async function thenItAsksForAToken(page: Page): Promise<void> {
  const refuse = (route: Route) => route.fulfill({ status: 401, json: { title: "Unauthorized", code: "unauthorized", detail: "Reading needs a token." } });
  await page.route("**/api/**", refuse);
  await page.reload();
  await page.locator("#banner input").waitFor();
  await page.unroute("**/api/**", refuse);
}

async function withItsRows(page: Page): Promise<void> {
  await page.getByText(/newest first/).waitFor();
}

async function withAnExampleChecked(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Try an example" }).click();
  await page.locator("ol.claims li").first().waitFor();
}

async function withTheTokens(page: Page, { server }: Stage): Promise<void> {
  await page.getByLabel("Token of an admin").fill(server.token);
  await page.getByRole("button", { name: "Show tokens" }).click();
  await page.locator("table").first().waitFor();
  await drawn(page);
}

async function withTheFormOpen(page: Page): Promise<void> {
  await page.getByText("Create a dataset").click();
}

async function withTheMenuOpen(page: Page): Promise<void> {
  await click("Take away")(page);
  await page.getByText("Copy link").first().waitFor();
}

async function withTheViewsUnfolded(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
}

/** On a phone the further controls of Explore are behind the others. */
async function withMoreOpen(page: Page): Promise<void> {
  const change = page.getByRole("button", { name: "Change", exact: true });
  if (await change.isVisible()) await change.click();
  await click(/^More/)(page);
  await page.getByRole("button", { name: "Fewer" }).waitFor();
}

async function withItsFiltersOpen(page: Page): Promise<void> {
  const fold = page.getByRole("button", { name: /^Order and filters/ });
  if (await fold.isVisible()) await fold.click();
}

/** Every view, and what a reader may do to it that changes what stands there. The steps of an upload are held to the same in its own suite. */
export const STATES: State[] = [
  at("/", withTheViewsUnfolded),
  at("/", withTheMenuOpen),
  at("/?rows=dataset%3Dcrss%26measure%3Dfatalities%26from%3D2025-Q1%26to%3D2025-Q1", withItsRows),
  at(QUARTERS, withTheMenuOpen),
  at(`${QUARTERS}&order=name&change=previous`, withMoreOpen),
  at("/explore?dataset=crss&measure=fatalities&by=quarter&cumulative=true&earlier=2025-07-01", withMoreOpen),
  at("/explore?dataset=crss&measure=fatalities&by=quarter&view=line"),
  at("/explore?dataset=crss&measure=fatalities,injured&by=quarter&from=2024-Q1&to=2025-Q3", withMoreOpen),
  at("/explore?dataset=crss&measure=fatalities,incidents&by=quarter,victim&from=2024-Q1&to=2025-Q3"),
  at("/explore?dataset=chinese-nationals&measure=fatalities&by=year,province&view=table"),
  at("/incidents?dataset=chinese-nationals&province=PK-SD&q=karachi", withItsFiltersOpen),
  at("/incidents?dataset=chinese-nationals&q=zzzz"),
  at("/incident?dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport"),
  at("/brief?dataset=crss&period=2025-Q3"),
  at("/compare?datasets=pips,picss,crss,gti&measure=incidents&incident_type=attack"),
  at("/check", withAnExampleChecked),
  at("/methodology"),
  at("/api"),
  at("/datasets", withTheFormOpen),
  at("/datasets/crss"),
  at("/datasets/crss/upload"),
  at("/tokens", withTheTokens),
  at("/nowhere-at-all"),
  at("/compare", thenTheServerIsAway),
  at("/", thenItAsksForAToken),
];
