import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

/** What Chromium's PDF says of itself: the pages, and the images inside. */
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
const imagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Subtype\s*\/Image/g)?.length ?? 0;

export const reports = (stage: Stage) =>
  describe("brief, check and compare", { concurrency: 1 }, () => {
    test("the brief of 2024-Q3 states what CRSS printed, lists what it cannot, and its numbers lead to their proof", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/brief?dataset=crss&period=2024-Q3`);
      assert.equal(await page.locator("h1").innerText(), "Pakistan, July–September 2024");
      const words = (await page.locator(".brief-text").allInnerTexts()).join(" ");
      for (const said of [
        "722 people were killed",
        "90% on the 380",
        "615 people were wounded",
        "328 incidents",
        "nearly 97% of the fatalities",
        "1,527 people were killed, fewer than the 1,533",
      ])
        assert.ok(words.includes(said), `${said}\n${words}`);
      assert.match(await page.locator(".unknown").innerText(), /722 killed in them together/);
      // As printed by October 2024 the nine months exceeded all of 2023: 1,534 on 1,523.
      await page.getByLabel("As printed by").fill("2024-10-05");
      await page.getByRole("link", { name: "at least 1,534" }).waitFor();
      assert.match(page.url(), /as_of=2024-10-05/);
      assert.equal(await page.getByLabel("Period", { exact: true }).inputValue(), "2024-Q3");
      await page.getByRole("link", { name: "722", exact: true }).first().click();
      await page.waitForURL(/\/explore\?dataset=crss/);
      await page.getByRole("cell", { name: /722/ }).first().waitFor();
      await page.goBack();
      await page.getByRole("heading", { name: "Pakistan, July–September 2024" }).waitFor();
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("the brief is taken away as files of the same words, and prints on A4 with its charts as images and its proofs", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/brief?dataset=crss&period=2025-Q3`);
      const file = await fetch(new URL((await page.getByRole("link", { name: "Markdown", exact: true }).getAttribute("href")) ?? "", stage.server.url));
      assert.match(await file.text(), /901 people were killed/);
      // What was not printed apart is derived, and says so as other numbers do.
      assert.equal(await page.locator(".brief-provinces tr").last().locator(".cell").innerText(), "12d");
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".proofs li").first().isVisible(), true);
      assert.equal(await page.locator(".plot").first().isVisible(), false);
      const image = page.locator(".chart-print");
      assert.equal(await image.isVisible(), true);
      // Three times the pixels of its place on the page: 300 dots an inch on A4.
      assert.ok((await image.evaluate((one: HTMLImageElement) => one.naturalWidth)) >= 2100);
      for (const hidden of [".checker", ".takes", ".report-choices"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      assert.ok(pagesOf(pdf) >= 1 && pagesOf(pdf) <= 3, `${pagesOf(pdf)} pages`);
      assert.ok(imagesOf(pdf) >= 1);
      await page.close();
    });

    test("a chart is drawn anew for A4, crisp and whole, and goes back to the screen; a page of hatched gaps stays small", async () => {
      const { page } = await openPage(stage.browser, { dark: true });
      await visit(page, `${stage.server.url}/`);
      const canvas = page.locator(".plot canvas").first();
      const drawn = () => canvas.evaluate((one: HTMLCanvasElement) => [one.width, one.getBoundingClientRect().width]);
      const before = await drawn();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      assert.equal((await drawn())[0], 672 * 3);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper")), "#ffffff");
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      assert.deepEqual(await drawn(), before);
      const overview = await page.pdf({ preferCSSPageSize: true });
      assert.equal(pagesOf(overview), 2, "what happened and its course, then where and to whom");
      await visit(page, `${stage.server.url}/compare`);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      assert.ok(pdf.length < 500_000, `${pdf.length} bytes`);
      await page.close();
    });

    test("a pasted paragraph: each claim is marked with its verdict in words, and told with the nearest value and proof", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/check`);
      await page.getByLabel("A paragraph of the press").fill("722 people were killed in the third quarter of 2024, a 90% surge; incidents surged 90%.");
      await page.keyboard.press("Control+Enter");
      await page.getByText("3 claims: 2 hold, 1 does not hold.").waitFor();
      assert.deepEqual(await page.locator(".claims .verdict").allInnerTexts(), ["✓ Holds", "✓ Holds", "✗ Does not hold"]);
      assert.match(await page.locator(".claims li").last().innerText(), /The ledger’s own: 36\.7%/);
      assert.match(await page.locator(".claims li").first().innerText(), /printed on 1 October 2024/);
      assert.match((await page.locator(".claim").last().textContent()) ?? "", /3: Does not hold/);
      // From the words in the text to the reason, by keyboard.
      await page.locator(".claim").last().focus();
      await page.keyboard.press("Enter");
      assert.match(page.url(), /\/check#/);
      assert.ok(!page.url().includes("722"));
      // Paper has no links: the proof is an address that can be typed.
      await page.emulateMedia({ media: "print" });
      const typed = await page
        .locator(".claim-foot a")
        .last()
        .evaluate((link) => getComputedStyle(link, "::after").content);
      assert.ok(typed.includes(`(${stage.server.url}/explore?dataset=crss&`), typed);
      await page.emulateMedia({ media: "screen" });
      await page.getByLabel("A paragraph of the press").fill("<b>901</b> people were killed in Q3 2025.");
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.getByText("1 claim: 1 holds.").waitFor();
      assert.equal(await page.locator(".checked b").count(), 0);
      await page.getByLabel("A paragraph of the press").fill("");
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.getByText("Paste a paragraph first.").waitFor();
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("attacks of 2024 by publisher: 521, 905, 909 and 1,099, with their spread, what their definitions explain, and the file", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/compare?datasets=pips,picss,crss,gti&measure=incidents&incident_type=attack&by=year&at=2024`);
      assert.equal(await page.locator("h1").innerText(), "Terrorist or militant attacks in 2024 differ twofold, from 521 (PIPS) to 1,099 (GTI)");
      assert.deepEqual(await page.locator(".publisher-dots .figure-cell a").allInnerTexts(), ["1,099", "909", "905", "521"]);
      const row = page.locator(".periods tr.looked-at");
      assert.match(await row.innerText(), /2024\s+521\s+905\s+909\s+1,099\s+521\s+1,099\s+2\.1×/);
      assert.match(await page.locator(".reasons").first().innerText(), /Security operations: counted by PICSS, CRSS; not by PIPS, GTI/);
      const csv = await fetch(new URL((await page.getByRole("link", { name: "CSV" }).getAttribute("href")) ?? "", stage.server.url));
      assert.match(await csv.text(), /2024,521,published,905,published,909,published,1099,published,521,1099,2\.109/);
      // 2023: PIPS printed nothing, and its cell is empty.
      await page.getByRole("link", { name: "2023", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: /in 2023/ }).waitFor();
      assert.match(await page.locator(".explained").innerText(), /PIPS printed no such figure for 2023\. That is not zero/);
      await page.getByLabel("GTI").uncheck();
      await page.waitForURL(/datasets=crss,picss,pips&/);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("the methodology is a link away from every view, and is a page of the server", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/compare`);
      await page.getByRole("link", { name: "What the numbers mean" }).click();
      await page.getByRole("heading", { level: 1, name: "Methodology" }).waitFor();
      await page.getByRole("link", { name: "Changes, shares, records" }).click();
      assert.match(page.url(), /\/methodology#changes$/);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  });
