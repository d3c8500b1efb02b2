import type { Page } from "playwright-core";

/** As text, for the names tsx gives to functions do not exist in the page. Gives back milliseconds from the last answer to the picture on screen. */
const CHANGE = `(value) => new Promise((resolve) => {
  performance.clearResourceTimings();
  const view = document.getElementById("view");
  const watch = new MutationObserver(() => {
    if (view.hasAttribute("aria-busy")) return;
    watch.disconnect();
    // The message comes after the frame that shows what was drawn.
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        const answers = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/api/"));
        resolve(performance.now() - Math.max(...answers.map(({ responseEnd }) => responseEnd)));
      };
      after.port2.postMessage(null);
    });
  });
  watch.observe(view, { attributes: true, attributeFilter: ["aria-busy"] });
  document.querySelector('.filter-panel input[value="' + value + '"]').click();
})`;

const PAUSE = 500;
const PROVINCES = ["PK-KP", "PK-BA", "PK-SD", "PK-PB", "PK-IS", "PK-GB", "PK-JK"];

/** How long after each answer a ticked or unticked province is on screen; the first changes, which load and compile, are left out. */
export async function filterChanges(page: Page, count: number): Promise<number[]> {
  const found: number[] = [];
  const unmeasured = PROVINCES.length;
  for (let at = 0; at < count + unmeasured; at += 1) {
    const took = (await page.evaluate(`(${CHANGE})(${JSON.stringify(PROVINCES[at % PROVINCES.length])})`)) as number;
    if (at >= unmeasured) found.push(took);
    // Nobody picks again before a long table is finished.
    await page.waitForTimeout(PAUSE);
  }
  return found;
}
