import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

export const overview = (stage: Stage) =>
  describe("overview", { concurrency: 1 }, () => {
    test("the headline figures are those CRSS printed for 2025-Q3, and those the API answers", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, stage.server.url);
      const shown = await page.locator(".headline-figure .figure a").allInnerTexts();
      assert.deepEqual(shown, ["901", "599", "329"]);
      const answer = await fetch(
        `${stage.server.url}/api/aggregates?dataset=crss&measure=fatalities,injured,incidents&by=quarter&from=2025-Q3&to=2025-Q3&change=previous`,
      );
      const { rows } = (await answer.json()) as { rows: Record<string, number>[] };
      assert.deepEqual(shown, [rows[0]?.fatalities, rows[0]?.injured, rows[0]?.incidents].map(String));
      const change = await page.locator(".headline-figure").first().locator(".changes li").first().innerText();
      assert.match(change.replace(/\s+/g, " "), /\+285 over 46% on 2025-Q2, from 616/);
      assert.match(await page.locator(".headline-figure").nth(1).innerText(), /−16\s+nearly 3% down on 2024-Q3, from 615/);
      assert.match(await page.locator(".headline-figure").nth(2).innerText(), /\+1\s+under 1% on 2024-Q3, from 328/);
      assert.match(await page.locator(".headline-figure .status").first().innerText(), /Published 2 Oct 2025, printed as “at least”/);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a dataset without the total of a period is not called unpublished", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/?dataset=gti`);
      assert.equal(await page.locator("h1").innerText(), "No quarter or year of this dataset has a total");
      assert.match(await page.locator("#stamp").innerText(), /revision 1/i);
      await page.locator("main .empty").getByRole("link", { name: "Explore" }).click();
      await page.waitForURL(/\/explore\?dataset=gti/);
      await page.close();
    });

    test("the headline claims a record only as far back as every quarter is known", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, stage.server.url);
      assert.equal(await page.locator("h1").innerText(), "901 people were killed, the most in a quarter since the end of 2024");
      await page.close();
    });

    test("provinces not printed apart are hatched on the map and stand together in the table", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, stage.server.url);
      const rows = await page.locator(".ranking tbody tr").allInnerTexts();
      assert.match(rows[0] ?? "", /Khyber Pakhtunkhwa\s+638\s+71%\s+\+249 64% on 389\s+221/);
      assert.match(rows[3] ?? "", /not printed apart\s+12d/);
      assert.equal(await page.locator(".map path.missing").count(), 4);
      await page.close();
    });

    test("a number opens its printings; closing and back restore the page and the focus", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, stage.server.url);
      await page.getByRole("link", { name: "616" }).first().click();
      const panel = page.getByRole("dialog");
      await panel.getByText("Printed 2 times, newest first").waitFor();
      assert.deepEqual(await panel.locator(".printing-value b").evaluateAll((found) => found.slice(0, 2).map((one) => one.textContent)), ["616", "615"]);
      assert.match(page.url(), /rows=/);
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "hidden" });
      await page.waitForURL((url) => !url.searchParams.has("rows"));
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "616");
      await page.goBack();
      await panel.waitFor();
      await page.close();
    });

    test("arrow keys walk the trend and the live region reads each point", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, stage.server.url);
      const plot = page.getByRole("application").first();
      const live = page.locator("figure [role=status]").first();
      await plot.focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowRight");
      assert.match((await live.textContent()) ?? "", /2025-Q3, Pakistan. 901 killed. Published 2 Oct 2025/);
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      assert.match((await live.textContent()) ?? "", /2025-Q1, Pakistan. 900 killed. Published 30 Jun 2025. First printed as 897, since revised/);
      await page.keyboard.press("End");
      assert.match((await live.textContent()) ?? "", /2025-Q4, Pakistan. No figure/);
      await page.keyboard.press("Home");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").getByText("1,360").first().waitFor();
      await page.close();
    });

    test("the words of victims too few for them stand beneath, and so does a number without room", async () => {
      const headers = { Authorization: `Bearer ${stage.server.token}` };
      const post = (path: string, type: string, body: string) =>
        fetch(`${stage.server.url}/api/datasets${path}`, { method: "POST", headers: { ...headers, "Content-Type": type }, body });
      const fields = { slug: "few-victims", title: "Few victims", kind: "incidents", publisher: "Test", coverage: "2025" };
      await post("", "application/json", JSON.stringify(fields));
      const rows = "2025-11-01,KP,civilian,24\n2025-11-02,KP,security,0\n2025-11-03,Sindh,unspecified,2\n";
      assert.equal((await post("/few-victims/imports?publish=true", "text/csv", `date,province,victim,fatalities\n${rows}`)).status, 201);
      for (const width of [1280, 800, 360]) {
        const { page } = await openPage(stage.browser, { width });
        await visit(page, `${stage.server.url}/?dataset=few-victims`);
        assert.deepEqual((await page.locator(".victims .number:visible").allInnerTexts()).toSorted(), ["0", "2", "24"], `${width} px`);
        assert.deepEqual(await page.evaluate(coveredIn, ".victims .number, .victims .part-name"), [], `${width} px`);
        assert.match(await page.locator(".victims .strip-key").innerText(), /0\s*Security personnel/);
        await page.close();
      }
      await fetch(`${stage.server.url}/api/datasets/few-victims`, { method: "DELETE", headers });
    });

    test("another dataset is another address, and an unknown one says so", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, stage.server.url);
      await page.getByLabel("Dataset").selectOption("picss");
      await page.getByRole("heading", { level: 1, name: /2025/ }).filter({ hasNotText: "901" }).waitFor();
      assert.match(page.url(), /\?dataset=picss$/);
      await page.goBack();
      await page.getByRole("heading", { level: 1, name: /^901/ }).waitFor();
      await page.goto(`${stage.server.url}/?dataset=nothing`);
      await page.getByText("There is no dataset “nothing”").waitFor();
      await page.close();
    });
  });

/** Texts that lie on one another, of those the selector finds. Runs in the page. */
function coveredIn(selector: string): string[] {
  const seen = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const boxes = seen.map((one) => ({ text: one.textContent ?? "", box: one.getBoundingClientRect() }));
  return boxes.flatMap(({ text, box }, at) =>
    boxes
      .slice(at + 1)
      .filter((other) => box.left < other.box.right && other.box.left < box.right && box.top < other.box.bottom && other.box.top < box.bottom)
      .map((other) => `${text} and ${other.text}`),
  );
}
