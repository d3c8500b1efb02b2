import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { drawn, openPage, visit } from "../support/browser";
import { parquetOf } from "../support/files";
import { readSvg } from "../support/picture";
import type { Stage } from "./stage";

const VALUES = [432, 380, 722, 1028, 900, 616, 901];
const QUERY = "dataset=crss&measure=fatalities&by=quarter&from=2024-Q1&to=2025-Q4";
const GREEN = [0x0b, 0x6a, 0x66];

async function take(page: Page, role: "button" | "link", name: RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole(role, { name }).click()]);
  return readFile(await download.path());
}

/** The pixels of a PNG at some places, read by the page's own canvas. */
const pixelsAt = (page: Page, png: Buffer, places: [number, number][]) =>
  page.evaluate(
    async ([encoded, at]) => {
      const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context?.drawImage(bitmap, 0, 0);
      return at.map(([x, y]) => [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3));
    },
    [png.toString("base64"), places] as const,
  );

export const takeAway = (stage: Stage) =>
  describe("take away", { concurrency: 1 }, () => {
    test("the files and pictures of a chart hold the values on screen", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?${QUERY}`);
      await page.getByRole("button", { name: "Take away" }).click();
      const csv = (await take(page, "link", /^CSV/)).toString();
      assert.deepEqual(
        csv
          .trimEnd()
          .split("\n")
          .slice(1)
          .map((line) => line.split(",")[1]),
        [...VALUES.map(String), ""],
      );
      const { rows } = await parquetOf(await take(page, "link", /^Parquet/));
      assert.deepEqual(
        rows.map(({ fatalities }) => (fatalities === null ? null : Number(fatalities))),
        [...VALUES, null],
      );
      assert.equal((await take(page, "link", /^Data package/)).subarray(0, 2).toString(), "PK");

      const svg = (await take(page, "button", /^SVG/)).toString();
      const { rects, texts } = readSvg(svg);
      for (const value of VALUES) assert.ok(texts.includes(value.toLocaleString("en")), `${value} is written`);
      assert.ok(texts.some((text) => text.includes("revision=1")));
      const bars = rects.filter(({ fill }) => fill === "#0b6a66");
      assert.equal(bars.length, VALUES.length);
      const unit = Math.max(...bars.map(({ height }) => height)) / 1028;
      bars.forEach(({ height }, at) => {
        assert.ok(Math.abs(height - (VALUES[at] ?? 0) * unit) < 1, `${VALUES[at]} is ${height} high`);
      });

      const png = await take(page, "button", /^PNG/);
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2400, 1350]);
      const inside = bars.map(({ x, y, width }): [number, number] => [Math.round((x + width / 2) * 2), Math.round(y * 2) + 6]);
      const above = bars.map(({ x, y, width }): [number, number] => [Math.round((x + width / 2) * 2), Math.round(y * 2) - 6]);
      const found = await pixelsAt(page, png, [...inside, ...above]);
      found.forEach((colour, at) => {
        if (at < bars.length) assert.deepEqual(colour, GREEN, `bar ${at} reaches its value`);
        else assert.notDeepEqual(colour, GREEN, `bar ${at - bars.length} ends there`);
      });
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("link, citation, BibTeX and embed code are pinned to the revision; the code shows the chart in another page", async () => {
      const { page, complaints } = await openPage(stage.browser);
      // A page whose clipboard is closed shows the text itself.
      await page.addInitScript({
        content: 'Object.defineProperty(navigator, "clipboard", { value: { writeText: async () => { throw new Error("closed"); } } });',
      });
      await visit(page, `${stage.server.url}/explore?${QUERY}&view=line`);
      await page.getByRole("button", { name: "Take away" }).click();
      const told = page.locator(".takeaway .note");
      const copied = async (name: RegExp, pattern: RegExp) => {
        await page.getByRole("button", { name }).click();
        await told.filter({ hasText: pattern }).waitFor();
        return (await told.textContent()) ?? "";
      };
      assert.match(await copied(/^Copy link/, /^http/), /\/explore\?dataset=crss.*&revision=1&view=line$/);
      assert.match(
        await copied(/^Copy citation/, /accessed/),
        /^Centre for Research.*revision 1 of .*\/explore\?.*revision=1&view=line, accessed \d{4}-\d\d-\d\d$/,
      );
      assert.match(await copied(/^Copy BibTeX/, /@misc/), /url = \{http:.*revision=1&view=line\},\s+urldate/);
      const code = await copied(/^Copy embed/, /<iframe/);
      const frame = await stage.browser.newPage({ viewport: { width: 700, height: 560 } });
      const press = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(`<p>Another page</p>${code}`));
      await new Promise<void>((resolve) => press.listen(0, "127.0.0.1", resolve));
      await frame.goto(`http://127.0.0.1:${(press.address() as AddressInfo).port}/`);
      const inner = frame.frameLocator("iframe");
      await inner.locator(".plot.drawn canvas").waitFor();
      assert.match(await inner.locator("h1").innerText(), /1,028 people killed in 2024-Q4/);
      const box = await inner.locator("figure").boundingBox();
      assert.ok(box !== null && box.height > 400 && box.height <= 520, `fills its frame: ${box?.height}`);
      await frame.close();
      await new Promise((resolve) => press.close(resolve));
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("the embedded chart fits a small frame, tells why it shows nothing, and opens rows on the site", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      await page.setViewportSize({ width: 320, height: 260 });
      await page.goto(`${stage.server.url}/embed?dataset=crss&by=quarter,province&from=2025-Q1&to=2025-Q3`);
      await page.locator(".plot.drawn").waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
      await page.locator(".plot").focus();
      await page.keyboard.press("ArrowLeft");
      const [opened] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);
      assert.match(opened.url(), /\/explore\?dataset=crss&.*rows=/);
      await drawn(opened);
      await opened.close();
      // The source is read without scrolling in every frame, of a chart, a map and a ranking.
      for (const height of [200, 260]) {
        await page.setViewportSize({ width: 300, height });
        for (const asked of [
          "by=quarter,province&from=2025-Q1&to=2025-Q3",
          "by=province&from=2025-Q3&to=2025-Q3&view=map",
          "by=province&from=2025-Q2&to=2025-Q2",
        ]) {
          await page.goto(`${stage.server.url}/embed?dataset=crss&measure=fatalities&${asked}`);
          const source = page.locator(".source:visible", { hasText: "Source: Centre for Research and Security Studies" });
          const box = await source.boundingBox();
          assert.ok(box !== null && box.y + box.height <= height, `${asked}, ${height} px high: its source ends at ${box && box.y + box.height}`);
        }
      }
      await page.goto(`${stage.server.url}/embed?dataset=nowhere&by=year`);
      await page.getByRole("alert").filter({ hasText: "nowhere" }).waitFor();
      await page.goto(`${stage.server.url}/embed?dataset=crss&by=province,victim`);
      await page.getByRole("link", { name: "Open its table" }).waitFor();
      await page.close();
    });

    test("an embedded chart is light or dark as its page asks, whatever the screen is; a map is embedded with its numbers and its source", async () => {
      const { page } = await openPage(stage.browser);
      const chart = `${stage.server.url}/embed?dataset=crss&by=quarter&from=2025-Q1&to=2025-Q3`;
      const paper = async (colorScheme: "light" | "dark", theme: string) => {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${chart}${theme}`);
        await page.locator(".plot.drawn").waitFor();
        return page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim());
      };
      const [light, dark] = [await paper("light", ""), await paper("dark", "")];
      assert.notEqual(light, dark);
      assert.deepEqual([await paper("light", "&theme=dark"), await paper("dark", "&theme=light"), await paper("dark", "&theme=auto")], [dark, light, dark]);
      await page.goto(`${chart}&theme=sepia`);
      await page.getByRole("alert").filter({ hasText: '"sepia" is not a theme' }).waitFor();

      await page.goto(`${stage.server.url}/embed?dataset=crss&measure=fatalities&by=province&from=2025-Q3&to=2025-Q3&view=map`);
      const province = page.getByRole("link", { name: "Khyber Pakhtunkhwa: 638" }).first();
      await province.waitFor();
      assert.match(await page.locator(".source").last().innerText(), /Centre for Research and Security Studies/);
      const [there] = await Promise.all([page.waitForEvent("popup"), province.click()]);
      await there.waitForURL((url) => url.pathname === "/explore" && (url.searchParams.get("rows")?.includes("province=PK-KP") ?? false));
      await there.close();

      await page.goto(`${stage.server.url}/embed?dataset=crss&measure=fatalities&by=province&from=2025-Q2&to=2025-Q2`);
      await page.getByRole("link", { name: "Khyber Pakhtunkhwa: 389" }).waitFor();
      assert.equal(await page.locator(".ranking .bar").count(), 6, "of five provinces and of what was not split");
      const beside = (await page.locator(".ranking .slot").allTextContents()).flatMap((marks) => marks.split(" ")).filter(Boolean);
      const explained = (await page.locator(".key-item").allTextContents()).flatMap((words) => /^[a-z](?= )/.exec(words) ?? []);
      assert.ok(beside.length > 0);
      assert.deepEqual(explained.sort(), [...new Set(beside)].sort(), "every letter beside a number is explained, and no other");
      assert.match(await page.locator(".source").innerText(), /Centre for Research and Security Studies/);
      await page.close();
    });

    // CRSS, 2025-Q2: 389, 190, 21, 8, 6; 616 in all, 2 of them not split.
    test("a ranking is taken away as a picture with the numbers of the page", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=province&from=2025-Q2&to=2025-Q2`);
      await page.getByRole("button", { name: "Take away" }).click();
      const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^SVG/ }).click()]);
      const { texts } = readSvg(await readFile(await saved.path(), "utf8"));
      const shown = await page.locator(".ranking tbody .number").allTextContents();
      assert.deepEqual(
        texts.filter((text) => /^[\d,]+$|^⋯$/.test(text)),
        shown,
      );
      assert.deepEqual(shown, ["389", "190", "21", "8", "6", "⋯", "⋯", "2", "616"]);
      await page.close();
    });

    test("a feed is XML that a browser reads", async () => {
      const { page } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/datasets`);
      const titles = await page.evaluate(async () => {
        const text = await (await fetch("/api/feeds/revisions.atom")).text();
        const parsed = new DOMParser().parseFromString(text, "application/xml");
        return parsed.querySelector("parsererror") === null ? [...parsed.querySelectorAll("entry > title")].map(({ textContent }) => textContent) : null;
      });
      assert.ok(titles !== null && titles.length > 0);
      await page.close();
    });
  });
