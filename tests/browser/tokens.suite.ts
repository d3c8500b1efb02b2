import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import { startServer } from "../support/server";
import type { Stage } from "./stage";

export const tokens = (stage: Stage) =>
  describe("tokens", () => {
    test("where none has been made, the list says why and what to do", async () => {
      const secret = "a-token-of-the-settings-and-of-no-list";
      const server = await startServer({ ADMIN_TOKEN: secret });
      const { page } = await openPage(stage.browser);
      await visit(page, `${server.url}/tokens`);
      await page.getByLabel("Token of an admin").fill(secret);
      await page.getByRole("button", { name: "Show tokens" }).click();
      const list = page.locator("section", { has: page.getByRole("heading", { name: "All tokens" }) });
      await list.getByText(/None has been made yet\. .*ADMIN_TOKEN.* Make one above/).waitFor();
      await page.close();
      await server.close();
    });

    test("on a phone each change names only what it has, and its words begin where the others do", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      await visit(page, `${stage.server.url}/tokens`);
      await page.getByLabel("Token of an admin").fill(stage.server.token);
      await page.getByRole("button", { name: "Show tokens" }).click();
      await page.getByRole("row").first().waitFor();
      const cells = await page.locator("td[data-name]:visible").evaluateAll((all) =>
        all.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return { words: cell.textContent, start: Math.round(range.getClientRects()[0]?.left ?? 0) };
        }),
      );
      assert.ok(cells.length > 20, `${cells.length} cells`);
      assert.deepEqual(
        cells.filter(({ words }) => words === ""),
        [],
      );
      assert.equal(new Set(cells.map(({ start }) => start)).size, 1);
      await page.close();
    });

    test("of the changes the newest ten are shown, and the rest a page at a time, each once", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      const answer = await fetch(`${stage.server.url}/api/audit?limit=1000`, { headers: { Authorization: `Bearer ${stage.server.token}` } });
      const { entries } = (await answer.json()) as { entries: { action: string }[] };
      assert.ok(entries.length > 10, `${entries.length} changes`);
      await visit(page, `${stage.server.url}/tokens`);
      await page.getByLabel("Token of an admin").fill(stage.server.token);
      await page.getByRole("button", { name: "Show tokens" }).click();
      const changes = page.locator("section", { has: page.getByRole("heading", { name: "What was changed" }) });
      await changes.locator("tbody tr").first().waitFor();
      assert.equal(await changes.locator("tbody tr").count(), 10);
      const older = changes.getByRole("button", { name: "Show older changes" });
      for (let shown = 10; shown < entries.length; shown += 10) {
        await older.click();
        await changes.locator("tbody tr").nth(shown).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TH", "the keyboard goes on where they begin");
      }
      await older.waitFor({ state: "hidden" });
      assert.deepEqual((await changes.locator("tbody td[data-name=Change]").allTextContents()).length, entries.length);
      await page.close();
    });
  });
