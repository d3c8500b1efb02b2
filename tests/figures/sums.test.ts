import assert from "node:assert/strict";
import { test } from "node:test";
import { ATTACK, latest, linesOf, OPERATION, printed } from "./published";

const crss = linesOf("crss");
const months = Array.from({ length: 12 }, (_, month) => `2017-${String(month + 1).padStart(2, "0")}`);
const add = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const overRegions = (period: string, measure: string, regions: string) => add(regions.split(" ").map((region) => latest(crss, { period, measure, region })));
const overVictims = (lines: typeof crss, period: string, measure: string) =>
  add(["civilian", "security", "militant"].map((victim) => latest(lines, { period, measure, victim })));
const overTypes = (period: string, measure: string) => add([ATTACK, OPERATION].map((incident_type) => latest(crss, { period, measure, incident_type })));
/** The first printed total, the one that came with these parts. */
const first = (period: string, measure = "fatalities") => printed(crss, { period, measure })[0]?.value;

test("CRSS: tables of regions add up to the total of their report", () => {
  // Annual report of 2017 (DNA News): 2,057 killed, 2,074 wounded.
  assert.equal(overRegions("2017", "fatalities", "PK-NW PK-TA PK-BA PK-PB PK-SD PK-IS PK-GB PK-JK"), 2057);
  assert.equal(overRegions("2017", "injured", "PK-NW PK-TA PK-BA PK-PB PK-SD PK-IS PK-GB PK-JK"), 2074);
  // Q1 2019: 228 killed, 189 wounded. Q1 2021: 196 killed.
  assert.equal(overRegions("2019-Q1", "fatalities", "PK-NW PK-TA PK-BA PK-PB PK-SD PK-IS PK-GB PK-JK"), 228);
  assert.equal(overRegions("2019-Q1", "injured", "PK-NW PK-TA PK-BA PK-PB PK-SD PK-IS"), first("2019-Q1", "injured"));
  assert.equal(overRegions("2021-Q1", "fatalities", "PK-NW PK-TA PK-BA PK-PB PK-SD PK-IS PK-GB PK-JK"), 196);
  // Press release of 2022: 973 killed, 741 wounded, 506 incidents.
  assert.deepEqual(
    ["fatalities", "injured", "incidents"].map((measure) => overRegions("2022", measure, "PK-NW PK-TA PK-BA PK-PB PK-SD PK-IS")),
    [973, 741, 506],
  );
  // Q3 2015 (Dawn): 1,208 killed.
  assert.equal(overRegions("2015-Q3", "fatalities", "PK-NW PK-TA PK-BA PK-PB PK-SD"), 1208);
  // January to November 2025 (Islamabad Post): 3,187 killed in 1,188 incidents; the five smaller regions were printed as one.
  const rest = "PK-GB+PK-IS+PK-JK+PK-PB+PK-SD";
  assert.equal(overRegions("2025-01/2025-11", "fatalities", `PK-KP PK-BA ${rest}`), 3187);
  assert.equal(overRegions("2025-01/2025-11", "incidents", `PK-KP PK-BA ${rest}`), 1188);
});

test("CRSS: the months of 2017 add up to the year", () => {
  // Annual report of 2017 (DNA News).
  assert.equal(add(months.map((period) => latest(crss, { period }))), 2057);
  assert.equal(add(months.map((period) => latest(crss, { period, measure: "injured" }))), 2074);
});

test("CRSS: civilians, security personnel and militants add up to all", () => {
  // Q2 2018 250, year 2020 600, January to September 2023 1,087, Q2 2023 284, Q2 2025 616, Q3 2025 901 killed.
  const periods = ["2018-Q2", "2020", "2023-01/2023-09", "2023-Q2", "2025-Q2", "2025-Q3"];
  assert.deepEqual(
    periods.map((period) => overVictims(crss, period, "fatalities")),
    [250, 600, 1087, 284, 616, 901],
  );
  assert.deepEqual(
    periods.map((period) => latest(crss, { period })),
    [250, 600, 1087, 284, 616, 901],
  );
  // Q2 2025 (The Truth International): 388 wounded, 273 incidents by whom they hit.
  assert.equal(overVictims(crss, "2025-Q2", "injured"), 388);
  assert.equal(overVictims(crss, "2025-Q2", "incidents"), 273);
});

