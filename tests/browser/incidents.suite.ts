import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

const title = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor();
const days = (page: Page) => page.locator(".incident-table tbody th a").allInnerTexts();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest("label")?.textContent ?? document.activeElement?.textContent ?? "");

/** A dataset of 60 incidents with places, and one whose licence shows aggregates only. */
async function prepare({ server }: Stage): Promise<void> {
  const post = async (path: string, type: string, body: string) => {
    const answer = await fetch(`${server.url}/api/datasets${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.token}`, "content-type": type },
      body,
    });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
  };
  const rows = Array.from(
    { length: 60 },
    (_, at) => `p${at},2024-0${1 + (at % 9)}-11,KP,${at % 2 ? "Bannu,32.99,70.60" : "Tank,32.21,70.38"},${at % 5},${at % 3 ? "IED" : "Ambush"}`,
  );
  for (const [slug, sharing] of [
    ["placed", "rows"],
    ["sealed", "aggregates"],
  ]) {
    await post("", "application/json", JSON.stringify({ slug, title: slug, kind: "incidents", publisher: "Test", sharing }));
    await post(`/${slug}/imports?publish=true`, "text/csv", `incident_id,date,province,place,latitude,longitude,killed,tactic\n${rows.join("\n")}\n`);
  }
}

export const incidents = (stage: Stage) =>
  describe("incidents", { concurrency: 1 }, () => {
    test("search, narrow, open an incident and come back: each step is an address", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/`);
      await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Incidents" }).click();
      await title(page, "18 incidents, 43 people killed, 58 wounded");
      await page.getByRole("textbox", { name: "Search the rows" }).fill("zyzzyva");
      await page.keyboard.press("Enter");
      await title(page, "No row matches");
      await page.getByText("No row holds every word of").waitFor();
      await page.getByRole("textbox", { name: "Search the rows" }).fill("karachi suicide");
      await page.keyboard.press("Enter");
      await title(page, "2 incidents, 7 people killed, 13 wounded");
      await page.getByText("The search also finds 8 reports that are not counted").waitFor();
      assert.deepEqual(await page.locator("mark").allInnerTexts(), ["Karachi", "suicide", "Karachi", "Karachi", "suicide"]);
      const held = await focused(page);
      const box = page.getByRole("checkbox", { name: /^suicide vehicle bomb/ });
      await box.focus();
      await page.keyboard.press("Space");
      await title(page, "1 incident, 3 people killed, 11 wounded");
      assert.notEqual(held, await focused(page));
      assert.match(await focused(page), /^suicide vehicle bomb/, "the keyboard stays on the box");
      const listed = page.url();
      assert.match(listed, /dataset=chinese-nationals&tactic=suicide%20vehicle%20bomb&q=karachi%20suicide$/);
      const href = (await page.getByRole("link", { name: "CSV of this row" }).getAttribute("href")) ?? "";
      const csv = await (await fetch(stage.server.url + href)).text();
      assert.deepEqual(
        csv
          .trimEnd()
          .split("\n")
          .slice(1)
          .map((line) => line.split(",")[0]),
        ["2024-10-06-karachi-airport"],
      );
      assert.match(await page.locator(".incident-table tbody tr").innerText(), /6 October 2024\s+9 reports[\s\S]*\b3\b\s*2–3\s+11\s*8–17/);

      await page.getByRole("link", { name: "6 October 2024" }).click();
      await title(page, "Near Jinnah International Airport, Karachi, 6 October 2024");
      await page.goBack();
      await title(page, "1 incident, 3 people killed, 11 wounded");
      assert.equal(page.url(), listed);
      assert.equal(await focused(page), "6 October 2024", "back at the link that was followed");
      await page.getByRole("link", { name: "Take away the search" }).click();
      await title(page, /^3 incidents/);
      assert.deepEqual(await days(page), ["6 October 2024", "26 March 2024", "14 July 2021"]);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("an incident's page: what is counted, nine reports side by side, what believing another would change", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/incident?dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport&revision=1`);
      assert.deepEqual(await page.locator(".counts .figure").allInnerTexts(), ["3", "11"]);
      assert.match(await page.locator(".counts").innerText(), /Best is 3, the value most reports give/);
      const reports = await page.locator(".report-table tbody tr").allInnerTexts();
      assert.equal(reports.length, 9);
      assert.match(reports[0] ?? "", /7 Oct 2024\s+Dawn\s+chinese-nationals\.csv, line 23\s+3\s+11/);
      assert.match(reports[2] ?? "", /News\.Az[\s\S]*2\s*−1\s+10\s*−1/);
      assert.equal(await page.locator(".report-table td.apart").count(), 11);
      // The file's own columns are quoted, and said to be its own; no heading of the ledger is larger than another.
      await page.getByText("A column named in quotes is one of the file’s own").waitFor();
      assert.deepEqual(await page.locator(".report-table thead q code").allTextContents(), ["fatalities_target", "injured_target"]);
      const sizes = await page.locator(".report-table thead th").evaluateAll((heads) => heads.map((head) => getComputedStyle(head).fontSize));
      assert.equal(new Set(sizes).size, 1, sizes.join());
      const killed = page.locator(".effect-table").first();
      assert.deepEqual(await killed.locator("thead th").allInnerTexts(), ["Believed", "All, 2024-Q4", "Sindh, 2024-Q4", "All, 2024", "Sindh, 2024"]);
      const cells = (await killed.locator("tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
      assert.match(cells[0] ?? "", /As counted: 3 killed 3 3 9 3$/);
      assert.match(cells[1] ?? "", /2 killed 3 reports: News\.Az, MENAFN and moneytreck\.com 2 −1 2 −1 8 −1 2 −1$/);
      // The number of now is proved by the rows it sums.
      await killed.getByRole("link", { name: /^All, 2024: 9/ }).click();
      const panel = page.getByRole("dialog");
      await panel.getByText("13 rows").waitFor();
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "hidden" });
      assert.match(
        await page.locator(".citation").innerText(),
        /revision 1 of .*\/incident\?dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport&revision=1$/,
      );
      await page.getByRole("link", { name: "Claimed by BLA", exact: true }).click();
      await title(page, /^6 incidents/);
      await page.goto(`${stage.server.url}/incident?dataset=chinese-nationals&incident_id=nothing`);
      await page.getByText("has no such incident").waitFor();
      assert.deepEqual(
        complaints.filter((one) => !one.includes("404")),
        [],
      );
      await page.close();
    });

    test("from a number of a chart's table to exactly its rows, and back", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=chinese-nationals&measure=incidents&by=year,province&view=table&from=2024&to=2024`);
      const start = page.url();
      const number = page.locator(".explore tbody td a.number").first();
      const counted = Number(await number.innerText());
      await number.click();
      await page.getByRole("link", { name: "Open these rows under Incidents" }).click();
      await title(page, new RegExp(`^${counted} incidents? in`));
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await page.goBack();
      await page.goBack();
      await drawn(page);
      assert.equal(page.url(), start);
      await page.close();
    });

    test("pages lead there and back, places stand on a map; rows that may not be shown are not, and a lost server leaves the view", async () => {
      await prepare(stage);
      const { page } = await openPage(stage.browser, { width: 360 });
      await visit(page, `${stage.server.url}/incidents?dataset=placed`);
      await page.getByText("Rows 1 to 50 of 60").waitFor();
      const first = await days(page);
      await page.getByRole("link", { name: "Next page" }).click();
      await page.getByText("Rows 51 to 60 of 60").waitFor();
      assert.equal((await days(page)).length, 10);
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Rows, table", "the keyboard is at the rows");
      await page.getByRole("link", { name: "Previous page" }).click();
      await page.getByText("Rows 1 to 50 of 60").waitFor();
      assert.deepEqual(await days(page), first);
      await page.getByRole("link", { name: /^Tank: 30 rows/ }).click();
      await title(page, /^30 incidents/);
      await page.getByRole("button", { name: "Order and filters (1)" }).click();
      await page.getByLabel("Order", { exact: true }).selectOption("Most killed first");
      await page.waitForURL(/sort=-fatalities/);
      await drawn(page);
      await page.route(/\/api\/incidents/, (route) => route.abort());
      await page.getByLabel("Each report").check();
      await page.getByText("The server could not be reached").waitFor();
      await title(page, /^30 incidents/);
      await page.unroute(/\/api\/incidents/);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("The server could not be reached").waitFor({ state: "detached" });
      await page.goto(`${stage.server.url}/incidents?dataset=sealed`);
      await title(page, "The rows of this dataset are not shown");
      await page.goto(`${stage.server.url}/incidents?dataset=crss`);
      await title(page, "This dataset holds published figures, not incidents");
      for (const name of ["Search the rows", "From year", "Order"]) assert.equal(await page.getByLabel(name, { exact: true }).isVisible(), false, name);
      await page.getByLabel("Dataset", { exact: true }).selectOption("chinese-nationals");
      await page.waitForURL(/dataset=chinese-nationals/);
      await page.getByLabel("Search the rows").waitFor();
      await page.close();
    });
  });
