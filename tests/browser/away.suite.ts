import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

export const away = (stage: Stage) =>
  describe("a server that is away, and addresses that are none", { concurrency: 1 }, () => {
    test("the last view stays, with what happened and a way to try again, which goes where the reader wanted to go", async () => {
      const { page } = await openPage(stage.browser, { apart: true });
      await visit(page, `${stage.server.url}/compare`);
      const shown = await page.locator("h1").innerText();
      await page.context().setOffline(true);
      await page.getByRole("link", { name: "Datasets", exact: true }).click();
      await page.locator("#banner .alert").getByText("What was shown before still stands below.").waitFor();
      assert.equal(await page.locator("main h1").innerText(), shown);
      assert.equal(await page.locator("#views a[aria-current]").innerText(), "Compare");
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { level: 1, name: "Datasets" }).waitFor();
      assert.equal(await page.locator("#banner > *").count(), 0);
      assert.equal(await page.locator("#views a[aria-current]").innerText(), "Datasets");
      await page.close();
    });

    test("an answer that takes longer than a moment is said to be waited for, and the words go when it comes", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      await visit(page, `${stage.server.url}/datasets`);
      const line = page.getByText("Waiting for the server’s answer…");
      assert.equal(await line.count(), 0);
      let answer = () => {};
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      await page.route("**/api/**", async (route) => {
        await held;
        await route.continue();
      });
      await page.getByRole("button", { name: "Menu" }).click();
      await page.getByRole("link", { name: "Compare", exact: true }).click();
      await line.waitFor();
      answer();
      await page.getByRole("heading", { level: 1, name: /differ/ }).waitFor();
      await line.waitFor({ state: "detached" });
      await page.close();
    });

    test("an address that is refused says what is wrong and leads to the view without it: to try again would not help", async () => {
      for (const [asked, said, way] of [
        ["/explore?dataset=nobody", /nobody/, "Open Explore afresh"],
        ["/incidents?dataset=chinese-nationals&from=someday", /someday/, "Open Incidents afresh"],
        ["/datasets/nobody", /nobody/, "Open Datasets afresh"],
      ] as const) {
        const { page } = await openPage(stage.browser, { width: 360 });
        await page.goto(`${stage.server.url}${asked}`);
        await page.getByRole("heading", { level: 1, name: "Not shown." }).waitFor();
        assert.match(await page.locator("#banner .alert").innerText(), said);
        assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
        assert.match(await page.title(), /^Not shown/);
        await page.getByRole("link", { name: way }).click();
        await page.locator("main:not([aria-busy]) h1:visible").first().waitFor();
        assert.equal(await page.locator("#banner > *").count(), 0);
        await page.close();
      }
    });

    test("an address that is none is a page to a reader and a problem document to a program", async () => {
      const { page } = await openPage(stage.browser);
      const answer = await page.goto(`${stage.server.url}/nowhere-at-all`);
      assert.equal(answer?.status(), 404);
      await page.getByRole("heading", { level: 1, name: "There is no page at this address" }).waitFor();
      const told = await fetch(`${stage.server.url}/nowhere-at-all`);
      assert.deepEqual([told.status, ((await told.json()) as { code: string }).code], [404, "no_address"]);
      await page.close();
    });
  });
