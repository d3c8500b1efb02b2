import { once } from "node:events";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "../support/browser";
import { startServer } from "../support/server";

/**
 * What a large file costs the page that reads it: `node --import tsx tests/bench/upload.ts [megabytes]` after `npm run build`. Prints the time
 * to the Map step, the processor time of the page's own thread meanwhile, its long tasks (over 50 ms of the clock: on a busy machine also waits
 * for a processor) and longest gap between frames, the memory of the browser's processes, what the progress bar said, and how soon
 * Cancel ends the worker.
 */

const MEGABYTES = Number(process.argv[2] ?? 100);
const PROVINCES = ["Khyber Pakhtunkhwa", "Balochistan", "Sindh", "Punjab", "KP", "Islamabad"];
const EVERY = 250;

async function writeFile(path: string): Promise<number> {
  const out = createWriteStream(path);
  out.write("incident_id,occurred_on,province,district,incident_type,fatalities,injured,source,notes\n");
  let [rows, bytes] = [0, 0];
  while (bytes < MEGABYTES * 1e6) {
    const lines = Array.from({ length: 2000 }, () => {
      rows += 1;
      const count = rows % 5000 === 0 ? "several" : rows % 9;
      return `E${rows},${2015 + (rows % 10)}-0${(rows % 9) + 1}-1${rows % 10},${PROVINCES[rows % 6]},District ${rows % 130},Terrorist attack,${count},${rows % 7},"Dawn, page ${rows % 20}","An invented incident, row ${rows}, told at some length, as notes are"\n`;
    }).join("");
    bytes += Buffer.byteLength(lines);
    if (!out.write(lines)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  return rows;
}

/** Memory of a process and all it started, in MB: what each holds for itself, from /proc. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const parent = /^PPid:\s+(\d+)/m.exec(statusOf(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  const held = [...parents.keys()].filter(isOurs).map((pid) => Number(/^RssAnon:\s+(\d+)/m.exec(statusOf(String(pid)))?.[1] ?? 0));
  return Math.round(held.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1000);
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

interface Seen {
  tasks: number[];
  gap: number;
  said: string[];
}

/** Counts long tasks and gaps between frames from now on. A text, for the names tsx gives to functions do not exist in the page. */
const WATCH = `
  window.seen = { tasks: [], gap: 0, said: [] };
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: "longtask" });
  let last = performance.now();
  requestAnimationFrame(function frame(now) {
    seen.gap = Math.max(seen.gap, Math.round(now - last));
    last = now;
    requestAnimationFrame(frame);
  });
  let [began, phase, saidAt] = [performance.now(), "", 0];
  setInterval(() => {
    const said = document.querySelector(".progress:not([hidden]) .note")?.textContent ?? "";
    const [now, next] = [performance.now() - began, said.split(":")[0]];
    if (said === "" || (next === phase && now - saidAt < 2000)) return;
    [phase, saidAt] = [next, now];
    seen.said.push((now / 1000).toFixed(1) + " s: " + said);
  }, 50);
  undefined;
`;

const directory = await mkdtemp(join(tmpdir(), "ledger-bench-"));
const path = join(directory, "large.csv");
const rows = await writeFile(path);
const { size } = await stat(path);
const server = await startServer();
const browser = await openBrowser();
const processes = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
const pid = processes.processInfo.find(({ type }) => type === "browser")?.id ?? 0;
let most = 0;
const timer = setInterval(() => {
  most = Math.max(most, memoryOf(pid));
}, EVERY);
try {
  const headers = { authorization: `Bearer ${server.token}`, "content-type": "application/json" };
  const body = JSON.stringify({ slug: "large", title: "Large", kind: "incidents", publisher: "Bench", licence: "CC0" });
  await fetch(`${server.url}/api/datasets`, { method: "POST", headers, body });
  const page = await browser.newPage();
  await page.goto(`${server.url}/datasets/large/upload`);
  const input = page.getByLabel("Choose a file");
  await input.waitFor();
  const idle = memoryOf(pid);
  await page.evaluate(WATCH);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => (await cdp.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  const busyBefore = await busy();
  const begun = performance.now();
  await input.setInputFiles(path);
  await page.getByRole("heading", { level: 1, name: /^Read as/ }).waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - begun) / 1000;
  const seen = (await page.evaluate("seen")) as Seen;
  const peak = most;
  const busySeconds = (await busy()) - busyBefore;

  await page.getByRole("button", { name: "1 Pick" }).click();
  const started = page.waitForEvent("worker");
  await input.setInputFiles(path);
  const worker = await started;
  await page
    .getByText(/^Reading the rows/)
    .first()
    .waitFor();
  const ended = new Promise((resolve) => worker.once("close", resolve));
  const asked = performance.now();
  await page.getByRole("button", { name: "Cancel" }).click();
  await ended;
  console.log(
    JSON.stringify(
      {
        megabytes: Math.round(size / 1e6),
        rows,
        seconds: Number(seconds.toFixed(1)),
        rows_per_second: Math.round(rows / seconds),
        page_thread_cpu_seconds: Number(busySeconds.toFixed(2)),
        long_tasks: seen.tasks,
        longest_frame_gap_ms: seen.gap,
        browser_mb: { idle, peak },
        cancelled_after_ms: Math.round(performance.now() - asked),
        progress: seen.said,
      },
      null,
      1,
    ),
  );
} finally {
  clearInterval(timer);
  await browser.close();
  await server.close();
  await rm(directory, { recursive: true });
}
