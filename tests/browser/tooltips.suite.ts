import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import type { Row } from "../../server/domain/table";
import { visit } from "../support/browser";
import { share } from "../support/share";
import type { Stage } from "./stage";
import { framed, remember, type Tip, tipOf } from "./tip";

interface Kind {
  name: string;
  address: string;
  /** What the tooltip calls a cell of the answer, and the number it says of it. */
  cell(row: Row): string;
  number(row: Row): unknown;
  /** How many of the marks that are walked to stand out in ink, so that a pointer is led to them too. */
  marks: number;
}

const CLASSES: Record<string, string> = { civilian: "Civilians", security: "Security personnel", militant: "Militants", unsplit: "Not split" };
const STRETCH = "dataset=crss&measure=fatalities&from=2023-Q1&to=2025-Q3";
const ofPakistan = ({ quarter }: Row) => `${quarter}, Pakistan`;
const ofClass = ({ quarter, victim }: Row) => `${quarter}, ${CLASSES[String(victim)]}`;
const killed = ({ fatalities }: Row) => fatalities;

const KINDS: Kind[] = [
  { name: "columns", address: `${STRETCH}&by=quarter`, cell: ofPakistan, number: killed, marks: 3 },
  { name: "many columns", address: "dataset=crss&measure=fatalities&by=quarter", cell: ofPakistan, number: killed, marks: 0 },
  { name: "a stack", address: `${STRETCH}&by=quarter,victim`, cell: ofClass, number: killed, marks: 2 },
  { name: "a line", address: `${STRETCH}&by=quarter&view=line`, cell: ofPakistan, number: killed, marks: 3 },
  { name: "lines", address: `${STRETCH}&by=quarter,victim&view=line`, cell: ofClass, number: killed, marks: 4 },
  { name: "panels", address: `${STRETCH}&by=quarter,victim&view=panels`, cell: ofClass, number: killed, marks: 2 },
  { name: "changes", address: `${STRETCH}&by=quarter&change=previous&view=change`, cell: ofPakistan, number: killed, marks: 1 },
  {
    name: "ranges",
    address: "dataset=chinese-nationals&measure=fatalities&by=year&from=2021&to=2024&view=range",
    cell: ({ year }) => String(year),
    number: killed,
    marks: 3,
  },
];

/** What is wrong with a tooltip: where it stands, what it says. */
function faultsOf(tip: Tip | null, kind: Kind, rows: readonly Row[], pointer: { x: number; y: number } | null): string[] {
  if (tip === null) return ["there is none"];
  const [cell = "", value = ""] = tip.lines;
  const row = rows.find((one) => kind.cell(one) === cell);
  const number = row === undefined ? undefined : kind.number(row);
  const wanted = typeof number === "number" ? number.toLocaleString("en") : null;
  const { room, mark } = tip;
  return [
    row === undefined && !cell.includes("Not split") ? `speaks of no cell of the answer: ${cell}` : "",
    wanted !== null && !value.match(/[\d,]+/)?.[0].startsWith(wanted) ? `says ${value} and not ${wanted}` : "",
    tip.left < room.left - 0.5 || tip.right > room.right + 0.5 || tip.top < room.top - 0.5 || tip.bottom > room.bottom + 0.5
      ? `leaves its chart: ${[tip.left, tip.top, tip.right, tip.bottom]} of ${[room.left, room.top, room.right, room.bottom]}`
      : "",
    mark && tip.left < mark.right && mark.left < tip.right && tip.top < mark.bottom && mark.top < tip.bottom
      ? `covers its mark: ${[tip.left, tip.top, tip.right, tip.bottom].map(Math.round)} over ${[mark.left, mark.top, mark.right, mark.bottom].map(Math.round)}`
      : "",
    pointer && tip.left < pointer.x && pointer.x < tip.right && tip.top < pointer.y && pointer.y < tip.bottom ? "is under the pointer" : "",
  ].filter(Boolean);
}

