import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";
import { GOOD } from "./upload.suite";
import { chooseFile, createDataset, openUpload, titleIs } from "./wizard";

/** What becomes of an upload that is broken off. */
export const leaving = (stage: Stage) =>
  describe("leaving an upload", { concurrency: 1 }, () => {
    test("reading is cancelled at once; leaving in the middle leaves nothing, whichever way", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "left");
      await openUpload(page, stage, "left");
      const reader = await chooseEndless(page);
      await page
        .getByText(/^Looking through the file: /)
        .first()
        .waitFor();
      await Promise.all([reader.ended, page.getByRole("button", { name: "Cancel" }).click()]);
      await page.locator("progress").first().waitFor({ state: "hidden" });

      const stageGood = async () => {
        await page.getByRole("button", { name: "Send 6 rows" }).click();
        await titleIs(page, /staged/);
      };
      const discarded = () => page.waitForResponse((response) => response.request().method() === "DELETE" && response.status() === 204);
      await chooseFile(page, "good.csv", GOOD);
      await page.getByRole("button", { name: "Review the rows" }).click();
      await stageGood();
      await Promise.all([discarded(), page.goBack()]);
      await titleIs(page, "6 rows read, 6 ready");
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
      await stageGood();
      await page.getByRole("link", { name: "Overview" }).click();
      await page.getByRole("dialog", { name: "Leave without publishing?" }).getByRole("button", { name: "Stay" }).click();
      await titleIs(page, /staged/);
      await page.getByRole("link", { name: "Overview" }).click();
      await Promise.all([discarded(), page.getByRole("button", { name: "Discard and leave" }).click()]);
      await page.waitForURL(`${stage.server.url}/`);

      await openUpload(page, stage, "left");
      const another = await chooseEndless(page);
      await Promise.all([another.ended, page.getByRole("link", { name: "Overview" }).click()]);

      // The tab goes to another site: the page has no time for an answer, and what was staged is gone all the same.
      await openUpload(page, stage, "left");
      await chooseFile(page, "good.csv", GOOD);
      await page.getByRole("button", { name: "Review the rows" }).click();
      const staged = page.waitForResponse((response) => response.request().method() === "POST" && response.url().includes("/imports?"));
      await stageGood();
      const { import: report } = (await (await staged).json()) as { import: { id: number } };
      assert.deepEqual(complaints, []);
      await page.goto("about:blank");
      const headers = { authorization: `Bearer ${stage.server.token}` };
      const state = async () => (await fetch(`${stage.server.url}/api/imports/${report.id}`, { headers })).status;
      for (let tries = 0; tries < 200 && (await state()) !== 404; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(await state(), 404);
      await page.close();
    });

    test("leaving is confirmed once, however slow the next view is; where it cannot be shown, the upload that stays asks again", async () => {
      const { page } = await openPage(stage.browser);
      const asked: string[] = [];
      page.on("dialog", (dialog) => {
        asked.push(dialog.type());
        void dialog.accept();
      });
      const leave = async () => {
        await openUpload(page, stage, "left-once");
        await chooseFile(page, "good.csv", GOOD);
        await page.getByRole("button", { name: "Review the rows" }).click();
        await page.getByRole("button", { name: "Send 6 rows" }).click();
        await titleIs(page, /staged/);
        await page.route("**/api/aggregates?**", (route) => (isAway ? route.abort() : undefined));
        await page.getByRole("link", { name: "Overview" }).click();
        await page.getByRole("button", { name: "Discard and leave" }).click();
      };
      await createDataset(stage, "left-once");
      let isAway = false;
      await Promise.all([page.waitForRequest("**/api/aggregates?**"), leave()]);
      await page.unroute("**/api/aggregates?**");
      await page.reload();
      assert.deepEqual(asked, []);

      isAway = true;
      await leave();
      await page.getByRole("button", { name: "Try again" }).waitFor();
      await titleIs(page, /staged/);
      await page.reload();
      assert.deepEqual(asked, ["beforeunload"]);
      await page.close();
    });

    const click = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).click();
    const ways: { way: string; asked: string; ends: string; leave(page: Page): Promise<unknown> }[] = [
      { way: "Back", asked: "/changes", ends: "DELETE", leave: (page) => page.goBack() },
      { way: "Discard", asked: "/changes", ends: "DELETE", leave: click("Discard") },
      { way: "Publish", asked: "/changes", ends: "POST", leave: click("Publish 6 rows as revision 1") },
      {
        way: "a link of the page",
        asked: "/changes",
        ends: "DELETE",
        async leave(page) {
          await page.getByRole("link", { name: "Overview" }).click();
          await click("Discard and leave")(page);
        },
      },
      { way: "Cancel while the server reads", asked: "", ends: "DELETE", leave: click("Cancel") },
    ];
    for (const [at, { way, asked, ends, leave }] of ways.entries())
      test(`what is asked of an import ends before the import does: ${way}`, async () => {
        const { page, complaints } = await openPage(stage.browser);
        await createDataset(stage, `asked-${at}`);
        await openUpload(page, stage, `asked-${at}`);
        const gone = page.waitForResponse((response) => response.request().method() === ends && /\/imports\/\d+/.test(response.url()));
        const address = new RegExp(`/imports/\\d+${asked}(\\?|$)`);
        const question = page.waitForRequest((request) => request.method() === "GET" && address.test(request.url()));
        // What is asked comes to the server when the import is gone.
        await page.route(address, async (route) => {
          if (route.request().method() === "GET") await gone;
          await route.continue().catch(() => undefined);
        });
        const ended = question.then(
          (one) =>
            new Promise<string>((resolve) => {
              page.on("requestfailed", (request) => request === one && resolve(request.failure()?.errorText ?? "failed"));
              page.on("requestfinished", (request) => request === one && resolve("answered"));
            }),
        );
        await chooseFile(page, "good.csv", GOOD);
        await page.getByRole("button", { name: "Review the rows" }).click();
        await page.getByRole("button", { name: "Send 6 rows" }).click();
        await question;
        await leave(page);
        assert.equal((await gone).ok(), true);
        assert.equal(await ended, "net::ERR_ABORTED");
        assert.deepEqual(complaints, []);
        await page.close();
      });

    test("kept staged, an import is found again on the dataset's page", async () => {
      const { page } = await openPage(stage.browser);
      await createDataset(stage, "kept");
      await visit(page, `${stage.server.url}/datasets/kept/upload`);
      await page.getByLabel("Upload token").fill(stage.server.token);
      await chooseFile(page, "good.csv", GOOD);
      await page.getByRole("button", { name: "Review the rows" }).click();
      await page.getByRole("button", { name: "Send 6 rows" }).click();
      await page.getByRole("button", { name: "Keep staged" }).click();
      await page.getByText("Staged, not published: good.csv, 6 rows").waitFor();
      await page.getByRole("link", { name: "See what it changes, and decide" }).click();
      await titleIs(page, "6 rows staged, not public yet");
      await page.getByRole("button", { name: "Discard" }).click();
      await titleIs(page, "Which file?");
      await visit(page, `${stage.server.url}/datasets/kept`);
      assert.equal(await page.getByText("Staged, not published").count(), 0);
      await page.close();
    });
  });

/** Chooses a file that takes longer to read than anybody waits, made of few bytes that are there many times. */
async function chooseEndless(page: Page): Promise<{ ended: Promise<unknown> }> {
  const [worker] = await Promise.all([
    page.waitForEvent("worker"),
    page.getByLabel("Choose a file").evaluate((input: HTMLInputElement) => {
      const rows = new Blob(Array.from({ length: 20_000 }, (_, at) => `2024-0${(at % 9) + 1}-1${at % 10},Sindh,${at % 7},${at % 3}\n`));
      const files = new DataTransfer();
      files.items.add(new File(["occurred_on,province,fatalities,injured\n", ...Array.from({ length: 2000 }, () => rows)], "endless.csv"));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }),
  ]);
  return { ended: new Promise((resolve) => worker.once("close", resolve)) };
}
