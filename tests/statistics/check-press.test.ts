import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { checkText } from "../../server/statistics/check/check";
import { readFigureFile } from "../support/figures";

let crss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
});

/** Sentences worded as the press words them, over the figures of data/crss.csv: value, verdict and, where it is the point, period and region. */
const SENTENCES: Record<string, [text: string, expected: string][]> = {
  "numbers in words, other digits, round words": [
    ["Seven hundred and twenty-two people were killed in the third quarter of 2024.", "722 holds 2024-Q3"],
    ["Violence claimed one thousand, five hundred and thirty-three lives in 2023.", "1533 holds 2023"],
    ["۷۲۲ people were killed in Q3 2024, ٦١٥ wounded.", "722 holds; 615 holds"],
    ["About two dozen people were killed in Sindh in the third quarter of 2025.", "24 holds 2025-Q3 PK-SD"],
    ["A dozen people were killed in Sindh in the third quarter of 2025.", "12 cannot_be_told"],
    ["Hundreds of people died and dozens were injured in Q3 2024.", ""],
  ],
  "other word orders": [
    ["The violence went on, killing 722 and wounding 615 in July-September 2024.", "722 holds; 615 holds"],
    ["Compared with 380 in the preceding quarter, 722 people died in Q3 2024.", "722 holds 2024-Q3"],
    [
      "From 380 in the second quarter, deaths climbed to 722 in the third quarter of 2024, and injuries from 220 to 615.",
      "722 holds; 220 holds 2024-Q2; 615 holds",
    ],
    ["Killings rose from 380 to 722 between the second and third quarters of 2024.", "380 holds 2024-Q2; 722 holds 2024-Q3"],
    ["The death toll went from 1,028 in Q4 to 900 in Q1, 2025.", "1028 holds 2024-Q4; 900 holds 2025-Q1"],
    ["The July-September toll stood at 722 (2024) against 901 (2025).", "722 holds 2024-Q3; 901 holds 2025-Q3"],
    ["Deaths, at 722, were 90pc up in Q3 2024, injuries, at 615, 180pc.", "722 holds; 90 holds; 615 holds; 180 holds"],
    ["With 638 deaths, KP bore the brunt in Q3 2025; Balochistan, with 230, came second.", "638 holds 2025-Q3 PK-KP; 230 holds 2025-Q3 PK-BA"],
    ["Of 722 people killed in Q3 2024, nearly 97% died in KP and Balochistan.", "722 holds; 97 holds 2024-Q3 PK-BA+PK-KP"],
    ["Civilian and security force deaths (385) fell short of those of militants (516) in Q3 2025.", "385 holds; 516 holds 2025-Q3"],
    ["The quarter's 722 deaths compare with 380 in April-June 2024.", "722 cannot_be_told; 380 holds 2024-Q2"],
  ],
  "lists, and numbers tied to names by their order": [
    [
      "KP, Balochistan and Sindh recorded 638, 230 and 21 fatalities respectively in Q3 2025.",
      "638 holds 2025-Q3 PK-KP; 230 holds 2025-Q3 PK-BA; 21 holds 2025-Q3 PK-SD",
    ],
    ["Violence-related deaths: KP 638, Balochistan 230, Sindh 21 (Q3 2025).", "638 holds 2025-Q3 PK-KP; 230 holds 2025-Q3 PK-BA; 21 holds 2025-Q3 PK-SD"],
    [
      "900, 616 and 901 people were killed in the first, second and third quarters of 2025, respectively.",
      "900 holds 2025-Q1; 616 holds 2025-Q2; 901 holds 2025-Q3",
    ],
    ["722 and 615 people were killed and injured respectively in Q3 2024.", "722 holds; 615 holds"],
    ["In 2025, 3,417 people died; in 2024, 2,555; in 2023, 1,533.", "3417 holds 2025; 2555 holds 2024; 1533 holds 2023"],
  ],
  "changes in words, fractions and ratios": [
    ["Fatalities were up 90pc in Q3 2024 against the previous quarter.", "90 holds"],
    ["Injuries nearly tripled in the third quarter of 2024, from 220 to 615.", "200 holds; 220 holds; 615 holds"],
    ["The number of wounded more than doubled in the third quarter of 2024.", "100 holds"],
    ["Fatalities nearly doubled in Q3 2024.", "100 holds"],
    ["Violence dropped by almost a third in Q2 2025.", "33.3 holds"],
    ["KP accounted for more than two-thirds of the deaths in Q3 2025.", "66.7 holds 2025-Q3 PK-KP"],
    ["More than half of the dead in Q3 2025 were militants, a quarter of them civilians.", "50 holds; 25 holds"],
    ["Seven in ten deaths in Q3 2025 occurred in KP.", "70 holds 2025-Q3 PK-KP"],
    ["The death toll fell by 284 in the second quarter of 2025, or 32%.", "284 holds; 32 holds"],
    ["Deaths in 2024 were more than the 1,533 of 2023 by 1,022.", "1533 holds 2023"],
  ],
  "stretches of a year, and bases": [
    ["The first half of 2025 saw 1,516 fatalities.", "1516 holds 2025-01/2025-06"],
    ["In Q1 and Q2 of 2024, 812 people died.", "812 holds 2024-01/2024-06"],
    ["The second half of 2024 was deadlier, with 1,750 deaths against 812 in the first.", "1750 holds 2024-07/2024-12; 812 holds 2024-01/2024-06"],
    ["So far this year 2,414 people have been killed, the third-quarter 2025 report said.", "2414 holds 2025-01/2025-09"],
    ["In Q3 2025, fatalities rose 25 per cent compared to the same period last year, and 46 per cent compared to Q2.", "25 holds; 46 holds"],
    ["KP's share of fatalities rose to 71% in Q3 2025 from 63% in Q2.", "71 holds 2025-Q3 PK-KP; 63 holds 2025-Q2 PK-KP"],
  ],
  "hedges and ranges": [
    ["Between 700 and 730 people were killed in Q3 2024.", "730 holds"],
    ["Some 600-620 people were injured in Q3 2024.", "620 holds"],
    ["Close to 900 people died in Q3 2025, over 300 incidents were recorded.", "900 holds; 300 holds"],
    ["At least 900 people died in Q3 2025, as many as 599 were hurt.", "900 holds; 599 holds"],
    ["Roughly 300 incidents were recorded in Q3 2025.", "300 cannot_be_told"],
    ["Fatalities doubled in Q3 2024.", "100 cannot_be_told"],
  ],
  // FIELD, section 0: numbers of another year, of a shorter stretch, provinces or measures exchanged, bases and shares confused.
  "wrong ones": [
    [
      "329 incidents in July-September 2024 left 901 dead and 599 hurt, a 46% surge.",
      "329 does_not_hold; 901 does_not_hold; 599 does_not_hold; 46 does_not_hold",
    ],
    ["In the first half of 2024, 380 people were killed and 220 injured.", "380 does_not_hold 2024-01/2024-06; 220 does_not_hold 2024-01/2024-06"],
    ["In Q3 2025, 230 people were killed in KP and 638 in Balochistan.", "230 does_not_hold 2025-Q3 PK-KP; 638 does_not_hold 2025-Q3 PK-BA"],
    ["Injuries jumped 90% and fatalities 180% in the third quarter of 2024.", "90 does_not_hold; 180 does_not_hold"],
    ["Of those killed in Q3 2025, 57% were civilians and 24% militants.", "57 does_not_hold; 24 does_not_hold"],
    ["Sindh accounted for 23% of the fatalities in Q3 2025.", "23 does_not_hold 2025-Q3 PK-SD"],
    ["Seven hundred and twelve people were killed in the third quarter of 2024.", "712 does_not_hold"],
    ["KP, Balochistan and Sindh recorded 230, 638 and 21 fatalities respectively in Q3 2025.", "230 does_not_hold; 638 does_not_hold; 21 holds"],
    ["Over 1,000 people were killed in the third quarter of 2025.", "1000 does_not_hold"],
    ["Between 650 and 700 people were killed in Q3 2024.", "700 does_not_hold"],
    ["The number of deaths more than doubled in Q3 2024, and halved in Q2 2025.", "100 does_not_hold; 50 does_not_hold"],
    ["CRSS counted 905 terror attacks in 2024.", "905 does_not_hold"],
    ["A third of those killed in Q3 2025 were militants.", "33.3 does_not_hold"],
    ["Violence in 2024 rose 70% from 2023.", "70 does_not_hold"],
    ["Fatalities rose 97% in Q3 2024, while KP and Balochistan's share was 90%.", "97 does_not_hold; 90 does_not_hold"],
    ["The first three months of 2025 were the bloodiest quarter since 2014.", "- does_not_hold"],
    ["Punjab's fatalities fell 162% in Q2 2025.", "162 does_not_hold"],
  ],
  "what the ledger cannot tell": [
    ["In 2025 civilians and security personnel accounted for 1,357 deaths.", "1357 cannot_be_told"],
    ["CRSS recorded 2,546 deaths in 2024, the highest in nine years.", "2546 holds_as_of; - cannot_be_told"],
    ["45 people were killed in 24 attacks in KP last week.", "45 cannot_be_told; 24 cannot_be_told"],
    ["Operations by security forces killed 505 militants in the first nine months of 2024.", "505 cannot_be_told"],
  ],
};

