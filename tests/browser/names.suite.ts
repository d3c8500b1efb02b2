import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openPage } from "../support/browser";
import type { Stage } from "./stage";
import { STATES, type State } from "./states";

/** A code of a province, a name of a field, a parameter with its value. */
const CODE = /\bPK-[A-Z]{2}\b|(?<![\w./&?-])[a-z]+(?:_[a-z]+)+(?![\w./-])|\b[a-z]+=[a-z]\w*/g;

/** Where codes are meant: the API is spoken in them; of codes and columns the methodology says what they stand for. */
const SPOKEN_IN_CODES = /^\/(api|methodology)\b/;
/** Addresses a reader copies, and columns that a dataset's own text, or the header of a table of what its file holds beside, names as the file does. */
const MEANT = /(?<!\S)(?:https?:\/)?\/\S+|\b(?:source_url|published_on|incident_id|(?:fatalities|injured)_target)\b/g;

const linesInSight = async (page: Page) => (await page.locator("body").innerText()).split("\n");

const asked = (address: string): State => ({
  name: address,
  open: async (page, { server }) => {
    await page.goto(`${server.url}${address}`);
    await page.locator("main:not([aria-busy]) h1:visible:not(:empty)").first().waitFor();
  },
});

/** Answers whose notes name cells: lower bounds, conflicts, changed boundaries, the others. */
const NOTED = [
  "/explore?dataset=crss&measure=fatalities&by=year,province&from=2014&to=2022",
  "/explore?dataset=crss&measure=fatalities&by=quarter,victim&from=2024-Q1&to=2025-Q3&province=PK-KP,PK-BA",
  "/explore?dataset=crss&measure=fatalities&by=province&from=2025-Q2&to=2025-Q2&top=2",
].map(asked);

export const names = (stage: Stage) =>
  describe("names", () => {
    test("no view shows a code where a name belongs", async () => {
      const found: string[] = [];
      for (const state of [...STATES, ...NOTED].filter(({ name }) => !SPOKEN_IN_CODES.test(name))) {
        const { page } = await openPage(stage.browser);
        await state.open(page, stage);
        const lines = (await linesInSight(page)).map((line) => line.replace(MEANT, ""));
        found.push(...lines.flatMap((line) => (line.match(CODE) ?? []).map((code) => `${state.name}: ${code} in ${line.slice(0, 200)}`)));
        await page.close();
      }
      assert.deepEqual(found, []);
    });
  });
