import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, openPage, visit } from "../support/browser";
import { pick, tableOf } from "./exploring";
import type { Stage } from "./stage";

const STRETCH = "dataset=crss&measure=fatalities&from=2023-Q1&to=2025-Q3";
const rowOf = async (page: Page, name: string) =>
  (
    await page
      .locator(".explore .scroll tr", { has: page.locator("th", { hasText: name }) })
      .locator("td")
      .allInnerTexts()
  ).map((text) => text.trim());

/** How Explore shows an answer: what each look draws, and why some are not offered. */
export function looks(stage: Stage): void {
  describe("looks", () => {
    test("shares, small multiples, changes, ranges, a map and two vintages are drawn from the answers they name", async () => {
      const { page, complaints } = await openPage(stage.browser);
      const show = (address: string) => visit(page, `${stage.server.url}/explore?${address}`);

      await show(`${STRETCH}&by=quarter,victim&view=share`);
      assert.ok(await page.getByRole("radio", { name: "100%" }).isChecked());
      const plot = page.locator(".plot").first();
      await plot.focus();
      // 516 militants of 901 killed in 2025-Q3, as CRSS printed both (data/crss): 57.27 %.
      await page.getByText("over 57% of the whole").first().waitFor({ state: "attached" });

      await page.getByRole("radio", { name: "Panels" }).check();
      await page.locator(".panel").nth(2).waitFor();
      assert.deepEqual(await page.locator(".panel h2").allInnerTexts(), ["Militants", "Security personnel", "Civilians"]);
      await page.locator(".panel .plot").nth(2).press("End");
      await page.getByText("2025-Q3, Civilians. 219 killed").waitFor({ state: "attached" });

      await show("dataset=crss&measure=fatalities&by=year&from=2022&to=2024&earlier=2024-10-05");
      // CRSS on 2023: 1,523 by September 2024, 1,533 in December 2024.
      assert.deepEqual((await rowOf(page, "2023")).slice(0, 2), ["1,533r", "1,523r"]);

      await show(`${STRETCH}&by=quarter&change=previous&view=change`);
      const statuses = await page.locator(".status-key").innerText();
      assert.match(statuses, /Computed: from the printed or counted numbers it compares/);
      assert.doesNotMatch(statuses, /Published:/, "a change is printed by nobody");
      await page.getByRole("heading", { level: 1, name: "Killed: +285 in 2025-Q3, over 46% on 2025-Q2, from 616" }).waitFor();

      await show("dataset=chinese-nationals&measure=fatalities&by=year&from=2021&to=2024&view=range");
      assert.deepEqual(await rowOf(page, "2021"), ["14", "12", "15"]);

      await show("dataset=crss&measure=fatalities&by=province&from=2025-Q3&to=2025-Q3&view=map");
      await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
      await page.getByRole("link", { name: "Khyber Pakhtunkhwa: 638" }).first().click();
      await page.waitForURL((url) => url.searchParams.get("rows")?.includes("province=PK-KP") ?? false);
      assert.equal(await page.locator("body[data-same-page]").count(), 1, "the rows open over the view, which is not loaded anew");

      await show("dataset=chinese-nationals&measure=incidents&by=year&from=2022&to=2023");
      await page.locator(".plot").first().press("End");
      await page.getByText("2023. 1 incident. ").waitFor({ state: "attached" });
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("what is asked less often opens by keyboard: year to date, rank, the largest with the others, order, an earlier print", async () => {
      const { page, complaints } = await openPage(stage.browser);
      const open = async () => {
        await page.getByRole("button", { name: /^More/ }).focus();
        await page.keyboard.press("Enter");
      };
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2024-Q1&to=2025-Q3`);
      assert.equal(await page.getByLabel("Counted", { exact: true }).isVisible(), false);
      await open();
      await page.keyboard.press("Tab");
      assert.equal(
        await page.getByLabel("Counted", { exact: true }).evaluate((one) => one === document.activeElement),
        true,
        "the next stop is the first of them",
      );
      // Where CRSS printed the sum itself, as 1,527 in nine months of 2024, that is shown; else the quarters' sum, derived.
      await pick(page, "Counted", "cumulative", /cumulative=true/);
      assert.deepEqual(await tableOf(page), [
        "Quarter Killed Year to date On the year before All of that year",
        "2024-Q1 432 432 +74 1,533",
        "2024-Q2 380 812d +170 1,533",
        "2024-Q3 722 1,527 +440 1,533",
        "2024-Q4 1,028 2,555 +1,022 1,533",
        "2025-Q1 900 900 +468 2,555",
        "2025-Q2 616 1,516d +704 2,555",
        "2025-Q3 901 2,414 +887 2,555",
      ]);
      await pick(page, "Counted", "", /^(?!.*cumulative)/);
      await pick(page, "Standing", "true", /rank=true/);
      assert.deepEqual((await tableOf(page)).slice(-2), ["2025-Q2 616 Number 5 of 7", "2025-Q3 901 Second highest of 7; highest since 2024-Q4"]);
      await page.getByRole("button", { name: "Fewer" }).press("Enter");
      await page.getByRole("button", { name: "More (1)" }).waitFor();

      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=year&from=2022&to=2024`);
      await open();
      await page.getByLabel("Against the print of").fill("2024-10-05");
      await page.waitForURL(/earlier=2024-10-05/);
      await drawn(page);
      // CRSS on 2023: 1,523 by September 2024, 1,533 in December 2024.
      assert.deepEqual((await rowOf(page, "2023")).slice(0, 2), ["1,533r", "1,523r"]);

      await visit(page, `${stage.server.url}/explore?dataset=chinese-nationals&measure=fatalities&by=place`);
      await open();
      await pick(page, "Apart", "2", /top=2/);
      assert.deepEqual(await tableOf(page), ["Place Killed", "Dasu 12", "Besham, Karakoram Highway 6", "16 others 25", "All 43"]);
      await pick(page, "Order", "name", /order=name/);
      assert.deepEqual(await tableOf(page), ["Place Killed", "Besham, Karakoram Highway 6", "Dasu 12", "16 others 25", "All 43"]);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("measures are ticked beside the first by keyboard: address, chart, arrows and table have them all", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2025-Q1&to=2025-Q3`);
      await page.getByRole("button", { name: /^More/ }).press("Enter");
      const beside = page.getByRole("group", { name: "Measured beside it" });
      await beside.getByRole("checkbox", { name: "Wounded" }).press("Space");
      await page.waitForURL(/measure=fatalities,injured&/);
      await page.getByRole("heading", { level: 1, name: "901 killed and 599 wounded in 2025-Q3" }).waitFor();
      assert.ok(await beside.getByRole("checkbox", { name: "Wounded" }).evaluate((box) => box === document.activeElement), "the keyboard stays on the box");
      assert.deepEqual(await tableOf(page), ["Quarter Killed Wounded", "2025-Q1 900 542", "2025-Q2 616 388", "2025-Q3 901 599"]);
      const plot = page.locator(".plot").first();
      await plot.press("End");
      await page.getByText("2025-Q3, Pakistan. 901 killed").waitFor({ state: "attached" });
      await plot.press("ArrowUp");
      await page.getByText("2025-Q3, Pakistan. 599 wounded").waitFor({ state: "attached" });
      await plot.press("Enter");
      await page.waitForURL((url) => url.searchParams.get("rows")?.includes("measure=injured") ?? false);
      await page.goBack();

      await beside.getByRole("checkbox", { name: "Incidents", exact: true }).press("Space");
      await page.waitForURL(/measure=fatalities,injured,incidents&/);
      await page.locator(".panel").nth(2).waitFor();
      assert.deepEqual(await page.locator(".panel h2").allInnerTexts(), ["People killed", "People wounded", "Incidents"]);
      await page.locator(".panel .plot").nth(2).press("End");
      await page.getByText("2025-Q3, Pakistan. 329 incidents").waitFor({ state: "attached" });

      await visit(page, `${stage.server.url}/embed?dataset=crss&measure=fatalities,injured&by=quarter&from=2025-Q1&to=2025-Q3`);
      await page.getByRole("heading", { level: 1, name: "901 killed and 599 wounded in 2025-Q3" }).waitFor();
      await page.locator(".key", { hasText: "Wounded" }).waitFor();
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a look that would mislead is off and says why; asked for by address, columns stand in its place", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?${STRETCH}&by=quarter&view=share`);
      assert.ok(await page.getByRole("radio", { name: "Columns" }).isChecked());
      assert.ok(await page.getByRole("radio", { name: "Range" }).isDisabled());
      await page.getByText("100% is not drawn: shares need a breakdown.").waitFor();
      await page.getByText("Why not the others?").click();
      await page.getByText("Range: published figures have no least and most").waitFor();
      await page.close();
    });

    test("a question by province alone is answered by bars, a gap by none, and no look is missed that nobody asked for", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=province&from=2025-Q3&to=2025-Q3`);
      const bars = await page.locator(".ranking tbody tr").evaluateAll((rows) => rows.map((row) => row.querySelectorAll(".bar").length));
      assert.deepEqual(bars, [1, 1, 1, 0, 0, 0, 0, 1, 0]);
      assert.equal(await page.locator(".instead").innerText(), "");
      await page.close();
    });

    test("where nothing is known no empty axes are drawn, and the kinds of which there are figures are a click away", async () => {
      const { page } = await openPage(stage.browser);
      // The index counts terrorist attacks; it prints no figure of all incidents.
      await visit(page, `${stage.server.url}/explore?dataset=gti&measure=fatalities&by=year`);
      assert.equal(await page.locator(".plot").first().isVisible(), false);
      await page.getByText("Killed by year, 2023 to 2024: nothing is known.").waitFor();
      await page.getByRole("link", { name: "Terrorist attack", exact: true }).click();
      await page.waitForURL(/incident_type=/);
      await page.locator(".plot canvas").first().waitFor();
      assert.equal(await page.locator(".plot").first().isVisible(), true);
      await page.close();
    });

    test("a stretch before all that is known is said to be one, and a table without a chart above it names its source", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=1990-Q1&to=1990-Q4`);
      await page.getByText("What the dataset holds lies between 2013-Q1 and 2025-Q4: see all periods.").waitFor();
      assert.equal(await page.getByText("Click a number for the rows").isVisible(), false, "there is no number");
      await page.getByRole("link", { name: "see all periods" }).click();
      await page.waitForURL((url) => !url.searchParams.has("from"));
      await page.locator(".plot canvas").first().waitFor();
      const sources = page.locator(".explore .source:visible", { hasText: "Source: Centre for Research and Security Studies" });
      assert.equal(await sources.count(), 1, "once, under the chart");
      for (const look of ["&by=province&from=2025-Q3&to=2025-Q3", "&by=quarter,province&from=2025-Q1&to=2025-Q3&view=table"]) {
        await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities${look}`);
        await sources.waitFor();
      }
      await page.close();
    });

    test("percentages of a column have one decimal all, and few columns stand together", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&change=previous&from=2024-Q2&to=2024-Q3`);
      assert.deepEqual((await tableOf(page)).slice(1), ["2024-Q2 380 −52 −12.0% 432", "2024-Q3 722 +342 +90.0% 380"]);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=year`);
      const width = await page.locator(".explore table").evaluate((one) => one.getBoundingClientRect().width);
      assert.ok(width <= 480, `a year and its number are ${width} px apart`);
      await page.close();
    });

    test("a stroke across the plot goes to its periods, and back returns", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?${STRETCH}&by=quarter`);
      const box = await page.locator(".plot canvas").first().boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width * 0.52, box.y + 150);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + 160, { steps: 4 });
      await page.mouse.move(box.x + box.width * 0.9, box.y + 160, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL((url) => url.searchParams.get("from") === "2024-Q3" && url.searchParams.get("to") === "2025-Q3");
      assert.equal(new URL(page.url()).searchParams.get("rows"), null);
      await page.goBack();
      await page.waitForURL((url) => url.searchParams.get("from") === "2023-Q1");
      await page.close();
    });
  });
}
