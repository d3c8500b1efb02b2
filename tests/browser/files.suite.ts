import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { workbook } from "../ingest/writing";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";
import { chooseFile, createDataset, findsNothingGrave, openUpload, publish, titleIs } from "./wizard";

const ODD =
  "Datum;Gebiet;Getötet;Verletzt;Anmerkung\n03/04/2024;Khyber Pakhtunkhwa;3;1;Café\n05/06/2024;Kabool;2;0;\n07/08/2024;Kabool;4;0;\n09/10/2024;Atlantis;1;2;\n";

/** Files as they come: of a known format, of none, and broken. */
export const files = (stage: Stage) =>
  describe("files of the field", { concurrency: 1 }, () => {
    test("an ACLED file is recognised; its foreign row is left out and its repeat counted once", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "acled-like");
      await visit(page, `${stage.server.url}/datasets/acled-like/upload`);
      await page.getByLabel("Upload token").fill(stage.server.token);
      await chooseFile(page, "acled.csv.gz", gzipSync(await readFile("tests/fixtures/formats/acled.csv")));
      await titleIs(page, /^Read as an ACLED file/);
      assert.equal(await page.getByLabel("Read event_date as").inputValue(), "occurred_on");
      assert.equal(await page.getByLabel("Read actor1 as").inputValue(), "", "actor1 says neither who did it nor who claimed it");
      await page.getByRole("button", { name: "Review the rows" }).click();
      await titleIs(page, "6 rows read, 5 ready");
      await page.getByRole("button", { name: "Send 5 rows" }).click();
      await page.getByText("The rows add up to 4 incidents and 68 killed.").waitFor();
      await publish(page, 5, 1);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a semicolon file in Latin-1 of no known format: columns, dates and spellings are asked, the answers remembered", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "odd-file");
      await visit(page, `${stage.server.url}/datasets/odd-file/upload`);
      await page.getByLabel("Upload token").fill(stage.server.token);
      await chooseFile(page, "odd.csv", Buffer.from(ODD, "latin1"));
      await titleIs(page, "Something is missing before the rows can be read");
      await page.getByText("Windows-1252, semicolon, header on line 1").waitFor();
      await page.getByText("No column says where.").waitFor();
      assert.ok(await page.getByRole("button", { name: "Review the rows" }).isDisabled());
      // The suggestion says why; the rest is chosen by hand, and the keyboard stays on the choice.
      await page.getByText(/"Datum" looks like a date \(4 of 4 values are\)/).waitFor();
      await page.getByRole("button", { name: "Read as day it happened or began" }).click();
      await page.getByLabel("Read Gebiet as").selectOption("province");
      await page.getByLabel("Read Getötet as").selectOption("fatalities");
      await page.getByLabel("Read Verletzt as").focus();
      await page.getByLabel("Read Verletzt as").selectOption("injured");
      await titleIs(page, "One question before the rows can be read");
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Read Verletzt as");
      await page.getByText("Month first: 4 March 2024").waitFor();
      await findsNothingGrave(page, "map");
      await page.getByLabel("Day first: 3 April 2024").check();
      await page.getByLabel("Kabool is").selectOption("PK-KP");
      await page.getByText("4 rows read, 3 ready, 1 kept out.").waitFor();
      await page.getByRole("button", { name: "Review the rows" }).click();
      await titleIs(page, "4 rows read, 3 ready, 1 needs a decision");
      await findsNothingGrave(page, "review");
      await page.getByLabel("Publish without the row").check();
      await page.getByRole("button", { name: "Send 3 rows" }).click();
      await publish(page, 3, 1);
      const answer = await fetch(`${stage.server.url}/api/aggregates?dataset=odd-file&measure=fatalities,injured&by=province`);
      const { rows } = (await answer.json()) as { rows: { province: string; fatalities: number | null }[] };
      assert.equal(rows.find(({ province }) => province === "PK-KP")?.fatalities, 9);

      await visit(page, `${stage.server.url}/datasets/odd-file/upload`);
      await chooseFile(page, "odd-2.csv", Buffer.from(ODD.replace("09/10/2024;Atlantis", "29/10/2024;Sindh"), "latin1"));
      await titleIs(page, "Read as a plain table: 4 of 5 columns understood");
      await page.getByText("4 rows read, 4 ready.").waitFor();
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a broken file names line, column, value and remedy of each fault; what is no table is refused where it is picked", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/datasets/chinese-nationals/upload`);
      await chooseFile(page, "scan.csv", Buffer.from("%PDF-1.7 not a table"));
      await page.getByText("The file is a PDF document").waitFor();
      await chooseFile(page, "faults.csv", await readFile("tests/fixtures/formats/faults.csv"));
      await page.getByRole("button", { name: "Review the rows" }).click();
      await titleIs(page, /^20 rows read, none can be used$/);
      const lines = await page.locator(".issue-group td.line").evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));
      assert.deepEqual(
        lines.toSorted((a, b) => a - b),
        Array.from({ length: 20 }, (_, index) => index + 2),
      );
      assert.match(
        await page.locator("#error-impossible_date").innerText(),
        /No such day\s+1 cell\s+There is no day 30[\s\S]*Line\s+date[\s\S]*2\s+No such day:\s+2024-02-30\s+KP/,
      );
      assert.ok(await page.getByRole("button", { name: "Nothing to send" }).isDisabled());
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a workbook asks which sheet, overlapping classes ask which one, and the answer is read at once", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "asked");
      await openUpload(page, stage, "asked");
      const head = ["date", "province", "killed"];
      const sheets = [
        { name: "Licence", rows: [["For research only."]] },
        { name: "2024", rows: [head, ["2024-01-05", "Sindh", 5], ["2024-02-05", "Punjab", 0], ["2024-03-05", "KP", 7]] },
        { name: "2025", rows: [head, ["2025-01-05", "Sindh", 1], ["2025-02-05", "Balochistan", 2]] },
      ];
      await chooseFile(page, "attacks.xlsx", Buffer.from(workbook(sheets)));
      await titleIs(page, /^Read as a plain table/);
      assert.ok(await page.getByLabel("2024", { exact: true }).isChecked());
      await page.getByLabel("2025", { exact: true }).check();
      await page.getByText("2 rows read, 2 ready.").waitFor();
      await page.getByText("Excel workbook, sheet 2025, header on line 1").waitFor();
      await findsNothingGrave(page, "sheets");

      await page.getByRole("button", { name: "1 Pick" }).click();
      await chooseFile(page, "hapi.csv", await readFile("tests/fixtures/formats/hapi-national.csv"));
      await titleIs(page, /^Read as an HDX HAPI file/);
      await page.getByText("6 rows read, 2 ready, 4 outside the scope.").waitFor();
      // Long lists of columns nobody reads are folded; they can be opened and read.
      await page.getByText(/^11 columns not read: has_hrp, in_gho/).click();
      assert.ok(await page.getByLabel("Read has_hrp as").isVisible());
      await page.getByLabel(/^Violence against civilians/).check();
      await page.getByText("6 rows read, 1 ready, 5 outside the scope.").waitFor();
      await page.getByRole("button", { name: "Review the rows" }).click();
      await page.getByRole("button", { name: "Send 1 row" }).click();
      await page.getByText("The rows add up to 12 incidents and 12 killed.").waitFor();
      // What was chosen by hand is not lost by a slip: the link asks first.
      await page.getByRole("link", { name: "Explore" }).click();
      await page.getByRole("button", { name: "Keep it staged and leave" }).click();
      await page.waitForURL(/\/explore/);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("columns without a name of their own are told apart by their place, and the choice is used again", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "unnamed");
      await openUpload(page, stage, "unnamed");
      const text = (day: string) => `date,province,killed,killed,,notes\n${day},Sindh,3,30,7,a\n${day},KP,4,40,several,b\n`;
      await chooseFile(page, "twice.csv", text("2024-01-05"));
      await titleIs(page, "Something is to be settled before the rows can be read");
      await page.getByText("Choose below which of the columns is read").waitFor();
      await page.getByLabel("Read killed, column 4 as").selectOption("");
      await titleIs(page, "Read as a plain table: 4 of 6 columns understood");
      await page.getByLabel("Read column 5, no name as").selectOption("injured");
      await page.getByText("2 rows read, 1 ready, 1 kept out.").waitFor();
      await page.getByRole("button", { name: "Review the rows" }).click();
      assert.match((await page.locator("#error-bad_count tbody tr").innerText()).replace(/\s+/g, " "), /^3 2024-01-05 KP 4 40 Not a count: several b$/);
      await page.getByLabel("Publish without the row").check();
      await page.getByRole("button", { name: "Send 1 row" }).click();
      await page.getByText("The rows add up to 1 incident, 3 killed and 7 wounded.").waitFor();
      await publish(page, 1, 1);

      await openUpload(page, stage, "unnamed");
      await chooseFile(page, "twice-again.csv", text("2024-02-05"));
      await page.getByText(/^Read as the dataset’s last file: 2 columns\./).waitFor();
      assert.equal(await page.getByLabel("Read column 5, no name as").inputValue(), "injured");
      await page.getByRole("button", { name: "Read it afresh" }).click();
      await titleIs(page, "Something is to be settled before the rows can be read");
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("figures: a period said once, a printed total that differs from its parts, a year that was a part; wide and long", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await createDataset(stage, "printed", "figures");
      await openUpload(page, stage, "printed");
      await chooseFile(page, "crss-regions.csv", await readFile("tests/fixtures/formats/crss-regions.csv"));
      await titleIs(page, "Something is missing before the rows can be read");
      await page.getByLabel("One period for the whole file").fill("2015-Q3");
      await page.keyboard.press("Enter");
      await page.getByLabel("Printed on, where the file does not say").fill("2015-10-01");
      await page.getByText("8 rows read, 8 ready.").waitFor();
      await page.getByRole("button", { name: "Review the rows" }).click();
      const differs = await page.locator("#warning-total_differs").innerText();
      assert.match(
        differs,
        /7 regions add up to 1,210 killed, the total is printed as 1,208: 2 too many\.[\s\S]*9\s+Total\s+A printed total[^:]*:\s+1208\s+404/,
      );
      await page.getByRole("button", { name: "Send 8 rows" }).click();
      await page.locator(".headlines li", { hasText: "Killed, 2015" }).getByText("at least 1,210").waitFor();
      await publish(page, 8, 1);

      await openUpload(page, stage, "printed");
      const long = "period,region,measure,value,published_on\n2015,PK,fatalities,4612,2016-01-10\n2015-Q3,PK-SD,fatalities,281,2016-01-10\n";
      await chooseFile(page, "later.csv", long);
      await titleIs(page, /^Read as a plain table: 5 of 5/);
      await page.getByRole("button", { name: "Review the rows" }).click();
      assert.ok(await page.getByLabel("Adds", { exact: true }).isChecked(), "a later printing is added to the earlier ones");
      await page.getByRole("button", { name: "Send 2 rows" }).click();
      const changed = page.locator(".headlines .changed").first();
      assert.match(await changed.innerText(), /^2015 killed at least 1,210 → 4,612\.\s+now the whole year$/);
      await page.getByText("2015-Q3").first().waitFor();
      assert.match((await page.locator(".difference tbody tr", { hasText: "Sindh" }).innerText()).replace(/\s+/g, " "), /2015-Q3 Sindh 280 281 \+1/);
      await publish(page, 2, 2);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  });
