import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, type Look, noBrowser, openPage, visit } from "../support/browser";
import { readSvg } from "../support/picture";
import { pick, tableOf } from "./exploring";
import { makeStage } from "./stage";
import { chooseFile, createDataset, openUpload, publish, publishText, titleIs } from "./wizard";

const stage = makeStage();
const SCREENS: Look[] = [{ width: 1280 }, { width: 360, dark: true }];

/** Goes to a view as a reader does: by the list of views, which a phone folds. */
async function turnTo(page: Page, view: string): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view, exact: true }).click();
  await page.waitForURL(new RegExp(`/${view.toLowerCase()}`));
  await drawn(page);
}

/** A phone folds the controls of Explore too. */
async function unfoldControls(page: Page): Promise<void> {
  const change = page.getByRole("button", { name: "Change", exact: true });
  if (await change.isVisible()) await change.click();
}

async function save(page: Page, role: "button" | "link", name: RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole(role, { name }).click()]);
  return readFile(await download.path());
}

/** Clicks the mark whose tooltip begins with the words, found as a hand finds it: by moving over the plot. */
async function clickMark(page: Page, words: string): Promise<void> {
  const plot = page.locator(".plot.drawn").first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.locator("canvas").boundingBox();
  assert.ok(box !== null);
  const told = plot.locator(".tip-cell");
  for (let x = 0.98; x > 0; x -= 0.04) {
    // Twice in a row: well inside the mark, not on its edge, where a pointer's fractions of a pixel decide.
    let found = 0;
    for (let y = 0.15; y < 0.95; y += 0.05) {
      const [left, top] = [Math.round(box.x + box.width * x), Math.round(box.y + box.height * y)];
      await page.mouse.move(left, top);
      // A browser tells a page of the pointer once a frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      found = (await told.isVisible()) && (await told.textContent()) === words ? found + 1 : 0;
      if (found === 2) return page.mouse.click(left, top);
    }
  }
  assert.fail(`no mark says ${words}`);
}

const textOf = async (path: string) => (await fetch(stage.server.url + path)).text();

