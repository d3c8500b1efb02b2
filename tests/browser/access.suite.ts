import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openPage, visit } from "../support/browser";
import { share } from "../support/share";
import { graveIn } from "./axe";
import { boundsOf, clippedIn, edgelessIn, jumbledIn, namelessIn } from "./fits";
import { codesIn } from "./names.suite";
import type { Stage } from "./stage";
import { STATES } from "./states";

/** WCAG 2.2, 1.4.12: what a reader may set without losing anything. */
const SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

export const access = (stage: Stage) =>
  describe("access", { concurrency: 1 }, () => {
    for (const [which, width] of [1280, 360].entries()) {
      test(`every view and state at ${width} px: axe finds nothing serious in light or dark, no code stands for a name, forced colours leave every edge, the console is silent, nothing runs over the edge`, async () => {
        const { page, complaints } = await openPage(stage.browser, { width });
        const found: string[] = [];
        for (const state of share(STATES, which, 2)) {
          await page.emulateMedia({ colorScheme: "light" });
          await state.open(page, stage);
          const faults = [...(await codesIn(page, state)), ...(await graveIn(page, "everything")), ...(await edgelessWhenForced(page))];
          faults.push(...(await inDark(page, () => graveIn(page, "contrast"))));
          found.push(...faults.map((one) => `${state.name}: ${one}`));
          for (const [how, over] of await overflows(page, width)) found.push(`${state.name}, ${how}: ${over}`);
        }
        assert.deepEqual(found, []);
        // A browser notes each answer that is a refusal, which some states are about.
        assert.deepEqual(
          complaints.filter((words) => !words.startsWith("Failed to load resource")),
          [],
        );
        await page.close();
      });
    }

    test("the keyboard walks through a view from its first link to its last, always in sight, and is never held", async () => {
      for (const address of ["/explore?dataset=crss&measure=fatalities&by=quarter", "/compare", "/incidents?dataset=chinese-nationals&province=PK-KP"]) {
        const { page } = await openPage(stage.browser, { width: 360 });
        await visit(page, `${stage.server.url}${address}`);
        const unseen: string[] = [];
        const met = new Set<string>();
        for (let press = 0; press < 150; press += 1) {
          await page.keyboard.press("Tab");
          const { name, fault } = await page.evaluate(focusSeen);
          if (name === "") break;
          met.add(name);
          if (fault !== "") unseen.push(`${address}: ${name} ${fault}`);
        }
        assert.deepEqual(unseen, []);
        assert.equal(await page.evaluate(() => document.activeElement === document.body), true, `${address}: the keyboard never leaves, after ${met.size}`);
        assert.ok(met.size > 10, `${address}: only ${met.size} stops`);
        await page.close();
      }
    });

    test("between a phone and a desk no view scrolls sideways", async () => {
      const { page } = await openPage(stage.browser);
      const found: string[] = [];
      for (const address of ["/", "/explore", "/compare", "/incidents", "/brief", "/datasets", "/check", "/methodology", "/api"]) {
        await page.goto(`${stage.server.url}${address}`);
        await page.locator("main h1, body h1").first().waitFor();
        for (const width of [1100, 1001, 1000, 900, 768, 701]) {
          await page.setViewportSize({ width, height: 900 });
          const over = await settledBounds(page);
          if (over !== "") found.push(`${address} at ${width} px: ${over}`);
        }
      }
      assert.deepEqual(found, []);
      await page.close();
    });

    test("on a phone the first screen shows the answer, not the controls, and the views unfold by keyboard", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      for (const address of ["/", "/explore?dataset=crss&measure=fatalities&by=quarter,province", "/compare", "/check", "/brief", "/incidents", "/datasets"]) {
        await visit(page, `${stage.server.url}${address}`);
        const top = await page.locator("main h1:visible").first().boundingBox();
        assert.ok(top !== null && top.y + top.height < 400, `${address}: the headline ends at ${top && top.y + top.height}`);
      }
      await visit(page, `${stage.server.url}/compare`);
      await page.getByRole("button", { name: "Change" }).click();
      assert.ok(await page.getByLabel("Measure").isVisible());
      const link = page.getByRole("link", { name: "Datasets", exact: true });
      assert.equal(await link.isVisible(), false);
      await page.getByRole("button", { name: "Menu" }).focus();
      await page.keyboard.press("Enter");
      assert.ok(await link.isVisible());
      await page.keyboard.press("Escape");
      assert.equal(await link.isVisible(), false);
      await page.keyboard.press("Enter");
      await link.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Datasets" }).waitFor();
      assert.equal(await link.isVisible(), false, "a view that was chosen folds the list");
      await page.close();
    });
  });

async function inDark<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.emulateMedia({ colorScheme: "dark" });
  return look();
}

/** Forced colours leave every control an edge and the current view its mark. */
async function edgelessWhenForced(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: "active" });
  const found = await page.evaluate(edgelessIn);
  await page.emulateMedia({ forcedColors: "none" });
  return found;
}

/** What scrolls sideways once charts have the width they are given, a frame or two later. */
async function settledBounds(page: Page): Promise<string> {
  await page.waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, null, { timeout: 2000 }).catch(() => {});
  return page.evaluate(boundsOf);
}

/** What runs over the edge or is cut off: as it is; at 320 px, which is 400 % of 1280; from right to left; with wide spacing. */
async function overflows(page: Page, width: number): Promise<[string, string][]> {
  const found: [string, string][] = [];
  const look = async (how: string) => {
    const over = await settledBounds(page);
    if (over !== "") found.push([how, over]);
  };
  await look("as it is");
  for (const look of [jumbledIn, namelessIn]) for (const fault of await page.evaluate(look)) found.push(["as it is", fault]);
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await look("from right to left");
  await page.evaluate(() => {
    document.documentElement.dir = "ltr";
  });
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
  }, SPACED);
  await look("spaced");
  for (const cut of await page.evaluate(clippedIn)) found.push(["spaced", cut]);
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  const height = page.viewportSize()?.height ?? 900;
  for (const narrow of width === 360 ? [320] : [640]) {
    await page.setViewportSize({ width: narrow, height });
    await look(`${narrow} px`);
  }
  await page.setViewportSize({ width, height });
  return found;
}

/** The element in focus, and what keeps a reader from seeing that it is: no ring, or something over it. */
function focusSeen(): { name: string; fault: string } {
  const element = document.activeElement;
  if (element === null || element === document.body) return { name: "", fault: "" };
  const name = `${element.tagName.toLowerCase()} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)} ${element.id}`;
  // A unit of the map is outlined by its own stroke.
  const ringed = [element, element.closest("label"), element.querySelector("svg.map .unit, svg.map .dot")].some((one) => {
    if (one === null || one === undefined) return false;
    const { outlineStyle, outlineWidth, strokeWidth } = getComputedStyle(one);
    return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) || (one instanceof SVGElement && Number.parseFloat(strokeWidth) >= 2);
  });
  if (!ringed) return { name, fault: "has no ring" };
  const box = element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  if (box.bottom <= 0 || box.top >= innerHeight) return { name, fault: "is out of sight" };
  const over = document.elementFromPoint(x, y);
  const own = over !== null && (element.contains(over) || over.contains(element) || over.closest("label")?.contains(element) === true);
  return { name, fault: own ? "" : `is covered by ${over?.tagName} ${over?.className}` };
}