for (const [name, sentences] of Object.entries(SENTENCES)) {
  test(`the press: ${name}`, () => {
    for (const [text, expected] of sentences) {
      const claims = checkText(text, crss, { slug: "crss", publisher: "CRSS", asOf: null });
      const wanted = expected === "" ? [] : expected.split("; ").map((one) => one.split(" "));
      const found = claims.map(({ value, verdict, period, region }, at) => [String(value ?? "-"), verdict, period, region].slice(0, wanted[at]?.length ?? 2));
      assert.deepEqual(found, wanted, `${text}\n${claims.map(({ quote, verdict, reason }) => `${quote} ${verdict}: ${reason}`).join("\n")}`);
      for (const { quote } of claims) assert.ok(text.includes(quote), quote);
    }
  });
}

test("a text that asks for too much is answered up to the limit, and the rest is said to be unchecked", () => {
  const regions = ["KP", "Balochistan", "Sindh", "Punjab", "FATA"];
  const years = [...Array(12).keys()].map((at) => 2014 + at);
  const text = years
    .flatMap((year) =>
      regions.flatMap((region) => [1, 2, 3, 4].map((quarter) => `${year + quarter} militants killed in ${region} in 2013-${year}, ${quarter}% up.`)),
    )
    .join(" ")
    .slice(0, 20_000);
  const claims = checkText(text, crss, { slug: "crss", publisher: "CRSS", asOf: null });
  const last = claims.at(-1);
  assert.ok(last?.verdict === "cannot_be_told" && last.reason.includes("check it in parts"), last?.reason);
  assert.ok(!claims[0]?.reason.includes("in parts"), claims[0]?.reason);
});
