import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { LOOKS } from "../../server/domain/drawing";
import { drawn, openPage, visit } from "../support/browser";
import { startServer, type TestServer } from "../support/server";
import type { Stage } from "./stage";
import { chooseFile, findsNothingGrave, titleIs } from "./wizard";

/** Markup, a script, quotes, templates, a turn of the writing direction: all of it must stay text, wherever it is shown. */
const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>"'><svg/onload=alert(3)>{{7*7}}\u202egnp`;
const LINK = "javascript:alert(4)";
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

const TEXTS = ["district", "place", "incident_type", "tactic", "perpetrator", "claimed_by", "target", "source", "notes", "incident_id"];
const INCIDENTS = `date,province,killed,injured,latitude,longitude,source_url,${TEXTS.join(",")},${cell(HOSTILE)}
2024-01-05,KP,3,1,33.1,70.1,${LINK},${TEXTS.map(() => cell(HOSTILE)).join(",")},${cell(HOSTILE)}
2024-02-05,KP,4,1,33.1,70.1,${LINK},${TEXTS.map(() => cell(`${HOSTILE}2`)).join(",")},x
`;
const FIGURES = `period,region,measure,value,incident_type,scope,published_on,report,source,source_url,note
2024-Q3,PK,fatalities,722,,${cell(HOSTILE)},2024-10-01,${cell(HOSTILE)},${cell(HOSTILE)},${LINK},${cell(HOSTILE)}
2024-Q3,PK,fatalities,700,${cell(HOSTILE)},${cell(HOSTILE)},2024-10-01,${cell(HOSTILE)},${cell(HOSTILE)},${LINK},${cell(HOSTILE)}
`;

