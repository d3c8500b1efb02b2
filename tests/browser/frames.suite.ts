import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";

const BY_CLASS = "dataset=crss&measure=fatalities&by=quarter,victim&from=2023-Q1&to=2025-Q3";
const MAP = "dataset=crss&measure=fatalities&by=province&from=2025-Q3&to=2025-Q3&view=map";
const SIZES = [
  [320, 240],
  [600, 400],
  [1000, 600],
] as const;

/** What a frame of some size on another page still shows. */
export const frames = (stage: Stage) =>
  describe("frames", { concurrency: 1 }, () => {
    for (const [width, height] of SIZES)
      test(`at ${width} × ${height} px every colour is named, a map can be read, and small multiples are whole`, async () => {
        const { page, complaints } = await openPage(stage.browser);
        await page.setViewportSize({ width, height });
        for (const look of ["", "&view=line"]) {
          await visit(page, `${stage.server.url}/embed?${BY_CLASS}${look}`);
          // Lines are named where they end, where there is room.
          if (look !== "" && width > 320) continue;
          for (const name of ["Militants", "Security personnel", "Civilians"]) {
            const box = await page.locator(".key-item:visible", { hasText: name }).boundingBox();
            const plot = await page.locator(".plot").first().boundingBox();
            assert.ok(box && plot && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= plot.y, `${name} is named over the plot`);
          }
        }
        await visit(page, `${stage.server.url}/embed?${MAP}`);
        const letters = await page.locator("svg.map text:visible").evaluateAll((names) =>
          names.map((name) => {
            const { a } = (name as SVGTextElement).getScreenCTM() ?? { a: 0 };
            const { left, right, top, bottom } = name.getBoundingClientRect();
            return { words: name.textContent, size: Number.parseFloat(getComputedStyle(name).fontSize) * a, left, right, top, bottom };
          }),
        );
        assert.ok(letters.length >= 3);
        const least = width === 320 ? 7 : 9.5;
        for (const [at, one] of letters.entries()) {
          assert.ok(one.size >= least, `${one.words} is written in ${one.size} px`);
          const over = letters
            .slice(at + 1)
            .filter((b) => one.left < b.right - 1 && b.left < one.right - 1 && one.top + 3 < b.bottom - 3 && b.top + 3 < one.bottom - 3);
          assert.deepEqual(over, [], `${one.words} is covered`);
        }
        await visit(page, `${stage.server.url}/embed?${BY_CLASS}&view=panels`);
        const rooms = await page.locator(".panel").evaluateAll((panels) => panels.map((panel) => panel.getBoundingClientRect().bottom));
        const end = (await page.locator(".source").first().boundingBox())?.y ?? 0;
        const whole = rooms.filter((bottom) => bottom <= end + 1).length;
        assert.ok(whole >= (width === 320 ? 1 : 3), `${whole} of ${rooms.length} small multiples are whole`);
        const plot = await page.locator(".panel .plot").first().boundingBox();
        assert.ok(plot && plot.height > height * 0.35, `a small multiple of ${plot?.height} px leaves its frame empty`);
        assert.deepEqual(complaints, []);
        await page.close();
      });
  });
