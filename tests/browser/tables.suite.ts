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

    test("on a phone each row keeps its name in sight when the numbers scroll, under its period; it is said as on a wide screen", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter,victim&from=2025-Q2&to=2025-Q3&change=previous&view=table`);
      for (const direction of ["ltr", "rtl"]) {
        await page.evaluate((dir) => {
          document.documentElement.dir = dir;
        }, direction);
        assert.deepEqual(
          await page.evaluate(namesInSight),
          ["2025-Q2", "Civilians", "Security personnel", "Militants", "All", "2025-Q3", "Civilians", "Security personnel", "Militants", "All"],
          direction,
        );
      }
      // Among words written from right to left a period is still read from its year on.
      const period = page.locator(".explore tr.group span", { hasText: "2025-Q2" }).last();
      assert.equal(await period.evaluate((one) => getComputedStyle(one).direction), "ltr");
      const said = await page.locator(".explore table").ariaSnapshot();
      assert.match(said, /row "2025-Q3 Civilians [\d,]+/);
      assert.equal(said.match(/rowheader "2025-Q3"/g)?.length, 4);
      // On paper there is room for a column of periods, and none for what scrolls.
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".explore tr.group:visible").count(), 0);
      await page.close();
    });

    test("three measures with their changes have room on a screen of 1,280 pixels, and no period is broken", async () => {
      const { page } = await openPage(stage.browser);
      await visit(
        page,
        `${stage.server.url}/explore?dataset=crss&measure=fatalities,injured,incidents&by=quarter,province&from=2025-Q1&to=2025-Q4&change=previous`,
      );
      const over = await page.locator(".explore .scroll").evaluate((box) => box.scrollWidth - box.clientWidth);
      assert.ok(over <= 0, `scrolls by ${over}`);
      const period = await page.locator(".explore tbody th span").first().boundingBox();
      assert.ok(period !== null && period.height <= 20, `a period is ${period?.height} px high`);
      await page.close();
    });

    test("at its foot, on paper too, Explore names its whole address", async () => {
      const { page } = await openPage(stage.browser);
      const address = `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2025-Q1`;
      await visit(page, address);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".explore .address").innerText(), address);
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

/** What a reader sees at the start of each row once the table is scrolled to its end. */
function namesInSight(): string[] {
  const box = document.querySelector(".explore .scroll");
  if (box === null || box.scrollWidth <= box.clientWidth) return ["nothing scrolls"];
  const isTurned = document.documentElement.dir === "rtl";
  box.scrollLeft = isTurned ? -box.scrollWidth : box.scrollWidth;
  const { left, right } = box.getBoundingClientRect();
  return [...box.querySelectorAll("tbody tr")].map((row) => {
    row.scrollIntoView({ block: "center" });
    const { top, height } = row.getBoundingClientRect();
    const seen = document.elementFromPoint(isTurned ? right - 6 : left + 6, top + height / 2)?.closest("th, td");
    return seen instanceof HTMLElement && seen.querySelector(".unseen") === null ? seen.innerText : "";
  });
}
