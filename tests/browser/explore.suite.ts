import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

const heading = (page: Page) => page.locator("main h1:visible").first().innerText();
/** Waits until the control bar says the measure. */
const measured = (page: Page, name: string) =>
  page.locator(`.controls select:has(option[value=fatalities]) option[value=${name}]:checked`).waitFor({ state: "attached" });
/** The table twin as texts: header cells, then each row's. */
const twinOf = (page: Page) =>
  page
    .locator(".explore table")
    .evaluate((table) =>
      [...table.querySelectorAll("tr")].map((row) =>
        [...row.children].map((cell) => cell.querySelector(".number, .gap")?.textContent ?? cell.textContent ?? ""),
      ),
    );

export const explore = (stage: Stage) =>
  describe("explore", { concurrency: 1 }, () => {
    test("controls write the address; the address restores the view; back and forward are exact", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore`);
      await page.waitForURL(/by=quarter,province&from=2025-Q1&to=2025-Q4/);
      await drawn(page);
      const first = page.url();
      await page.getByLabel("Measure").selectOption("injured");
      await page.waitForURL(/measure=injured/);
      await page.getByLabel("Broken down by").focus();
      await page.getByLabel("Broken down by").selectOption("victim");
      await page.waitForURL(/by=quarter,victim/);
      await drawn(page);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SELECT", "the keyboard stays on the control");
      await page.getByLabel("Line", { exact: true }).check();
      await page.waitForURL(/view=line/);
      await drawn(page);
      const last = page.url();
      const title = await heading(page);

      const other = await openPage(stage.browser);
      await visit(other.page, last);
      assert.equal(await heading(other.page), title);
      assert.equal(await other.page.getByLabel("Measure").inputValue(), "injured");
      assert.equal(await other.page.getByLabel("Broken down by").inputValue(), "victim");
      assert.deepEqual(await twinOf(other.page), await twinOf(page));
      await other.page.close();

      for (let step = 0; step < 3; step += 1) await page.goBack();
      await page.waitForURL(first);
      await measured(page, "fatalities");
      for (let step = 0; step < 3; step += 1) await page.goForward();
      await page.waitForURL(last);
      await measured(page, "injured");
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("2024 by quarter and province shows gaps where nothing was printed, never zeros", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter,province&from=2024-Q1&to=2024-Q4`);
      const rows = await twinOf(page);
      const sindh = rows.find(([name]) => name === "Sindh");
      assert.deepEqual(sindh?.slice(1), ["⋯", "⋯", "⋯", "⋯"]);
      const whole = rows.find(([name]) => name === "Pakistan");
      assert.deepEqual(whole?.slice(1), ["432", "380", "722", "1,028"]);
      const live = page.locator("figure [role=status]").first();
      await page.getByRole("application").focus();
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("End");
      assert.match((await live.textContent()) ?? "", /2024-Q4, .*No figure/);
      await page.close();
    });

    // CRSS, 2025-Q1: 8 in Punjab beside 567 in Khyber Pakhtunkhwa, 0 in Azad Jammu and Kashmir; nothing printed of Sindh.
    test("in a ranking a small number has a bar that can be seen, zero and what was not printed have none", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=province&from=2025-Q1&to=2025-Q1`);
      const bars = await page
        .locator(".ranking tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) => [
            row.querySelector("th")?.textContent ?? "",
            row.querySelector(".number, .gap")?.textContent ?? "",
            row.querySelector(".bar span")?.getBoundingClientRect().width ?? null,
          ]),
        );
      const widthOf = (name: string) => bars.find(([first]) => first === name);
      assert.ok(Number(widthOf("Punjab")?.[2]) >= 1, "8 of 567");
      assert.deepEqual(
        [widthOf("Azad Jammu and Kashmir"), widthOf("Sindh")],
        [
          ["Azad Jammu and Kashmir", "0", null],
          ["Sindh", "⋯", null],
        ],
      );
      await page.close();
    });

    // CRSS, 2025-Q3: 901 killed in 329 incidents.
    test("a ratio is told as one: 2.7 killed per incident", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=lethality&by=quarter&from=2023`);
      assert.equal(await heading(page), "The highest known quarter: 2.7 killed per incident in 2025-Q3");
      await page.close();
    });

    test("the table twin has the values of the CSV of the same address, and the file is the API's byte for byte", async () => {
      const { page } = await openPage(stage.browser);
      const query = "dataset=crss&measure=fatalities&by=quarter,province&from=2025-Q1&to=2025-Q3";
      await visit(page, `${stage.server.url}/explore?${query}`);
      await page.getByRole("button", { name: "Take away" }).click();
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^CSV/ }).click()]);
      const file = await readFile(await download.path(), "utf8");
      assert.equal(file, await (await fetch(`${stage.server.url}/api/aggregates.csv?${query}&detail=true`)).text());
      const [head = [], ...rows] = await twinOf(page);
      const lines = file
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","));
      const names: Record<string, string> = {
        "PK-KP": "Khyber Pakhtunkhwa",
        "PK-SD": "Sindh",
        "PK-JK": "Azad Jammu and Kashmir",
        unsplit: "Not split (those with ⋯ together)",
      };
      for (const [quarter, province = "", value] of lines) {
        const name = names[province];
        if (name === undefined) continue;
        const shown = rows.find(([first]) => first === name)?.[head.indexOf(quarter ?? "")];
        assert.equal(shown, value === "" ? "⋯" : Number(value).toLocaleString("en"), `${quarter} ${province}`);
      }
      await page.close();
    });

    test("a filter narrows the answer and can be taken back", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2025-Q1&to=2025-Q3`);
      await page.getByRole("button", { name: "Add filter" }).click();
      await page.getByRole("checkbox", { name: "Khyber Pakhtunkhwa", exact: true }).check();
      await page.waitForURL(/province=PK-KP/);
      await page.locator(".filter.set", { hasText: "Khyber Pakhtunkhwa" }).waitFor();
      await drawn(page);
      assert.deepEqual(
        (await twinOf(page)).slice(1).map((row) => row[1]),
        ["567", "389", "638"],
      );
      await page.getByRole("checkbox", { name: "Khyber Pakhtunkhwa", exact: true }).uncheck();
      await page.waitForURL((url) => !url.search.includes("province"));
      await page.locator(".filter.set").waitFor({ state: "detached" });
      assert.deepEqual(
        (await twinOf(page)).slice(1).map((row) => row[1]),
        ["900", "616", "901"],
      );
      await page.close();
    });

    // PICSS printed Balochistan and Sindh apart; the Global Terrorism Index the country alone.
    test("another dataset is asked the same question, without what it cannot answer", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(
        page,
        `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=year,province&from=2023&to=2024&province=PK-BA,PK-PB&cumulative=false&change=previous`,
      );
      const pick = async (slug: string) => {
        await page.getByLabel("Dataset").selectOption(slug);
        await page.waitForURL((url) => url.searchParams.get("dataset") === slug);
        await page.locator(`.controls option[value=${slug}]:checked`).waitFor({ state: "attached" });
        await drawn(page);
        return Object.fromEntries(new URL(page.url()).searchParams);
      };
      assert.deepEqual(await pick("picss"), {
        dataset: "picss",
        measure: "fatalities",
        by: "year,province",
        province: "PK-BA",
        from: "2023",
        to: "2024",
        change: "previous",
      });
      assert.equal(await page.getByLabel("Broken down by").inputValue(), "province");
      assert.deepEqual(await pick("gti"), { dataset: "gti", measure: "fatalities", by: "year", from: "2023", to: "2024", change: "previous" });
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a table longer than a screen is finished row for row, and is whole in print", async () => {
      const { page } = await openPage(stage.browser);
      const asked = "dataset=crss&measure=fatalities&by=quarter,province&from=2013-Q1&to=2025-Q3";
      const { rows } = (await (await fetch(`${stage.server.url}/api/aggregates?${asked}`)).json()) as { rows: { quarter: string }[] };
      const quarters = [...new Set(rows.map(({ quarter }) => quarter))];
      assert.equal(quarters.length, 51);
      const listed = () => page.locator(".explore tbody tr th").allTextContents();
      await visit(page, `${stage.server.url}/explore?${asked}`);
      await page.locator(".explore tbody tr").nth(50).waitFor();
      assert.deepEqual(await listed(), quarters);
      await page.getByLabel("Measure").selectOption("injured");
      await page.waitForURL(/measure=injured/);
      await drawn(page);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      assert.deepEqual(await listed(), quarters);
      await page.waitForTimeout(200);
      assert.deepEqual(await listed(), quarters, "and nothing twice");
      await page.close();
    });

    test("a slow old answer is never drawn over a newer one", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2025-Q1&to=2025-Q3`);
      const held: (() => void)[] = [];
      let late = Promise.resolve();
      await page.route(/aggregates\?.*measure=injured/, (route) => {
        late = new Promise<void>((resolve) => held.push(resolve)).then(() => route.continue()).catch(() => undefined);
      });
      await page.getByLabel("Measure").selectOption("injured");
      await page.getByLabel("Measure").selectOption("incidents");
      await page.waitForURL((url) => url.search.includes("measure=incidents"));
      await drawn(page);
      assert.equal((await twinOf(page))[3]?.[1], "329");
      for (const release of held) release();
      await late;
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
      assert.equal((await twinOf(page))[3]?.[1], "329");
      await page.close();
    });

    test("an unreadable address and a lost server say what happened; the last view stays", async () => {
      const { page } = await openPage(stage.browser);
      await page.goto(`${stage.server.url}/explore?dataset=crss&measure=deaths`);
      await page.getByText('"deaths" is not a measure').waitFor();
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2025-Q1&to=2025-Q3`);
      await page.route(/\/api\/aggregates/, (route) => route.abort());
      await page.getByLabel("Measure").selectOption("injured");
      await page.getByText("The server could not be reached").waitFor();
      assert.equal((await twinOf(page))[3]?.[1], "901");
      await page.unroute(/\/api\/aggregates/);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.locator("td", { hasText: "599" }).waitFor();
      await page.close();
    });
  });