test("CRSS: civilians and security personnel printed as one number fit the rest of their report", () => {
  const victim = "civilian+security";
  // 2024: 1,612 and 934 militants make 2,546. Q2 2025: 282 and 333 make 615. Q3 2025: 219 and 166 make 385. Q3 2016: 386 and 265 make 651.
  assert.equal(latest(crss, { period: "2024", victim }) + latest(crss, { period: "2024", victim: "militant" }), first("2024"));
  assert.equal(latest(crss, { period: "2025-Q2", victim }) + latest(crss, { period: "2025-Q2", victim: "militant" }), first("2025-Q2"));
  assert.equal(
    latest(crss, { period: "2025-Q3", victim: "civilian" }) + latest(crss, { period: "2025-Q3", victim: "security" }),
    latest(crss, { period: "2025-Q3", victim }),
  );
  assert.equal(latest(crss, { period: "2016-Q3", victim }) + latest(crss, { period: "2016-Q3", victim: "militant" }), first("2016-Q3"));
});

test("CRSS: attacks and operations add up to all", () => {
  // 2020: 372 + 228 killed in 260 + 101 incidents. Incidents of Q2 and Q3 2023 and of 2024: 121 + 55, 141 + 49, 909 + 257.
  assert.equal(overTypes("2020", "fatalities"), 600);
  assert.deepEqual(
    ["2020", "2023-Q2", "2023-Q3", "2024"].map((period) => overTypes(period, "incidents")),
    [361, 176, 190, 1166],
  );
  assert.deepEqual(
    ["2020", "2023-Q2", "2023-Q3", "2024"].map((period) => latest(crss, { period, measure: "incidents" })),
    [361, 176, 190, 1166],
  );
  // January to September 2024 as revised (Q3 2025): 1,022 + 505 = 1,527.
  assert.equal(overTypes("2024-01/2024-09", "fatalities"), latest(crss, { period: "2024-01/2024-09" }));
});

test("CRSS: the shares of Khyber Pakhtunkhwa and Balochistan add up to the one printed for both", () => {
  // Q1 2024 51 + 41 = 92, Q2 2024 67 + 25 = 92, Q1 2025 63 + 35 = 98 percent.
  for (const [period, both] of [
    ["2024-Q1", 92],
    ["2024-Q2", 92],
    ["2025-Q1", 98],
  ] as const) {
    assert.equal(overRegions(period, "fatalities_share", "PK-KP PK-BA"), both);
    assert.equal(latest(crss, { period, region: "PK-BA+PK-KP", measure: "fatalities_share" }), both);
  }
});

test("other publishers: parts that add up", () => {
  const picss = linesOf("picss");
  // PICSS, August 2024: 92 + 54 + 108 = 254. October 2024: 38 + 62 + 98 = 198 = 117 in attacks + 81 in actions.
  assert.equal(overVictims(picss, "2024-08", "fatalities"), latest(picss, { period: "2024-08" }));
  assert.equal(overVictims(picss, "2024-10", "fatalities"), 198);
  assert.equal(latest(picss, { period: "2024-10", incident_type: "Militant attack" }) + latest(picss, { period: "2024-10", incident_type: OPERATION }), 198);
  // SATP, 1 January to 15 April 2018: 48 + 53 + 54 = 155. Interior Ministry, ten months of 2024: 351 + 573 = 924.
  assert.equal(overVictims(linesOf("satp"), "2018-01-01/2018-04-15", "fatalities"), 155);
  const answer = linesOf("interior-ministry");
  const ofVictim = (victim: string) => latest(answer, { period: "2024-01/2024-10", victim, incident_type: ATTACK });
  assert.equal(ofVictim("civilian") + ofVictim("security"), ofVictim(""));
});

test("contradictions stay as printed: no figure is mended to fit", () => {
  // 2024 by quarters 2,562 against the year's 2,546 and 2,555; Q3 2015 wounded by region 402 against 404; 2023 attacks and operations 783 against 789.
  assert.equal(add(["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"].map((period) => latest(crss, { period }))), 2562);
  assert.equal(overRegions("2015-Q3", "injured", "PK-NW PK-TA PK-BA PK-PB PK-SD"), 402);
  assert.equal(latest(crss, { period: "2015-Q3", measure: "injured" }), 404);
  assert.equal(overTypes("2023", "incidents"), 783);
});
