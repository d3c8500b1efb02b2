import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import { tableOf } from "./exploring";
import type { Stage } from "./stage";

/** What Explore's tables hold beside the cells of the export, and how they write it. */
export const tables = (stage: Stage) =>
  describe("tables", { concurrency: 1 }, () => {
    // CRSS: 616 killed in 2025-Q2 in 273 incidents, 901 in 329 in 2025-Q3; of 900 killed in 2025-Q1 nothing is known by victim.
    test("a table of several measures, or of changes, has the whole after its parts, and each period is printed once", async () => {
      const { page } = await openPage(stage.browser);
      const address = `${stage.server.url}/explore?dataset=crss&by=quarter,victim&from=2025-Q1&to=2025-Q3`;
      await visit(page, `${address}&measure=fatalities,incidents`);
      const wholes = async () => (await tableOf(page)).filter((row) => row.includes(" All "));
      assert.deepEqual(await wholes(), ["2025-Q1 All 900 354", "2025-Q2 All 616 273", "2025-Q3 All 901 329"]);
      await visit(page, `${address}&measure=fatalities&change=previous`);
      assert.equal((await wholes()).at(-1), "2025-Q3 All 901 +285 +46.3% 616");
      // Seen once, said at every row.
      const heads = page.locator(".explore tbody tr th:first-child");
      assert.deepEqual((await heads.evaluateAll((cells) => cells.filter((cell) => cell.querySelector(".unseen") === null))).length, 3, "one for each quarter");
      assert.ok((await heads.allTextContents()).every((text) => /^2025-Q[123]$/.test(text)));
      await page.close();
    });

    // CRSS, 2025: 567 of 900 killed were in Khyber Pakhtunkhwa, 63 % and no more; 389 of 616, 638 of 901.
    test("computed percentages of a column all have one decimal", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter,province&from=2025-Q1&to=2025-Q3&view=share`);
      assert.ok((await tableOf(page)).includes("Khyber Pakhtunkhwa 63.0% 63.1% 70.8%"));
      await page.close();
    });
  });
