import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import request from "supertest";
import { openLedger, type TestLedger } from "../support/ledger";

let ledger: TestLedger;
before(async () => {
  ledger = await openLedger({ seed: true });
});
after(() => ledger.close());

const page = async (path: string, app = ledger.app) => (await request(app).get(path).set("Host", "ledger.example").expect(200)).text;
const property = (html: string, name: string) => new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(html)?.[1]?.replaceAll("&amp;", "&");

test("a view's page says what it shows: title, picture, feeds", async () => {
  const html = await page("/explore?dataset=crss&measure=fatalities&by=quarter&from=2024-Q1&view=line&rows=dataset%3Dcrss");
  assert.equal(property(html, "og:title"), "Killed by quarter, from 2024-Q1: CRSS security reports: killed, wounded and incidents in Pakistan");
  const image = property(html, "og:image") ?? "";
  assert.equal(image, "http://ledger.example/api/chart.png?dataset=crss&measure=fatalities&by=quarter&from=2024-Q1&view=line&width=1200&height=630&scale=1");
  assert.equal((await request(ledger.app).get(image.replace("http://ledger.example", ""))).headers["content-type"], "image/png");
  assert.equal(property(html, "twitter:card"), "summary_large_image");
  const feeds = [...html.matchAll(/<link rel="alternate" type="application\/atom\+xml" title="[^"]*" href="([^"]*)">/g)].map(([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  );
  assert.equal(feeds.length, 3);
  for (const feed of feeds) await request(ledger.app).get(feed).expect(200);
  assert.match(property(await page("/"), "og:image") ?? "", /chart\.png\?dataset=crss&measure=fatalities&by=quarter/);
  assert.match(property(await page("/datasets/picss"), "og:title") ?? "", /PICSS/);
  assert.equal(property(await page("/explore?dataset=crss&by=province"), "og:image"), undefined, "no picture where there is no chart");
});

test("nothing from an address or an upload becomes markup", async () => {
  await ledger.create({ slug: "hostile", title: '"><script>alert(1)</script>' }).expect(201);
  for (const path of [
    '/explore?dataset=hostile&by=year&target="><script>x</script>',
    "/datasets/hostile",
    "/?dataset=hostile",
    '/explore?dataset="><script>',
  ]) {
    const html = await page(encodeURI(path));
    assert.equal(html.match(/<script/g)?.length, 1, path);
  }
  const odd = await request(ledger.app).get("/explore?dataset=crss&by=year").set("Host", 'a"><script>');
  assert.ok(!odd.text.includes('"><script>'));
});

test("an address that cannot be read still gets its page; where reading needs a token it says nothing", async () => {
  assert.equal(property(await page("/explore?dataset=crss&by=nothing"), "og:title"), undefined);
  assert.equal(property(await page("/explore?dataset=nowhere"), "og:title"), undefined);
  assert.equal(property(await page("/compare?datasets=crss,picss"), "og:title"), undefined, "no picture of something else");
  const closed = await openLedger({ config: { READ_ACCESS: "private" } });
  assert.ok(!(await page("/?dataset=crss", closed.app)).includes("og:"));
  await closed.close();
});

test("only the embedded chart may be framed", async () => {
  const policy = async (path: string) => {
    const { headers } = await request(ledger.app).get(path).expect(200);
    return [/frame-ancestors ([^;]*)/.exec(headers["content-security-policy"] ?? "")?.[1], headers["x-frame-options"]];
  };
  assert.deepEqual(await policy("/embed?dataset=crss&by=year"), ["*", undefined]);
  assert.deepEqual(await policy("/explore"), ["'none'", "DENY"]);
});
