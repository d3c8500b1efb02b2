import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawn, openPage, visit } from "../support/browser";
import { namelessIn } from "./fits";
import type { Stage } from "./stage";
import { createDataset, publishText, totalsOf } from "./wizard";

const FIRST = "incident_id,occurred_on,province,fatalities,injured\nA,2024-01-10,Sindh,10,1\nB,2024-05-10,KP,20,2\n";
const SECOND = "incident_id,occurred_on,province,fatalities,injured\nA,2024-01-10,Sindh,13,1\nC,2025-01-10,Balochistan,5,\n";

export const revisions = (stage: Stage) =>
  describe("revisions", { concurrency: 1 }, () => {
    test("what changed is told by clicks, by the dimensions chosen; an earlier revision is restored and nothing is lost", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "history");
      await publishText(stage, "history", FIRST, "replace", "first.csv");
      await publishText(stage, "history", SECOND, "update", "second.csv");
      await visit(page, `${stage.server.url}/datasets/history`);
      const entries = page.locator(".timeline > li");
      assert.match(await entries.first().innerText(), /Revision 2\s+in force\s+Incidents updated from second\.csv\s+.*\. 3 rows\./);
      assert.match(await entries.last().innerText(), /Revision 1\s+All rows replaced from first\.csv\s+\d+ \w+ \d{4}, \d\d:\d\d UTC, by .+\. 2 rows\./);

      await page.getByRole("button", { name: "What changed: revision 2" }).click();
      const rows = () =>
        page.locator(".difference tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent).join(" ")));
      await page.getByText("Before is revision 1, after is revision 2.").waitFor();
      await page.locator(".difference").first().waitFor();
      assert.deepEqual(await rows(), ["2025-Q1 Balochistan ⋯ 5 new ⋯ 1 new", "2024-Q1 Sindh 10 13 +3  1 "]);
      // The years stand in tables of their own, whose columns are one under the other.
      const ends = await page
        .locator(".difference")
        .evaluateAll((tables) =>
          tables.map((table) => [...table.querySelectorAll("tbody tr:first-child > *")].map((cell) => Math.round(cell.getBoundingClientRect().right)).join()),
        );
      assert.deepEqual([ends.length, new Set(ends).size], [2, 1]);
      await page.locator(".row-differences > summary").click();
      const rowsTold = () => page.locator(".row-table tbody tr").evaluateAll((all) => all.map((row) => (row as HTMLElement).innerText.replace(/\s+/g, " ")));
      await page.getByText("1 changed, 1 added, 0 removed.").waitFor();
      assert.deepEqual(await rowsTold(), [
        "A 10 Jan 2024, Sindh Changed Killed 10 → becomes 13 first.csv, line 2 second.csv, line 2",
        "C 10 Jan 2025, Balochistan Added Killed 5 second.csv, line 3",
      ]);
      await page.getByLabel("Rows", { exact: true }).selectOption("added");
      await page.locator(".row-table tbody tr:only-child", { hasText: "Added" }).waitFor();
      await page.getByLabel("Compared by").selectOption("year");
      await page.locator(".difference tbody tr", { hasText: "+3" }).getByText("33").waitFor();

      await page.getByRole("button", { name: "Restore: revision 1" }).click();
      await page.getByText("What revision 1 says becomes revision 3, for everyone. Nothing is erased").waitFor();
      await page.getByRole("button", { name: "Cancel" }).click();
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Restore: revision 1", "the focus goes back to its button");
      await page.keyboard.press("Enter");
      await page.getByLabel("Upload token").fill(stage.server.token);
      await page.getByRole("button", { name: "Restore revision 1" }).click();
      await page.getByText("It is revision 3 now.").waitFor();
      assert.match(await entries.first().innerText(), /Revision 3\s+in force\s+Revision 1 published again/);
      assert.match((await page.locator("#stamp").textContent()) ?? "", /revision 3/);

      // The revision between keeps its numbers at its own address.
      await page.getByRole("link", { name: "Revision 2", exact: true }).click();
      await page.waitForURL(/revision=2/);
      await drawn(page);
      const pinned = await page.locator(".explore table").innerText();
      assert.match(pinned, /33/);
      await visit(page, `${stage.server.url}/explore?dataset=history&measure=fatalities&by=quarter,province`);
      assert.deepEqual(await totalsOf(page), ["10", "20"]);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a difference of three measures has room on a screen of 1,280 pixels, and keeps its names in sight where it scrolls", async () => {
      await createDataset(stage, "wide");
      const rowsOf = (times: number) =>
        ["KP", "Sindh", "Azad Jammu and Kashmir"].map((place, at) => `${place},2024-0${at + 1}-10,${place},${12_345 * times},${1111 * times},${times}`);
      const head = "incident_id,occurred_on,province,fatalities,injured,incidents";
      await publishText(stage, "wide", [head, ...rowsOf(1), ""].join("\n"), "replace", "first.csv");
      await publishText(stage, "wide", [head, ...rowsOf(9).slice(1), ""].join("\n"), "replace", "second.csv");
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/datasets/wide`);
      await page.getByRole("button", { name: "What changed: revision 2" }).click();
      const table = page.locator(".difference").first();
      await table.waitFor();
      const told = await table.innerText();
      for (const text of ["Wounded", "Incidents", "withdrawn", "111,105", "+98,760"]) assert.ok(told.includes(text), text);
      const room = await table.evaluate((one) => ({
        over: (one.parentElement?.scrollWidth ?? 0) - (one.parentElement?.clientWidth ?? 0),
        burst: [...one.querySelectorAll("th, td")].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
      }));
      assert.deepEqual(room, { over: 0, burst: [] });
      await page.setViewportSize({ width: 900, height: 900 });
      assert.deepEqual(await page.evaluate(namelessIn), []);
      await page.close();
    });

    test("a restore without a good token says so and changes nothing", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      await visit(page, `${stage.server.url}/datasets/history`);
      await page.getByRole("button", { name: "Restore: revision 2" }).click();
      await page.getByLabel("Upload token").fill("not-the-token");
      await page.getByRole("button", { name: "Restore revision 2" }).click();
      await page.locator(".restore .told").getByText(/token/).waitFor();
      const { revisions: all } = (await (await fetch(`${stage.server.url}/api/datasets/history/revisions`)).json()) as { revisions: unknown[] };
      assert.equal(all.length, 3);
      await page.close();
    });
  });