/** Walks to the first, a middle and the last mark of each plot by keys, and by pointer or finger; gives back what is wrong, and how many it touched. */
async function walkThrough(page: Page, kind: Kind, rows: readonly Row[], touch: boolean): Promise<{ found: string[]; touched: number }> {
  const found: string[] = [];
  let touched = 0;
  // A small multiple has one series: up and down scroll the page there.
  const hasSeries = kind.cell === ofClass && kind.name !== "panels";
  const plots = page.locator(".plot:visible");
  const count = await plots.count();
  for (const plot of [...new Set([0, count - 1])].map((at) => plots.nth(at))) {
    await plot.evaluate((one) => one.scrollIntoView({ block: "center" }));
    await plot.evaluate(remember);
    await plot.focus();
    for (const [name, keys] of [
      ["first", ["Home"]],
      ["middle", ["Home", "ArrowRight", "ArrowRight", "ArrowRight"]],
      ["last", ["End"]],
      ["last of another series", ["End", "ArrowUp", "ArrowUp"]],
    ].slice(0, hasSeries ? 4 : 3) as [string, string[]][]) {
      const tell = (how: string, faults: readonly string[]) => found.push(...faults.map((fault) => `${kind.name}, ${name}, ${how}: ${fault}`));
      for (const key of keys) await plot.press(key);
      const walked = await plot.evaluate(tipOf);
      tell("by keys", faultsOf(walked, kind, rows, null));
      const said = await page.locator("figure.chart > .unseen[role=status]").textContent();
      if (walked && !said?.startsWith(walked.lines.slice(0, 2).join(". "))) tell("by keys", [`is not what is said: ${said}`]);
      await plot.press("Escape");
      if ((await plot.evaluate(tipOf)) !== null) tell("by keys", ["stays after Escape"]);
      if (walked?.mark == null) continue;
      const { left, top, right, bottom } = walked.mark;
      const spot = { x: (left + right) / 2, y: (top + bottom) / 2 };
      await (touch ? page.touchscreen.tap(spot.x, spot.y) : page.mouse.move(spot.x, spot.y));
      touched += 1;
      await page.evaluate(framed);
      const met = await plot.evaluate(tipOf);
      tell("by pointer", faultsOf(met, kind, rows, touch ? null : spot));
      // The marks of two lines may lie one over the other.
      const meant = ({ lines: [cell = ""] }: Tip) => (kind.name === "lines" ? cell.replace(/,.*/, "") : cell);
      if (met && meant(met) !== meant(walked)) tell("by pointer", [`speaks of ${met.lines[0]} over ${walked.lines[0]}`]);
      await (touch ? page.touchscreen.tap(3, 3) : page.mouse.move(3, 3));
      await page.evaluate(framed);
      if ((await plot.evaluate(tipOf)) !== null) tell("by pointer", ["stays after it has gone"]);
      await plot.focus();
    }
  }
  return { found, touched };
}

/** Tooltips: each within its chart, beside its mark, with the answer's number, and gone when the reader goes on. */
export const tooltips = (stage: Stage) =>
  describe("tooltips", { concurrency: 1 }, () => {
    const open = (width: number, height: number, hasTouch: boolean) =>
      stage.browser.newPage({ reducedMotion: "reduce", hasTouch, viewport: { width, height } });

    const sizes = [
      { view: "explore", width: 1280, height: 900 },
      { view: "explore", width: 360, height: 740 },
      { view: "embed", width: 320, height: 240 },
      { view: "embed", width: 600, height: 400 },
    ];
    for (const [which, { view, width, height }] of sizes.entries()) {
      test(`/${view} at ${width} × ${height} px: a tooltip lies within its chart, beside its mark, says the answer's number, and goes with the reader`, async () => {
        const touch = width === 360;
        const page = await open(width, height, touch);
        const faults: string[] = [];
        for (const kind of share(KINDS, which, sizes.length)) {
          await visit(page, `${stage.server.url}/${view}?${kind.address}`);
          await page.locator(".plot.drawn:visible").first().waitFor();
          const answer = await fetch(`${stage.server.url}/api/aggregates?${kind.address.replace(/&view=\w+/, "")}`);
          const { rows } = await answer.json();
          assert.ok(rows.length > 3);
          const { found, touched } = await walkThrough(page, kind, rows, touch);
          faults.push(...found);
          if (touched < kind.marks) faults.push(`${kind.name}: only ${touched} marks were touched`);
        }
        assert.deepEqual(faults, []);
        await page.close();
      });
    }

    for (const width of [1280, 360]) {
      test(`at ${width} px each province of the map is named with the answer's number, and so is its link`, async () => {
        const page = await open(width, 800, width === 360);
        const address = "dataset=crss&measure=fatalities&by=province&from=2025-Q3&to=2025-Q3";
        await visit(page, `${stage.server.url}/explore?${address}&view=map`);
        const { rows }: { rows: Row[] } = await (await fetch(`${stage.server.url}/api/aggregates?${address}`)).json();
        const known = new Map(rows.map((row) => [String(row.province), row.fatalities]));
        const units = await page.locator("svg.map a").evaluateAll((links) =>
          links.map((link) => ({
            code: /province=(PK-\w\w)/.exec(decodeURIComponent(link.getAttribute("href") ?? ""))?.[1] ?? "",
            label: link.getAttribute("aria-label") ?? "",
            tip: link.querySelector("title")?.textContent ?? "",
          })),
        );
        assert.equal(units.length, 7);
        for (const { code, label, tip } of units) {
          const value = known.get(code);
          assert.match(tip, typeof value === "number" ? new RegExp(`: ${value.toLocaleString("en")}$`) : /: not printed apart$/, code);
          assert.equal(tip, label);
        }
        await page.close();
      });
    }
  });
