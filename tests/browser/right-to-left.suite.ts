import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";
import { faultsOfDots, faultsOfMap, faultsOfPicture, inkOf, numbersTurned, turnedInPicture } from "./turned";
import { createDataset, publishText } from "./wizard";

const RANKED = "dataset=crss&measure=fatalities&by=province&from=2023&to=2023";
const PICTURES = [
  ["a map", `${RANKED}&view=map`],
  ["a ranking", RANKED],
  ["changes", "dataset=crss&measure=fatalities&by=quarter&from=2023-Q1&to=2025-Q3&change=previous&view=change"],
  ["panels", "dataset=crss&measure=fatalities&by=quarter,victim&from=2023-Q1&to=2025-Q3&view=panels"],
] as const;

/** What is read from right to left, on the page and in what is saved of it: numbers are not. */
export const rightToLeft = (stage: Stage) =>
  describe("right to left", { concurrency: 1 }, () => {
    test("among words written from right to left periods keep their order, charts their time, and arrows turn", async () => {
      const { page, complaints } = await openPage(stage.browser);
      await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=quarter&from=2025-Q1&to=2025-Q3`);
      const seen = await page.evaluate(() => {
        document.documentElement.dir = "rtl";
        const arrow = document.createElement("span");
        arrow.className = "becomes";
        document.body.append(arrow);
        const options = [...document.querySelectorAll<HTMLOptionElement>(".controls option")].filter(({ label }) => /\d{4}-Q/.test(label));
        return {
          periods: options.length,
          turned: options.filter((option) => getComputedStyle(option).direction !== "ltr").map(({ label }) => label),
          chart: [...document.querySelectorAll("canvas")].map((canvas) => getComputedStyle(canvas).direction),
          arrow: getComputedStyle(arrow).transform,
          urdu: Object.assign(document.createElement("option"), { dir: "auto", textContent: "خیبر" }).matches(":dir(rtl)"),
        };
      });
      assert.ok(seen.periods > 20);
      assert.deepEqual({ ...seen, periods: 0 }, { periods: 0, turned: [], chart: ["ltr"], arrow: "matrix(-1, 0, 0, 1, 0, 0)", urdu: true });
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("among words written from right to left the sign stands before its number, and a range begins with its lower end", async () => {
      const { page } = await openPage(stage.browser);
      const several =
        "occurred_on,province,fatalities,fatalities_low,fatalities_high,incident_id,source\n2024-01-05,Sindh,12,10,49,a,X\n2024-01-05,Sindh,19,,,a,Y\n";
      await createDataset(stage, "ranges");
      await publishText(stage, "ranges", several, "replace", "ranges.csv");
      for (const [address, least] of [
        ["/", 10],
        ["/brief", 3],
        ["/explore?dataset=crss&measure=fatalities&by=quarter&change=previous", 20],
        ["/incidents?dataset=ranges", 1],
        ["/incident?dataset=ranges&incident_id=a", 2],
        ["/compare", 1],
      ] as const) {
        await visit(page, stage.server.url + address);
        const { seen, reversed } = await page.evaluate(numbersTurned);
        assert.ok(seen >= least, `${address}: ${seen} found`);
        assert.deepEqual(reversed, [], address);
      }
      await page.close();
    });

    test("saved pictures begin at the right, signs stand before their words, numbers keep their order, and nothing is cut or covered", async () => {
      const { page } = await openPage(stage.browser);
      const { page: viewer } = await openPage(stage.browser);
      let numbers = 0;
      for (const [name, address] of PICTURES) {
        await visit(page, `${stage.server.url}/explore?${address}`);
        await page.evaluate(() => {
          document.documentElement.dir = "rtl";
        });
        await page.getByRole("button", { name: "Take away" }).filter({ visible: true }).click();
        const svg = (await save(page, /^SVG/)).toString();
        // The picture may be put into a page of either way of writing.
        for (const around of ["ltr", "rtl"]) {
          await viewer.setContent(`<html dir="${around}"><body style="margin:0">${svg}</body></html>`);
          assert.deepEqual(await viewer.evaluate(faultsOfPicture), [], `${name}, among words from ${around}`);
        }
        const turned = await viewer.evaluate(turnedInPicture);
        assert.deepEqual(turned.reversed, [], name);
        numbers += turned.seen;
        const ink = await viewer.evaluate(inkOf, `data:image/png;base64,${(await save(page, /^PNG/)).toString("base64")}`);
        assert.ok(ink.right > 1160 && ink.right <= 1169, `${name}: the title of the PNG ends at ${ink.right}`);
        assert.ok(ink.left > 200, `${name}: and begins at ${ink.left}`);
      }
      assert.ok(numbers > 15, `${numbers} found`);
      await page.close();
      await viewer.close();
    });

    for (const width of [1280, 360]) {
      test(`at ${width} px the map's key and names, and the dots of Compare with their scale, stand on their side, whole and apart`, async () => {
        const { page } = await openPage(stage.browser, { width });
        await visit(page, `${stage.server.url}/explore?dataset=crss&measure=fatalities&by=province&from=2025-Q3&to=2025-Q3&view=map`);
        assert.deepEqual(await page.evaluate(faultsOfMap), []);
        await visit(page, `${stage.server.url}/compare?datasets=pips,picss,crss,gti&measure=incidents&incident_type=attack`);
        assert.deepEqual(await page.evaluate(faultsOfDots), []);
        await page.close();
      });
    }
  });

async function save(page: Page, name: RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return readFile(await download.path());
}
