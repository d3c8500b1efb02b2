import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { openBrowser } from "../support/browser";
import { startServer } from "../support/server";
import { filterChanges } from "./filter-change";
import { median, print } from "./report";

/**
 * What a first visit costs the reader: `node --import tsx tests/bench/page.ts` after `npm run build`. For Overview, and for Explore with 2, 40 and
 * 400 quarters of data: bytes of JavaScript (gzipped) and of all answers as sent, requests, the largest paint, the layout shift and
 * the long tasks (over 50 ms of the clock) up to two seconds after the chart stands. Each is the median of three visits with an empty cache.
 * Then, of Explore, how long after its answer each change of a filter is on screen.
 * The goals are those of the field's tools for a good page: largest paint 2.5 s, shift 0.1 (web.dev, Core Web Vitals), and ours: 140 kB of JavaScript,
 * 100 ms from the answer of a filter change to the screen. `--changes` measures the filter changes alone, `--quarters=400,40` with so many quarters.
 */

const { values: asked } = parseArgs({ options: { changes: { type: "boolean" }, quarters: { type: "string", default: "2,40,400" } } });
const QUARTERS = asked.quarters.split(",").map(Number);
const VISITS = 3;
const CHANGES = 28;
const LAST_YEAR = 2024;

interface Visit {
  script: number;
  bytes: number;
  requests: number;
  paint: number;
  shift: number;
  tasks: number;
  longest: number;
}

/** As text, for the names tsx gives to functions do not exist in the page. */
const WATCH = `
  window.seen = { paint: 0, shift: 0, tasks: [] };
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
  on("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  on("longtask", (entry) => seen.tasks.push(entry.duration));
`;

const server = await startServer();
const browser = await openBrowser();
try {
  const post = (path: string, type: string, body: string) =>
    fetch(`${server.url}${path}`, { method: "POST", body, headers: { Authorization: `Bearer ${server.token}`, "Content-Type": type } });
  for (const count of QUARTERS) {
    await post(
      "/api/datasets",
      "application/json",
      JSON.stringify({ slug: `quarters-${count}`, title: `${count} quarters`, kind: "incidents", publisher: "Bench" }),
    );
    const rows = Array.from({ length: count * 12 }, (_, at) => {
      const quarter = Math.floor(at / 12);
      const month = String((quarter % 4) * 3 + 1 + (at % 3)).padStart(2, "0");
      const province = ["KP", "Balochistan", "Sindh", "Punjab", "Islamabad", "GB", "AJK"][at % 7];
      return `${LAST_YEAR - Math.floor(quarter / 4)}-${month}-1${at % 9},${province},${(at * 7) % 23}`;
    });
    const { status } = await post(`/api/datasets/quarters-${count}/imports?publish=true`, "text/csv", `date,province,killed\n${rows.join("\n")}\n`);
    if (status !== 201) throw new Error(`The rows of ${count} quarters were answered with ${status}.`);
  }
  const addresses: [name: string, path: string][] = [
    ["Overview, CRSS", "/"],
    ...QUARTERS.map((count): [string, string] => [
      `Explore, ${count} quarters by province`,
      `/explore?dataset=quarters-${count}&measure=fatalities&by=quarter,province`,
    ]),
  ];
  if (!asked.changes) await printVisits(addresses);
  console.log(`\n| ${CHANGES} filter changes, answer to screen | median, ms | worst, ms |\n|---|---|---|`);
  for (const [name, path] of addresses.slice(1)) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}${path}`);
    await page.locator("main:not([aria-busy]) .plot.drawn").first().waitFor();
    const took = await filterChanges(page, CHANGES);
    await page.close();
    console.log(`| ${name} | ${print(median(took))} | ${print(Math.max(...took))} |`);
  }
} finally {
  await browser.close();
  await server.close();
}

async function printVisits(addresses: readonly [name: string, path: string][]): Promise<void> {
  console.log(
    "| page | JavaScript, kB gzipped | all, kB | requests | largest paint, ms | layout shift | long tasks | longest, ms |\n|---|---|---|---|---|---|---|---|",
  );
  for (const [name, path] of addresses) {
    const visits: Visit[] = [];
    for (let visit = 0; visit < VISITS; visit++) visits.push(await measure(`${server.url}${path}`));
    const of = (key: keyof Visit) => median(visits.map((visit) => visit[key]));
    const cells = [of("script") / 1000, of("bytes") / 1000, of("requests"), of("paint"), of("shift"), of("tasks"), of("longest")];
    console.log(`| ${name} | ${cells.map((value) => (value === 0 ? "0" : print(value))).join(" | ")} |`);
  }
}

async function measure(address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  let [script, bytes, requests] = [0, 0, 0];
  const counted: Promise<void>[] = [];
  page.on("response", (response) => {
    requests += 1;
    counted.push(
      response.body().then(
        (body) => {
          bytes += body.length;
          // Packed here, so that the figure does not depend on whether a proxy packs.
          if (response.url().endsWith(".js")) script += gzipSync(body).length;
        },
        () => undefined,
      ),
    );
  });
  await page.goto(address);
  await page.locator("main:not([aria-busy]) .plot.drawn").first().waitFor();
  await page.waitForTimeout(2000);
  const seen = (await page.evaluate("window.seen")) as { paint: number; shift: number; tasks: number[] };
  await Promise.all(counted);
  await context.close();
  return {
    script,
    bytes,
    requests,
    paint: seen.paint,
    shift: Math.round(seen.shift * 10_000) / 10_000,
    tasks: seen.tasks.length,
    longest: Math.max(0, ...seen.tasks),
  };
}
