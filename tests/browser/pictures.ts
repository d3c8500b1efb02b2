import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Page } from "playwright-core";
import { buildClient } from "../../client/build";
import { drawn, openBrowser } from "../support/browser";
import { startServer } from "../support/server";

/** The pictures of the README, made anew: `node --import tsx tests/browser/pictures.ts`. Their fonts are those of the pictures the server draws. */

interface Picture {
  name: string;
  address: string;
  width: number;
  height: number;
  pixels: number;
  dark?: boolean;
  /** What is done before it is taken, and how far down it begins. */
  act?(page: Page): Promise<unknown>;
  from?: string;
}

const PICTURES: Picture[] = [
  { name: "overview", address: "/", width: 1120, height: 1330, pixels: 1 },
  {
    name: "explore",
    address: "/explore?dataset=crss&measure=fatalities&by=quarter,province&from=2025-Q1&to=2025-Q3",
    width: 1280,
    height: 973,
    pixels: 1,
  },
  {
    name: "incident",
    address: "/incident?dataset=chinese-nationals&incident_id=2024-10-06-karachi-airport",
    width: 1280,
    height: 973,
    pixels: 1,
    from: ".eyebrow:not(:empty)",
  },
  {
    name: "check",
    address: "/check",
    width: 390,
    height: 641,
    pixels: 1.5,
    dark: true,
    act: async (page) => {
      await page.getByRole("button", { name: "Try an example" }).click();
      await page.locator("ol.claims li").first().waitFor();
    },
    from: ".check-told",
  },
];

const OUT = join(import.meta.dirname, "../../client/pictures");
const FACES = [
  ["Source Sans 3", 400, "source-sans-3/files/source-sans-3-latin-400-normal.woff2"],
  ["Source Sans 3", 500, "source-sans-3/files/source-sans-3-latin-500-normal.woff2"],
  ["Source Sans 3", 600, "source-sans-3/files/source-sans-3-latin-600-normal.woff2"],
  ["Source Serif 4", 400, "source-serif-4/files/source-serif-4-latin-400-normal.woff2"],
  ["Source Serif 4", 600, "source-serif-4/files/source-serif-4-latin-600-normal.woff2"],
] as const;

await buildClient();
const resolve = createRequire(import.meta.url).resolve;
const faces = await Promise.all(
  FACES.map(async ([family, weight, file]) => ({ family, weight, bytes: (await readFile(resolve(`@fontsource/${file}`))).toString("base64") })),
);
await mkdir(OUT, { recursive: true });
const server = await startServer();
const browser = await openBrowser();
try {
  for (const { name, address, width, height, pixels, dark = false, act, from } of PICTURES) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: pixels,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
      bypassCSP: true,
    });
    await page.goto(`${server.url}${address}`);
    await drawn(page);
    await act?.(page);
    await page.evaluate(async (all) => {
      const loaded = await Promise.all(
        all.map(({ family, weight, bytes }) => new FontFace(family, `url(data:font/woff2;base64,${bytes})`, { weight: String(weight) }).load()),
      );
      for (const one of loaded) document.fonts.add(one);
      document.documentElement.style.setProperty("--sans", '"Source Sans 3", sans-serif');
      document.documentElement.style.setProperty("--serif", '"Source Serif 4", serif');
      // Charts are drawn again as after printing, now with these fonts.
      dispatchEvent(new Event("afterprint"));
    }, faces);
    await page.waitForTimeout(400);
    const top = from === undefined ? 0 : await page.locator(from).evaluate((one) => Math.max(0, one.getBoundingClientRect().top + scrollY - 12));
    const image = await loadImage(await page.screenshot({ fullPage: true, clip: { x: 0, y: top, width, height } }));
    const canvas = createCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const body = await canvas.encode("webp", 82);
    await writeFile(join(OUT, `${name}.webp`), body);
    console.log(`${name}.webp: ${image.width} × ${image.height}, ${Math.round(body.length / 1000)} kB`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
