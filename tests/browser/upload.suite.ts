import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, openPage, visit } from "../support/browser";
import type { Stage } from "./stage";
import { chooseFile, createDataset, findsNothingGrave, openUpload, publish, publishText, titleIs, totalsOf } from "./wizard";

const HEADER = "occurred_on,province,fatalities,injured\n";
export const GOOD = `${HEADER}2025-01-10,Khyber Pakhtunkhwa,30,4\n2025-02-11,Balochistan,20,1\n2025-03-12,Sindh,10,\n2025-04-10,KPK,33,2\n2025-05-11,Baluchistan,22,1\n2025-06-12,Sindh,11,3\n`;
const MORE = `${HEADER}2025-06-20,Sindh,40,\n2025-06-21,Atlantis,5,\n`;

/** Fails when the page asks anything about imports; ends with what was asked. */
function watchImports(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/imports") && asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return asked;
}

export const upload = (stage: Stage) =>
  describe("upload", { concurrency: 1 }, () => {
    test("a new dataset, a file of three provinces and two quarters, review, publish, chart; then more rows change the chart", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/datasets`);
      await page.getByText("Create a dataset").click();
      await page.getByLabel("Title").fill("Attacks of a test");
      assert.equal(await page.getByLabel("Short name").inputValue(), "attacks-of-a-test");
      await page.getByLabel("Publisher").fill("A test");
      await page.getByLabel("Licence").fill("CC0");
      await page.getByLabel("Upload token").fill(stage.server.token);
      await page.getByRole("button", { name: "Create dataset" }).click();
      await page.waitForURL(/\/datasets\/attacks-of-a-test\/upload$/);

      const asked = watchImports(page);
      await chooseFile(page, "good.csv", GOOD);
      await titleIs(page, "Read as a plain table: 4 of 4 columns understood");
      await page.getByRole("button", { name: "Review the rows" }).click();
      await titleIs(page, "6 rows read, 6 ready");
      assert.deepEqual(asked, [], "nothing is sent before somebody says so");
      await page.getByRole("button", { name: "Send 6 rows" }).click();
      await titleIs(page, "6 rows staged, not public yet");
      await page.locator("summary", { hasText: "2025" }).getByText("17 figures, 17 new").waitFor();
      const before = await fetch(`${stage.server.url}/api/aggregates?dataset=attacks-of-a-test&measure=fatalities`);
      assert.equal(before.status, 404, "nothing is public before it is published");
      await publish(page, 6, 1);
      await page.getByRole("link", { name: "See it in Explore" }).click();
      await page.waitForURL(/explore/);
      await drawn(page);
      assert.deepEqual(await totalsOf(page), ["60", "66"]);

      await visit(page, `${stage.server.url}/datasets/attacks-of-a-test/upload`);
      await chooseFile(page, "more.csv", MORE);
      await page.getByRole("button", { name: "Review the rows" }).click();
      await titleIs(page, "2 rows read, 1 ready, 1 needs a decision");
      const fault = page.locator(".issue-group").first();
      assert.match(await fault.innerText(), /Error[\s\S]*province[\s\S]*Atlantis/);
      assert.match(await fault.locator("tbody tr").first().innerText(), /^3\s+2025-06-21\s+Not a province we know:\s+Atlantis\s+5/);
      // The reason is told with the cell.
      const marked = fault.locator("td .marked");
      assert.match((await page.locator(`#${await marked.getAttribute("aria-describedby")}`).textContent()) ?? "", /"Atlantis" is not a known province/);
      const [kept] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Download the row kept out/ }).click()]);
      assert.match(await readFile(await kept.path(), "utf8"), /^line,codes,reasons,occurred_on.*\r\n3,unknown_province,.*,2025-06-21,Atlantis,5,\r\n$/s);
      await page.getByLabel("Adds", { exact: true }).check();
      await page.getByRole("button", { name: "Send 1 row" }).click();
      await page.getByText("Decide first").waitFor();
      await page.getByLabel("Wait until every row is right").check();
      assert.ok(await page.getByRole("button", { name: "Waiting for the corrected file" }).isDisabled());
      await page.getByLabel("Publish without the row").check();
      await page.getByRole("button", { name: "Send 1 row" }).click();
      // The figure that was public is a tinted sentence, with its difference.
      await page.locator(".headlines .changed").first().waitFor();
      await findsNothingGrave(page, "publish");
      assert.match(await page.locator(".headlines .changed").first().innerText(), /2025 killed 126 → 166\.\s+\+40/);
      const row = page.locator(".difference tbody tr").first();
      assert.match((await row.innerText()).replace(/\s+/g, " "), /2025-Q2 Sindh 11 51 \+40/);
      await publish(page, 1, 2);
      await page.getByRole("link", { name: "See it in Explore" }).click();
      await page.waitForURL(/explore/);
      await drawn(page);
      assert.deepEqual(await totalsOf(page), ["60", "106"]);
      await page.locator("tr", { hasText: "Sindh" }).locator("a.number").last().click();
      await page.getByRole("dialog").getByText("more.csv, line 2").waitFor();
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("what only the server knows is told as any fault, and the rest can be sent all the same", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "known");
      await publishText(stage, "known", "incident_id,occurred_on,province,fatalities\nA,2024-01-10,Sindh,10\n", "replace", "first.csv");
      await openUpload(page, stage, "known");
      await chooseFile(page, "second.csv", "incident_id,occurred_on,province,fatalities\nA,2024-01-10,Sindh,12\nB,2024-05-10,KP,20\n");
      await page.getByRole("button", { name: "Review the rows" }).click();
      await page.getByLabel("Adds", { exact: true }).check();
      await page.getByRole("button", { name: "Send 2 rows" }).click();
      await titleIs(page, "Refused: 1 fault");
      assert.match(
        (await page.locator("#error-incident_exists tbody tr").first().innerText()).replace(/\s+/g, " "),
        /^2 Already in the dataset: A 2024-01-10 Sindh 12$/,
      );
      await page.getByRole("button", { name: "Send again without the row" }).click();
      await titleIs(page, "1 row staged, not public yet");
      await page.goBack();
      await page.getByLabel("Updates", { exact: true }).check();
      await page.getByRole("button", { name: "Send 2 rows" }).click();
      await titleIs(page, "2 rows staged, not public yet");
      const update = (await page.locator(".tally-line").last().innerText()).replace(/\s+/g, " ");
      assert.equal(update, "New incidents 1 Changed 1 Unchanged 0 Withdrawn 0");
      await publish(page, 2, 2);
      // A refused upload is an answer of 422, which the console of a browser notes.
      assert.ok(complaints.every((complaint) => complaint.includes("422")));
      await page.close();
    });

    test("what somebody else publishes meanwhile is shown before it is published over", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "meanwhile");
      await publishText(stage, "meanwhile", `${HEADER}2025-01-10,Sindh,10,\n`, "replace", "first.csv");
      await openUpload(page, stage, "meanwhile");
      await chooseFile(page, "mine.csv", `${HEADER}2025-01-10,Sindh,12,\n`);
      await page.getByRole("button", { name: "Review the rows" }).click();
      await page.getByRole("button", { name: "Send 1 row" }).click();
      const row = () => page.locator(".difference tbody tr").first();
      await row().getByText("+2").waitFor();
      await publishText(stage, "meanwhile", `${HEADER}2025-01-10,Sindh,11,\n`, "replace", "theirs.csv");
      await page.getByRole("button", { name: "Publish 1 row as revision 2", exact: true }).click();
      await page.getByRole("alert").getByText("Another revision was published meanwhile, so nothing was published yet.").waitFor();
      await row().getByText("+1").waitFor();
      assert.match((await row().innerText()).replace(/\s+/g, " "), /2025-Q1 Sindh 11 12 \+1/);
      await page.getByText("until you publish it as revision 3").waitFor();
      await page.getByText("Revision 2 stays readable").waitFor();
      await publish(page, 1, 3);
      assert.ok(complaints.every((complaint) => complaint.includes("409")));
      await page.close();
    });

    test("without a good token nothing is sent, and the page says why", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/datasets/chinese-nationals/upload`);
      const asked = watchImports(page);
      await chooseFile(page, "good.csv", GOOD);
      await page.getByRole("button", { name: "Review the rows" }).click();
      await page.getByLabel("Upload token").fill("not-the-token");
      await page.getByRole("button", { name: "Send 6 rows" }).click();
      await page.getByText("The token was not accepted").waitFor();
      assert.deepEqual(asked, []);
      await page.close();
    });

    test("the whole way can be gone by keyboard alone", async () => {
      const { page } = await openPage(stage.browser);
      await createDataset(stage, "by-keyboard");
      await visit(page, `${stage.server.url}/datasets/by-keyboard/upload`);
      /** Tabs until the element in focus has the name; a hundred steps are a trap. */
      const tabTo = async (name: string | RegExp) => {
        for (let press = 0; press < 100; press += 1) {
          const at = await page.evaluate(() => {
            const element = document.activeElement;
            if (!element?.matches("a, button, input, select, summary")) return "";
            const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
            return element.getAttribute("aria-label") ?? label ?? element.textContent ?? "";
          });
          if (typeof name === "string" ? at.includes(name) : name.test(at)) return;
          await page.keyboard.press("Tab");
        }
        assert.fail(`Tab never reaches ${name}`);
      };
      const atTitle = () => page.evaluate(() => document.activeElement?.tagName);
      // Waited for before the way to it: on a busy machine the key could come before word that the chooser is to be handed over.
      const chooser = page.waitForEvent("filechooser");
      await tabTo("Choose a file");
      await page.keyboard.press("Space");
      await (await chooser).setFiles({
        name: "good.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(`${GOOD}2025-07-01,Baloch Belt,1,\n2025-07-02,Sindh,several,\n`),
      });
      await titleIs(page, /^Read as/);
      assert.equal(await atTitle(), "H1", "a new step begins at its title");
      await tabTo("Baloch Belt is");
      await page.keyboard.type("Bal");
      await page.getByRole("status").getByText("8 rows read, 7 ready, 1 kept out.").waitFor();
      await tabTo("Review the rows");
      await page.keyboard.press("Enter");
      await titleIs(page, "8 rows read, 7 ready, 1 needs a decision");
      assert.equal(await atTitle(), "H1");
      await tabTo("Publish without the row");
      await page.keyboard.press("Space");
      await tabTo("Upload token");
      await page.keyboard.type(stage.server.token);
      // A folded group opens and shuts by its heading.
      await tabTo(/^Error/);
      const group = page.locator(".issue-group.error");
      await page.keyboard.press("Enter");
      assert.equal(await group.getAttribute("open"), null);
      await page.keyboard.press("Enter");
      assert.notEqual(await group.getAttribute("open"), null);
      await tabTo("Send 7 rows");
      await page.keyboard.press("Enter");
      await titleIs(page, /staged/);
      assert.equal(await atTitle(), "H1");
      await page
        .getByRole("status")
        .getByText(/figures differ\.$/)
        .waitFor();
      await tabTo(/^Publish 7 rows as revision 1$/);
      await page.keyboard.press("Enter");
      await titleIs(page, "Published as revision 1");
      assert.equal(await atTitle(), "H1");
      await page.close();
    });
  });
