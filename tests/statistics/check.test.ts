import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { checkText } from "../../server/statistics/check/check";
import type { Claim } from "../../server/statistics/check/verdict";
import { readFigureFile } from "../support/figures";

let crss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
});

function check(text: string, asOf: string | null = null): Claim[] {
  return checkText(text, crss, { slug: "crss", publisher: "Centre for Research and Security Studies (CRSS), Islamabad", asOf });
}

/** Claims as expected: `722 holds 2024-Q3 PK-KP fatalities; 90 holds`, in the text's order; `-` for no number, the cell only where it is the point. */
function assertClaims(text: string, expected: string): void {
  const claims = check(text);
  const wanted = expected.split("; ").map((one) => one.split(" "));
  const found = claims.map(({ value, verdict, period, region, measure }, at) =>
    [String(value ?? "-"), verdict, period, region, measure].slice(0, wanted[at]?.length ?? 2),
  );
  const shown = claims.map((claim) => `${claim.quote} | ${claim.value} ${claim.verdict} ${claim.period} ${claim.region} ${claim.measure}: ${claim.reason}`);
  assert.deepEqual(found, wanted, `${text}\n${shown.join("\n")}`);
}

/** Sentences worded after the pages named in data/crss.csv (`source_url`), which carry the same numbers. */
const RIGHT: [text: string, expected: string][] = [
  // The News, 1 October 2024.
  ["722 people were killed in the third quarter of 2024, a 90% surge.", "722 holds 2024-Q3 PK fatalities; 90 holds 2024-Q3 PK fatalities"],
  [
    "As many as 722 people were killed and 615 wounded in 328 incidents in Q3 2024, up from 380 in the second quarter.",
    "722 holds; 615 holds 2024-Q3 PK injured; 328 holds 2024-Q3 PK incidents; 380 holds 2024-Q2 PK fatalities",
  ],
  ["The third quarter (July-September) of the year 2024 saw a sharp rise: 722 lives lost, 615 injuries.", "722 holds; 615 holds"],
  [
    "Khyber Pakhtunkhwa (KP) and Balochistan bore nearly 97% of the fatalities and over 92% of the incidents in Q3 2024.",
    "97 holds 2024-Q3 PK-BA+PK-KP fatalities_share; 92 holds 2024-Q3 PK-BA+PK-KP incidents_share",
  ],
  [
    "Between July and September 2024 fatalities increased from 380 to 722, injuries by 180 per cent and incidents by 37 per cent.",
    "380 holds 2024-Q2 PK fatalities; 722 holds; 180 holds 2024-Q3 PK injured; 37 holds 2024-Q3 PK incidents",
  ],
  // IANS, 8 October 2025, and PTI, 2 October 2025.
  [
    "Pakistan saw an over 46 per cent surge in violence during the third quarter of 2025, with at least 901 fatalities and 599 injuries – including civilians, security personnel, and outlaws – resulting from 329 incidents of violence, including terror attacks and counter-terror operations.",
    "46 holds; 901 holds; 599 holds; 329 holds",
  ],
  [
    "In Q3 2025, of the 901 fatalities, 516 (57%) were those of the outlaws; civilian deaths stood at 219 (24%), whereas 166 (18%) security personnel embraced martyrdom.",
    "901 holds; 516 holds; 57 holds; 219 holds; 24 holds; 166 holds; 18 holds",
  ],
  [
    "Compared to Q2, 2025, the third quarter of 2025 marks almost 55% more losses among outlaws (516 vs 333), over 43% among civilians (219 vs 153), and nearly 28% among security personnel (166 vs 130).",
    "55 holds; 516 holds; 333 holds; 43 holds; 219 holds; 153 holds; 28 holds; 166 holds; 130 holds",
  ],
  [
    "In the third quarter of 2025 KP was the worst-hit region, suffering nearly 71 per cent (638) of the total violence-linked fatalities, and over 67 per cent (221) of the incidents of violence, followed by Balochistan, with over 25 per cent of fatalities (230) and incidents (85).",
    "71 holds; 638 holds 2025-Q3 PK-KP fatalities; 67 holds; 221 holds 2025-Q3 PK-KP incidents; 25 holds; 230 holds 2025-Q3 PK-BA fatalities; 85 holds 2025-Q3 PK-BA incidents",
  ],
  [
    "Between January and September 2024 (Q1-Q3), Pakistan recorded 1,527 fatalities. The toll of 2414 fatalities for the same period in 2025 marks a 58 per cent rise in violence.",
    "1527 holds 2024-01/2024-09 PK fatalities; 2414 holds 2025-01/2025-09 PK fatalities; 58 holds",
  ],
  [
    "In the first nine months of 2024, security operations caused 505 deaths (33 per cent of the total), while terror attacks claimed 1022.",
    "505 holds; 33 holds; 1022 holds",
  ],
  // Dawn and Islamabad Post, 30 June and 1 July 2025.
  [
    "Violence-linked fatalities dropped from 567 in Q1 to 389 in Q2, 2025 in KP, and from 317 to 190 in Balochistan.",
    "567 holds 2025-Q1 PK-KP fatalities; 389 holds 2025-Q2 PK-KP fatalities; 317 holds 2025-Q1 PK-BA fatalities; 190 holds 2025-Q2 PK-BA fatalities",
  ],
  [
    "Punjab saw a surge in fatalities by 162pc, though the number was low: from 8 in Q1 to 21 in Q2, 2025.",
    "162 holds 2025-Q2 PK-PB fatalities; 8 holds; 21 holds",
  ],
  ["Around 40% less violence was recorded in Balochistan in the second quarter of 2025, compared to the first quarter.", "40 holds 2025-Q2 PK-BA fatalities"],
  ["In Q2 2025 civilians faced 107 attacks, with 249 injured.", "107 holds; 249 holds"],
  // Daily Times and The News, 2 July 2024.
  [
    "The country experienced a 12% reduction in overall violence in the second quarter of 2024, with 380 fatalities recorded compared to 432 in Q1 2024.",
    "12 holds; 380 holds; 432 holds 2024-Q1 PK fatalities",
  ],
  [
    "KP suffered 67% and Balochistan 25% of all fatalities in the second quarter of 2024.",
    "67 holds 2024-Q2 PK-KP fatalities_share; 25 holds 2024-Q2 PK-BA fatalities_share",
  ],
  // The Frontier Post, 31 March 2024.
  [
    "At least 92% of all fatalities and 86% of attacks, including those of security forces operations, were recorded in Khyber Pakhtunkhwa and Balochistan in the first quarter of 2024.",
    "92 holds 2024-Q1 PK-BA+PK-KP fatalities_share; 86 holds 2024-Q1 PK-BA+PK-KP incidents_share",
  ],
  [
    "KP and Balochistan alone accounted for 51% and 41% of the total fatalities in Q1, 2024, respectively.",
    "51 holds 2024-Q1 PK-KP fatalities_share; 41 holds 2024-Q1 PK-BA fatalities_share",
  ],
  [
    "Among the 432 fatalities of the first quarter of 2024, 281 included civilians and security forces personnel; 64 incidents of sabotage came on top.",
    "432 holds; 281 holds; 64 holds",
  ],
  // Dawn, 14 July 2023; Geo, 1 October 2023; Pakistan Today, 1 October 2023.
  [
    "The number of fatalities decreased from 358 in the first quarter to 284 in the second quarter of 2023, an almost 21 per cent decline.",
    "358 holds 2023-Q1 PK fatalities; 284 holds; 21 holds",
  ],
  ["In the third quarter of 2023, 141 terrorist attacks caused 318 fatalities and 381 injuries.", "141 holds; 318 holds; 381 holds"],
  [
    "Violence surged by about 57 per cent in Q3 2023, with fatalities increasing from 284 in Q2 to 445 in Q3 of 2023.",
    "57 holds; 284 holds 2023-Q2 PK fatalities; 445 holds",
  ],
  [
    "854 people were killed or wounded in the first quarter of 2023, and most deaths -- 245 (or 68 per cent) -- were reported from KP.",
    "854 holds 2023-Q1 PK casualties; 245 holds 2023-Q1 PK-KP fatalities; 68 holds",
  ],
  // Pakistan Today, 9 July 2018; Dawn, 2015: Khyber Pakhtunkhwa was counted without FATA.
  [
    "In the second quarter of 2018 militant fatalities dropped to 77 from 89 in the first quarter, civilian fatalities from 120 to 112.",
    "77 holds; 89 holds 2018-Q1 PK fatalities; 120 holds; 112 holds",
  ],
  [
    "In the third quarter of 2015, 609 casualties were reported in Fata (497 dead and 112 injured), 202 casualties in KP (127 dead and 75 injured).",
    "609 holds; 497 holds 2015-Q3 PK-TA fatalities; 112 holds; 202 holds; 127 holds; 75 holds",
  ],
  // Islamabad Post, 2 December 2025; reports of 1 January 2026.
  [
    "From January to November 2025 Pakistan lost 3,187 lives, 25% more than in all of 2024; 126 people died in Sindh, Punjab, AJK, Islamabad and Gilgit-Baltistan.",
    "3187 holds; 25 holds; 126 holds",
  ],
  [
    "3,417 people were killed in 2025, a 34% rise; KP alone counted 2,331 dead, 68% of all fatalities.",
    "3417 holds; 34 holds; 2331 holds 2025 PK-KP fatalities; 68 holds",
  ],
  ["Nearly seven lives were lost daily in 2024, and 182 people were killed in sectarian violence.", "7 holds; 182 holds"],
  ["More than 900 people were killed and nearly 600 injured between July and September 2025.", "900 holds; 600 holds"],
];

