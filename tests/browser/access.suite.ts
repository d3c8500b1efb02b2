import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const axe = readFile(AXE, "utf8");
const VIEWS = [
  "/",
  "/explore?dataset=crss&measure=fatalities&by=quarter,province&from=2025-Q1&to=2025-Q4",
  "/explore?dataset=crss&measure=fatalities&by=quarter&view=line",
  "/explore?dataset=chinese-nationals&measure=fatalities&by=year,province&view=table",
  "/incidents?dataset=chinese-nationals&province=PK-SD&q=karachi",
  "/incident?dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport",
  "/brief?dataset=crss&period=2025-Q3",
  "/compare?datasets=pips,picss,crss,gti&measure=incidents&incident_type=attack",
  "/check",
  "/methodology",
  "/datasets",
  "/datasets/crss",
  "/datasets/crss/upload",
  "/tokens",
  "/?rows=dataset%3Dcrss%26measure%3Dfatalities%26from%3D2025-Q1%26to%3D2025-Q1",
];

interface Finding {
  id: string;
  impact: string;
  nodes: { target: string[] }[];
}

export const access = (stage: Stage) =>
  describe("access", { concurrency: 1 }, () => {
    for (const width of [1280, 360]) {
      // Dark changes colours and no widths: once is enough.
      for (const dark of width === 360 ? [false] : [false, true]) {
        test(`every view at ${width} px, ${dark ? "dark" : "light"}: axe finds nothing serious, the console is silent, nothing runs over the edge`, async () => {
          const { page, complaints } = await openPage(stage.browser, { width, dark });
          for (const view of dark ? VIEWS.filter((one) => !one.includes("view=")) : VIEWS) {
            await visit(page, `${stage.server.url}${view}`);
            if (view.includes("rows=")) await page.getByText(/newest first/).waitFor();
            await page.evaluate(await axe);
            // The theme changes colours and nothing else, so the second pass asks only for contrast.
            const rules = dark ? "{ runOnly: ['color-contrast'] }" : "{ resultTypes: ['violations'] }";
            const found = (await page.evaluate(`axe.run(document, ${rules}).then((result) => result.violations)`)) as Finding[];
            const grave = found
              .filter(({ impact }) => impact === "serious" || impact === "critical")
              .map(({ id, nodes }) => `${view} ${id} ${nodes.map((node) => node.target.join(" ")).slice(0, 3)}`);
            assert.deepEqual(grave, []);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(over <= 0, `${view} scrolls sideways by ${over} px`);
          }
          assert.deepEqual(complaints, []);
          await page.close();
        });
      }
    }

    test("on a phone the first screen shows the answer, not the controls", async () => {
      const { page } = await openPage(stage.browser, { width: 360 });
      await visit(page, `${stage.server.url}${VIEWS[1]}`);
      const top = await page.locator("main h1:visible").first().boundingBox();
      assert.ok(top !== null && top.y + top.height < 400, `the headline ends at ${top && top.y + top.height}`);
      await page.getByRole("button", { name: "Change" }).click();
      assert.ok(await page.getByLabel("Measure").isVisible());
      await page.close();
    });
  });