/** A ledger of its own: what is in it is hostile, and reading it needs a token. */
export const hostile = (stage: Stage) =>
  describe("hostile texts in a private ledger", { concurrency: 1 }, () => {
    let server: TestServer;
    let page: Page;
    let complaints: string[];
    const dialogs: string[] = [];
    const reports: string[] = [];
    const post = async (path: string, body: string | object) => {
      const isText = typeof body === "string";
      const headers = { authorization: `Bearer ${server.token}`, "content-type": isText ? "text/csv" : "application/json" };
      const answer = await fetch(`${server.url}${path}`, { method: "POST", headers, body: isText ? body : JSON.stringify(body) });
      assert.equal(answer.status, 201, await answer.clone().text());
    };
    before(async () => {
      server = await startServer({ READ_ACCESS: "private" });
      const about = { title: HOSTILE, publisher: HOSTILE, licence: HOSTILE, methodology: HOSTILE };
      const file = encodeURIComponent(HOSTILE);
      await post("/api/datasets", { slug: "hostile", kind: "incidents", ...about });
      await post("/api/datasets", { slug: "hostile-figures", kind: "figures", ...about });
      await post(`/api/datasets/hostile/imports?publish=true&file_name=${file}`, INCIDENTS);
      await post(`/api/datasets/hostile/imports?publish=true&file_name=${file}`, INCIDENTS.replace(",3,1,", ",5,1,"));
      await post(`/api/datasets/hostile-figures/imports?publish=true&file_name=${file}`, FIGURES);
      await post("/api/tokens", { name: HOSTILE.replace("\u202e", "").slice(0, 80), role: "reader" });
      ({ page, complaints } = await openPage(stage.browser));
      page.on("dialog", (dialog) => {
        // What was chosen for a file is left behind on purpose.
        if (dialog.type() === "beforeunload") return void dialog.accept();
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.exposeFunction("tellReport", (report: string) => reports.push(report));
      await page.addInitScript(
        "addEventListener('securitypolicyviolation', (event) => window.tellReport(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))",
      );
    });
    after(async () => {
      await page?.close();
      await server?.close();
    });

    test("without a token the page asks for one, and goes on with the view that was asked for", async () => {
      await page.goto(`${server.url}/datasets/hostile`);
      await page.getByText("This ledger is private.").waitFor();
      assert.equal(await page.locator("h1:visible").count(), 0);
      await page.getByLabel("Token").fill("not-a-token-of-this-ledger");
      await page.getByRole("button", { name: "Open" }).click();
      await page.getByText("This token is not valid: it may be mistyped, revoked or expired. Ask an admin for a new one.").waitFor();
      await page.getByLabel("Token").fill(server.token);
      await page.getByRole("button", { name: "Open" }).click();
      await page.getByRole("heading", { level: 1, name: "<img src=x onerror=alert(1)>" }).waitFor();
    });

    /** Fails where a hostile text has become anything but text; `isShown` where it is not there at all. */
    const harmless = async (what: string, isShown = true) => {
      const found = await page.evaluate(() => ({
        scripts: [...document.querySelectorAll("script, img, svg, a")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on")))
          .length,
        images: document.querySelectorAll('img[src="x"], img[src$="/x"]').length,
        links: [...document.querySelectorAll("a")].filter((link) => link.protocol === "javascript:").length,
        shown: document.body.textContent?.includes("onerror=alert(1)") ?? false,
      }));
      assert.deepEqual(found, { scripts: 0, images: 0, links: 0, shown: isShown }, what);
    };
    const silent = () => {
      assert.deepEqual([dialogs, reports], [[], []]);
      // A page loaded anew learns by its first refusal that reading needs the token.
      assert.deepEqual(
        complaints.filter((text) => !/status of 401/.test(text)),
        [],
      );
    };

    test("every view shows them as text: no dialog, no script, no report of the policy", async () => {
      const [rows, figures] = ["dataset=hostile&measure=fatalities", "dataset=hostile-figures&measure=fatalities"];
      const views = [
        "/",
        `/?rows=${encodeURIComponent(rows)}`,
        ...LOOKS.map((look) => `/explore?${rows}&by=month,perpetrator&view=${look}`),
        `/explore?${rows}&by=target&view=table`,
        `/explore?${rows}&by=month,target&order=name&change=previous&top=1`,
        `/explore?${figures}&by=quarter,incident_type&view=table`,
        "/incidents?dataset=hostile",
        `/incidents?dataset=hostile&q=alert&target=${encodeURIComponent(HOSTILE)}`,
        `/incident?dataset=hostile&incident_id=${encodeURIComponent(HOSTILE)}`,
        "/brief?dataset=hostile&period=2024-Q1",
        "/brief?dataset=hostile-figures&period=2024-Q3",
        "/compare?datasets=hostile-figures,crss&measure=fatalities&by=quarter",
        "/check?dataset=hostile-figures",
        "/datasets",
        "/datasets/hostile",
        "/datasets/hostile-figures",
        "/datasets/hostile/upload",
        "/tokens",
        `/explore?${rows}&by=month&rows=${encodeURIComponent(rows)}`,
        `/explore?${figures}&by=quarter&rows=${encodeURIComponent(figures)}`,
      ];
      for (const view of views) {
        await visit(page, `${server.url}${view}`);
        if (view.includes("rows=")) await page.locator("dialog :text('onerror=alert(1)'):visible").first().waitFor();
        await harmless(view);
      }
      for (const look of LOOKS) {
        await page.goto(`${server.url}/embed?${rows}&by=month,perpetrator&view=${look}`);
        await page.locator("#embed:not([aria-busy])").waitFor();
        await harmless(`embed, ${look}`);
      }
      // Pages of the server's own, which ask nothing further.
      await page.setExtraHTTPHeaders({ authorization: `Bearer ${server.token}` });
      for (const view of ["/methodology", "/api/brief.html?dataset=hostile-figures&period=2024-Q3", "/api"]) {
        await page.goto(`${server.url}${view}`);
        await page.locator("h1").first().waitFor();
        await harmless(view, view.includes("hostile"));
      }
      await page.setExtraHTTPHeaders({});
      silent();
    });

    test("pictures of charts, a paragraph to check, what changed and every step of an upload show them as text", async () => {
      for (const view of ["line", "map"]) {
        const by = view === "map" ? "province" : "month,perpetrator";
        const path = `/api/chart.svg?dataset=hostile&measure=fatalities&by=${by}&view=${view}`;
        const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.token}` } });
        const svg = await answer.text();
        assert.equal(answer.status, 200, svg);
        assert.match(svg, /&lt;img src=x/);
        assert.doesNotMatch(svg, /<img|<script|<svg\/|javascript:/);
      }
      await visit(page, `${server.url}/check?dataset=hostile-figures`);
      await page.getByLabel("A paragraph of the press").fill(`${HOSTILE} In Q3 2024, 722 people were killed.`);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.locator(".claims li").first().waitFor();
      await harmless("a paragraph");
      await visit(page, `${server.url}/datasets/hostile`);
      await page.getByRole("button", { name: "What changed: revision 2" }).click();
      await page.locator(".difference tbody tr").first().waitFor();
      await harmless("what changed");

      await visit(page, `${server.url}/datasets/hostile/upload`);
      await page.getByLabel("Upload token").fill(server.token);
      const bad = `2024-02-30,${cell(HOSTILE)},x,1,,,${LINK},${TEXTS.map(() => cell(HOSTILE)).join(",")},y\n`;
      await chooseFile(page, `${HOSTILE.slice(0, 40)}.csv`, `${INCIDENTS.replace(",3,1,", ",6,1,")}${bad}`);
      await page.getByRole("button", { name: "Review the rows" }).waitFor();
      await harmless("columns");
      await page.getByRole("button", { name: "Review the rows" }).click();
      await titleIs(page, /^3 rows read/);
      await harmless("review");
      await page.getByLabel("Publish without the row").check();
      await page.getByRole("button", { name: /^Send / }).click();
      await titleIs(page, /staged, not public yet$/);
      await page.locator(".difference tbody tr").first().waitFor();
      await harmless("staged");
      await page.getByRole("button", { name: "Discard" }).click();
      await titleIs(page, /rows read/);
      // What was chosen by hand and not sent is asked about, or the next view would be.
      await page.getByRole("link", { name: "Overview" }).click();
      await page.getByRole("button", { name: "Leave", exact: true }).click();
      await page.locator("main .upload").waitFor({ state: "detached" });
      await drawn(page);
      silent();
    });

    test("an export is fetched with the token and saved under its name", async () => {
      await visit(page, `${server.url}/explore?dataset=hostile-figures&measure=fatalities&by=quarter&view=table`);
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.evaluate(() => {
          const link = document.createElement("a");
          link.href = "/api/aggregates.csv?dataset=hostile-figures&by=quarter";
          document.body.append(link);
          link.click();
        }),
      ]);
      assert.equal(saved.suggestedFilename(), "hostile-figures-fatalities-by-quarter-r1.csv");
    });

    test("an admin makes a token, sees it once, and revokes it", async () => {
      await visit(page, `${server.url}/tokens`);
      await page.getByLabel("Who or what uses it").fill("Aisha Khan");
      await page.getByLabel("Role").selectOption("editor");
      await page.getByRole("button", { name: "Make the token" }).click();
      const secret = await page.locator("code.secret").innerText();
      const who = async () => (await fetch(`${server.url}/api/token`, { headers: { authorization: `Bearer ${secret}` } })).json();
      assert.deepEqual(await who(), { name: "Aisha Khan", role: "editor" });
      await findsNothingGrave(page, "tokens");
      await page.getByRole("button", { name: "I have kept it" }).click();
      const row = page.getByRole("row").filter({ hasText: "Aisha Khan" }).first();
      await row.getByText("active").waitFor();
      assert.equal(await page.locator("code.secret").count(), 0);
      await page.getByRole("button", { name: "Revoke Aisha Khan", exact: true }).click();
      await page.getByRole("button", { name: "Revoke Aisha Khan for good" }).click();
      await row.getByText("revoked").last().waitFor();
      await page.getByText("token.revoke").first().waitFor();
      assert.equal(((await who()) as { code: string }).code, "bad_token");
      assert.deepEqual([dialogs, reports], [[], []]);
      await drawn(page);
    });
  });