test("sentences of the press, word for word the publisher's numbers, hold", () => {
  for (const [text, expected] of RIGHT) assertClaims(text, expected);
});

test("earlier printings hold as of their day, which the reason names", () => {
  const cases: [text: string, expected: string, reasons: string[]][] = [
    // Dawn, 1 January 2024: 1,524; The News, 1 October 2024: 1,523; today's 1,533 is of December 2024.
    [
      "In 2023, Pakistan witnessed 1,524 violence-related fatalities and 1,463 injuries from 789 terror attacks and counter-terror operations.",
      "1524 holds_as_of; 1463 holds_as_of; 789 holds_as_of",
      ["1 January 2024", "1 January 2024", "1 January 2024"],
    ],
    [
      "The first nine months of 2024 saw 1,534 deaths, surpassing the 1,523 of all of 2023.",
      "1534 holds_as_of 2024-01/2024-09 PK fatalities; - holds_as_of; 1523 holds_as_of 2023 PK fatalities",
      ["1 October 2024", "1,534", "1 October 2024"],
    ],
    ["The toll of the first three quarters of 2024 exceeds all of 2023.", "- holds_as_of", ["today 1,527"]],
    // 66 % was printed of 2,546 on 1,533; a year later 67 % of 2,555.
    [
      "Fatalities rose 66% in 2024, to 2,546 from 1,533 in 2023.",
      "66 holds_as_of; 2546 holds_as_of; 1533 holds",
      ["30 December 2024", "2,555", "30 December 2024"],
    ],
    ["Fatalities rose 67% in 2024.", "67 holds", ["2,555"]],
    // Q1 2025: 897 in March, 900 in June; Q2 2025: 615, later 616. The 31 % needs the 897.
    [
      "The first quarter of 2025 saw 897 deaths and the second at least 615.",
      "897 holds_as_of; 615 holds_as_of 2025-Q2 PK fatalities",
      ["31 March 2025", "30 June 2025"],
    ],
    ["Violence declined 32 percent in the second quarter of 2025.", "32 holds", ["900"]],
    ["Violence declined 31 percent in the second quarter of 2025.", "31 holds_as_of", ["897 (31 March 2025)"]],
    ["KP lost 1,616 people in 2024, Balochistan 782.", "1616 holds_as_of; 782 holds_as_of 2024 PK-BA fatalities", ["30 December 2024", "787"]],
  ];
  for (const [text, expected, reasons] of cases) {
    assertClaims(text, expected);
    for (const [at, claim] of check(text).entries()) assert.ok(claim.reason.includes(reasons[at] ?? "?"), `${text}\n${claim.reason}`);
  }
  assert.deepEqual(
    check("In 2023, 1,524 people were killed.", "2024-02-01").map(({ verdict }) => verdict),
    ["holds"],
  );
});

test("another measure, class or base is named where the number is right and its label is not", () => {
  const cases: [string, string][] = [
    ["722 casualties were recorded in the third quarter of 2024.", "722 is the figure of killed"],
    ["In Q3 2024, 722 people were wounded.", "722 is the figure of killed"],
    ["There were 909 incidents in 2024.", "909 is the figure of terrorist attacks"],
    ["There were 1,166 terror attacks in 2024.", "1,166 is the figure of incidents"],
    ["In Q3 2025, 385 civilians were killed.", "civilians and security personnel killed"],
    ["685 soldiers were killed in 2024.", "not of soldiers alone"],
    ["Fatalities rose 62% in the third quarter of 2024.", "July–September 2023"],
  ];
  for (const [text, words] of cases) {
    const [claim, ...more] = check(text);
    assert.ok(claim !== undefined && more.length === 0, text);
    assert.equal(claim.verdict, "holds_otherwise", `${text}\n${claim.reason}`);
    assert.ok(claim.reason.includes(words), claim.reason);
  }
});
