import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { inCI } from "./share";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages of one context share a process: to start one takes as long as to show two views.
  "--process-per-site",
];

/** Why browser tests cannot run here, or false. In CI a missing browser is a failure, not a reason to skip. */
export const noBrowser: string | false =
  existsSync(CHROMIUM) || inCI ? false : `no Chromium at ${CHROMIUM}: browser tests are skipped. Install it or set CHROMIUM.`;
if (noBrowser) console.error(noBrowser);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

export interface Look {
  width?: number;
  dark?: boolean;
  /** In a context of its own, where something is done to the context and not to the page. */
  apart?: boolean;
}

/** The pages of a browser have one context, with what it keeps of files: the program itself remembers by the page (`sessionStorage`) and no longer. */
const contexts = new WeakMap<Browser, Promise<BrowserContext>>();

function contextOf(browser: Browser): Promise<BrowserContext> {
  const context = contexts.get(browser) ?? browser.newContext({ reducedMotion: "reduce" });
  contexts.set(browser, context);
  return context;
}

/** A page that remembers everything its console complained about. */
export async function openPage(browser: Browser, { width = 1280, dark = false, apart = false }: Look = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = apart ? await browser.newPage({ reducedMotion: "reduce" }) : await (await contextOf(browser)).newPage();
  await page.setViewportSize({ width, height: width < 700 ? 740 : 900 });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // What could not be loaded is named by its place alone.
    const { url } = message.location();
    complaints.push(message.text().startsWith("Failed to load resource") ? `${message.text()} ${url}` : message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Goes to a view and waits until it is drawn. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await drawn(page);
}

/** Waits until the view at hand has all its answers, and its tables all their rows. */
export async function drawn(page: Page): Promise<void> {
  await page.locator("main:not([aria-busy]) h1:visible:not(:empty)").first().waitFor();
  await page.locator("tbody[aria-busy]").first().waitFor({ state: "detached" });
}