describe("the four jobs, from start to finish", { skip: noBrowser, concurrency: 1 }, () => {
  before(() => stage.open());
  after(() => stage.close());

  // CRSS on 2024: 432 killed in the first quarter, 380 in the second, 722 in the third, in 240 and 328 incidents.
  test("the analyst uploads a quarter, sees what it changes, publishes, opens the brief and checks a sentence", async () => {
    const { page, complaints } = await openPage(stage.browser);
    const head = "period,region,measure,value,published_on\n";
    const early = `${head}2024-Q1,PK,fatalities,432,2024-07-01\n2024-Q2,PK,fatalities,378,2024-07-01\n2024-Q2,PK,incidents,240,2024-07-01\n`;
    await createDataset(stage, "analyst", "figures");
    await publishText(stage, "analyst", early, "replace", "second-quarter.csv");

    await openUpload(page, stage, "analyst");
    const rows = "2024-Q2,PK,fatalities,380,2024-10-01\n2024-Q3,PK,fatalities,722,2024-10-01\n2024-Q3,PK,incidents,328,2024-10-01\n";
    await chooseFile(page, "third-quarter.csv", head + rows);
    await page.getByRole("button", { name: "Review the rows" }).click();
    await titleIs(page, "3 rows read, 3 ready");
    await page.getByLabel("Adds", { exact: true }).check();
    await page.getByRole("button", { name: "Send 3 rows" }).click();
    await titleIs(page, "3 rows staged, not public yet");
    await page.locator(".difference tbody tr").first().waitFor();
    const changes = (await page.locator(".difference tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " ")).join("\n");
    assert.match(changes, /2024-Q2 .*378 380 \+2/);
    assert.match(changes, /2024-Q3 .*722 new/);
    assert.doesNotMatch(await textOf("/api/aggregates.csv?dataset=analyst&by=quarter"), /722/, "nothing is public before it is published");
    await publish(page, 3, 2);

    await turnTo(page, "Brief");
    await pick(page, "Dataset", "analyst", /dataset=analyst/);
    await page.getByRole("heading", { level: 1, name: "July–September 2024" }).waitFor();
    const written = (await page.locator(".brief-text").allInnerTexts()).join(" ");
    for (const said of ["722 people were killed", "90% on the 380", "328 incidents"]) assert.ok(written.includes(said), `${said}\n${written}`);
    await page
      .getByLabel("A paragraph of the press")
      .fill("722 people were killed in the third quarter of 2024, up 90% on the quarter before, in 330 incidents.");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.locator(".claims li").nth(2).waitFor();
    assert.deepEqual(await page.locator(".claims .verdict").allInnerTexts(), ["✓ Holds", "✓ Holds", "✗ Does not hold"]);
    assert.match(await page.locator(".claims li").last().innerText(), /The ledger’s own: 328/);
    await page.locator(".claims li").first().getByRole("link", { name: "Proof" }).click();
    await page.waitForURL(/\/explore\?dataset=analyst/);
    await page.getByRole("cell", { name: /722/ }).first().waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  for (const screen of SCREENS) {
    const on = `${screen.width} px`;

    test(`the journalist has the figure, its base, its rows, a picture, and a link that keeps its number: ${on}`, async () => {
      const { page, complaints } = await openPage(stage.browser, screen);
      await page.addInitScript({
        content: 'Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { document.body.dataset.copied = text; } } });',
      });
      await visit(page, stage.server.url);
      const killed = page.locator(".headline-figure").first();
      assert.equal(await killed.locator(".figure a").innerText(), "901");
      assert.match((await killed.locator(".changes li").first().innerText()).replace(/\s+/g, " "), /\+285 over 46% on 2025-Q2, from 616/);
      await killed.locator(".figure a").click();
      const panel = page.getByRole("dialog");
      const lines = (await readFile(`${import.meta.dirname}/../../data/crss.csv`, "utf8")).split("\n");
      const line = lines.findIndex((text) => text.startsWith("2025-Q3,PK,,,fatalities,901,")) + 1;
      await panel.getByText(`crss.csv, line ${line}`, { exact: true }).waitFor();
      await panel.getByRole("button", { name: "Close" }).click();
      await panel.waitFor({ state: "hidden" });

      await page.getByRole("button", { name: "Take away" }).click();
      const png = await save(page, "button", /^PNG/);
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2400, 1350]);
      const { texts } = readSvg((await save(page, "button", /^SVG/)).toString());
      assert.ok(texts.includes("901") && texts.some((text) => text.includes("Centre for Research and Security Studies")), texts.join("\n"));
      await page.getByRole("button", { name: /^Copy link/ }).click();
      await page.getByText("Link copied.").waitFor();
      const link = await page.evaluate(() => document.body.dataset.copied ?? "");
      assert.match(link, /&revision=\d+/);

      const printed = "period,region,measure,value,scope,published_on\n2025-Q3,PK,fatalities,950,terrorism and counter-terrorism,2025-12-01\n";
      await publishText(stage, "crss", printed, "append", "later.csv");
      const year = async (address: string) => {
        await visit(page, address);
        return (await tableOf(page)).find((row) => row.startsWith("2025")) ?? "";
      };
      assert.match(await year(link), /^2025 900 616 901/);
      assert.match(await year(link.replace(/&revision=\d+/, "")), /^2025 900 616 950/);
      const answer = await fetch(`${stage.server.url}/api/datasets/crss/revisions/1/restore`, {
        method: "POST",
        headers: { authorization: `Bearer ${stage.server.token}` },
      });
      assert.ok(answer.ok, `restored: ${answer.status}`);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test(`the desk officer follows attacks on Chinese nationals over years, to the rows and exactly back: ${on}`, async () => {
      const { page, complaints } = await openPage(stage.browser, screen);
      await visit(page, stage.server.url);
      await turnTo(page, "Explore");
      await unfoldControls(page);
      await pick(page, "Dataset", "chinese-nationals", /dataset=chinese-nationals/);
      await pick(page, "Measure", "incidents", /measure=incidents/);
      await pick(page, "Every", "year", /by=year/);
      await pick(page, "From", "2021", /from=2021/);
      await pick(page, "To", "2024", /to=2024/);
      await pick(page, "Broken down by", "province", /by=year,province/);
      // Of data/chinese-nationals.csv: nine reports of 6 October 2024 are one incident.
      assert.deepEqual(await tableOf(page), [
        "Incidents 2021 2022 2023 2024",
        "Sindh 1 2 ⋯ 2",
        "Balochistan 1 ⋯ 1 1",
        "Khyber Pakhtunkhwa 1 ⋯ ⋯ 1",
        "All 3 2 1 4",
      ]);
      await pick(page, "Broken down by", "claimed_by", /by=year,claimed_by/);
      const [address, title, table] = [page.url(), await page.locator("main h1:visible").first().innerText(), await tableOf(page)];
      assert.deepEqual(table, ["Incidents 2021 2022 2023 2024", "BLA 1 1 ⋯ 1", "BLA Majeed Brigade ⋯ ⋯ 1 ⋯", "Not stated 2 1 ⋯ 3", "All 3 2 1 4"]);

      await clickMark(page, "2024, BLA");
      const panel = page.getByRole("dialog");
      await panel.getByRole("heading", { name: "Incidents, Pakistan, BLA, 2024" }).waitFor();
      await panel.getByRole("heading", { name: "4 rows" }).waitFor();
      await panel.getByText("chinese-nationals.csv, line 25", { exact: true }).waitFor();
      assert.match(page.url(), /rows=/);
      await page.goBack();
      await panel.waitFor({ state: "hidden" });
      assert.deepEqual([page.url(), await page.locator("main h1:visible").first().innerText(), await tableOf(page)], [address, title, table]);

      const other = await openPage(stage.browser, screen);
      await visit(other.page, address);
      assert.deepEqual(await tableOf(other.page), table, "the address restores the view");
      assert.deepEqual([...complaints, ...other.complaints], []);
      await other.page.close();
      await page.close();
    });
  }

  test("the researcher has the same table before and after a revision, and is told what changed", async () => {
    const { page, complaints } = await openPage(stage.browser);
    const head = "incident_id,occurred_on,province,fatalities,injured\n";
    await createDataset(stage, "weekly");
    await publishText(stage, "weekly", `${head}A,2024-01-10,Sindh,10,1\nB,2024-05-10,KP,20,2\n`, "replace", "monday.csv");
    const query = "dataset=weekly&measure=fatalities,incidents&by=quarter,province";
    const [view, api] = [`${stage.server.url}/explore?${query}&view=table`, `/api/aggregates.csv?${query}`];
    await visit(page, view);
    await page.getByRole("button", { name: "Take away" }).click();
    const first = (await save(page, "link", /^CSV/)).toString();
    assert.equal(first, await textOf(api));
    assert.match(first, /2024-Q1,PK-SD,10,1\b/);

    await publishText(stage, "weekly", `${head}A,2024-01-10,Sindh,13,1\nC,2024-05-11,Balochistan,5,\n`, "update", "next-monday.csv");
    await visit(page, view);
    await page.getByRole("button", { name: "Take away" }).click();
    const second = (await save(page, "link", /^CSV/)).toString();
    assert.equal(second, await textOf(api));
    assert.match(second, /2024-Q1,PK-SD,13,1\b/);
    assert.equal(await textOf(`${api}&revision=1`), first, "the earlier table stays at its own address");

    const feed = await page.getByRole("link", { name: /^Feed/ }).getAttribute("href");
    assert.match(await textOf(feed ?? ""), /2024-Q1, Sindh: killed 10 → 13 \(\+3\)/);
    await turnTo(page, "Datasets");
    await page.getByRole("link", { name: "Attacks: weekly" }).first().click();
    await page.getByRole("button", { name: "What changed: revision 2" }).click();
    await page.locator(".difference tbody tr").first().waitFor();
    const told = await page.locator(".difference tbody tr").evaluateAll((all) =>
      all.map((row) =>
        [...row.children]
          .map((cell) => cell.textContent)
          .filter(Boolean)
          .join(" "),
      ),
    );
    assert.deepEqual(told, ["2024-Q1 Sindh 10 13 +3 1", "2024-Q2 Balochistan ⋯ 5 new ⋯ 1 new"]);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
