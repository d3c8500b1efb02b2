import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openPage, visit } from "../support/browser";
import type { Stage } from "./stage";
import type { State } from "./states";

/** A code of a province, a name of a field, a parameter with its value. */
const CODE = /\bPK-[A-Z]{2}\b|(?<![\w./&?-])[a-z]+(?:_[a-z]+)+(?![\w./-])|\b[a-z]+=[a-z]\w*/g;

/** Where codes are meant: the API is spoken in them; of codes and columns the methodology says what they stand for. */
const SPOKEN_IN_CODES = /^\/(api|methodology)\b/;
/** Addresses a reader copies, and columns that a dataset's own text, or the header of a table of what its file holds beside, names as the file does. */
const MEANT = /(?<!\S)(?:https?:\/)?\/\S+|\b(?:source_url|published_on|incident_id|(?:fatalities|injured)_target)\b/g;

/** Codes in sight where a name belongs, each with its line. */
export async function codesIn(page: Page, state: State): Promise<string[]> {
  if (SPOKEN_IN_CODES.test(state.name)) return [];
  const lines = (await page.locator("body").innerText()).split("\n").map((line) => line.replace(MEANT, ""));
  return lines.flatMap((line) => (line.match(CODE) ?? []).map((code) => `${code} in ${line.slice(0, 200)}`));
}

const asked = (address: string): State => ({
  name: address,
  open: (page, { server }) => visit(page, `${server.url}${address}`),
});

/** Answers whose notes name cells: lower bounds, conflicts, changed boundaries, the others. */
const NOTED = [
  "/explore?dataset=crss&measure=fatalities&by=year,province&from=2014&to=2022",
  "/explore?dataset=crss&measure=fatalities&by=quarter,victim&from=2024-Q1&to=2025-Q3&province=PK-KP,PK-BA",
  "/explore?dataset=crss&measure=fatalities&by=province&from=2025-Q2&to=2025-Q2&top=2",
].map(asked);

export const names = (stage: Stage) =>
  describe("names", () => {
    test("no note shows a code where a name belongs; the walk through every view holds the rest to it", async () => {
      const { page } = await openPage(stage.browser);
      const found: string[] = [];
      for (const state of NOTED) {
        await state.open(page, stage);
        found.push(...(await codesIn(page, state)).map((one) => `${state.name}: ${one}`));
      }
      assert.deepEqual(found, []);
      await page.close();
    });
  });
