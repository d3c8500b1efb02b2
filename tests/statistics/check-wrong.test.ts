import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { StoredFigure } from "../../server/domain/figure";
import { checkText } from "../../server/statistics/check/check";
import { readFigureFile } from "../support/figures";

let crss: StoredFigure[];
before(async () => {
  crss = await readFigureFile("crss.csv");
});

const check = (text: string) => checkText(text, crss, { slug: "crss", publisher: "CRSS", asOf: null });

/** Text, claimed value, nearest value, words of the reason. */
const WRONG: [text: string, value: number | null, nearest: number | null, words: string][] = [
  // The base of the 90 % is fatalities, not incidents (380 -> 722, 240 -> 328).
  ["In the third quarter of 2024 incidents surged 90 %.", 90, 36.7, "change of another measure: Killed"],
  ["Fatalities dropped 90 per cent in the third quarter of 2024.", 90, -90, "380"],
  ["Violence rose over 97 per cent in the third quarter of 2024.", 97, 90, "722"],
  // hour24.news printed the numbers of Q3 2025 as those of Q3 2024.
  ["At least 901 people were killed in the third quarter of 2024.", 901, 722, "July–September 2025"],
  ["599 people were injured in the third quarter of 2024.", 599, 615, "July–September 2025"],
  ["There were 329 incidents of violence in Q3 2024.", 329, 328, "July–September 2025"],
  ["Q3 2024 saw a 46% surge in violence.", 46, 90, "380"],
  // India Today gave the second quarter's numbers as those of the half-year.
  ["In the first half of 2024, 380 people were killed.", 380, 812, "April–June 2024"],
  ["As many as 220 people were injured in the first six months of 2024.", 220, 590, "April–June 2024"],
  // Dawn, 15 October 2015: with one death each in Islamabad and Gilgit-Baltistan the provinces make 1,210, not the stated 1,208.
  ["1,210 people died in the third quarter of 2015.", 1210, 1208, "1,208"],
  ["In Q3 2015 one fatality each was recorded in Islamabad and Gilgit-Baltistan.", 1, 0, "1,208"],
  // Dawn, 1 January 2024, against Geo's 537, which fits the printed 35 %.
  ["Security forces conducted 197 operations in 2023, leaving 545 militants dead.", 545, 537, "537"],
  // Classes exchanged: 219 civilians, 516 outlaws.
  ["In Q3 2025, 516 civilians were killed.", 516, 219, "militants killed"],
  ["In the third quarter of 2025, 638 people were killed in Balochistan.", 638, 230, "Khyber Pakhtunkhwa"],
  ["KP and Balochistan accounted for over 97% of the fatalities in Q3 2024.", 97, 97, "nearly 97%"],
  ["KP recorded a 32% reduction in violence in Q2 2025.", 32, 31.4, "567"],
  ["345 people were killed in the first quarter of 2022.", 345, 344, "344"],
  ["Fatalities doubled in the second quarter of 2025.", 100, -31.6, "900"],
];

test("misprints do not hold; the nearest value is given, and where the number comes from", () => {
  for (const [text, value, nearest, words] of WRONG) {
    const claim = check(text).find((one) => one.value === value);
    assert.ok(claim !== undefined, text);
    assert.deepEqual([claim.verdict, claim.nearest], ["does_not_hold", nearest], `${text}\n${claim.reason}`);
    assert.ok(claim.reason.includes(words), `${text}\n${claim.reason}`);
  }
});

/** Text, claimed value, words that say what is missing. */
const UNTOLD: [text: string, value: number | null, words: string][] = [
  ["KP and Balochistan bore 97% of the fatalities in Q3 2024, the highest percentage in a decade.", null, "no share for"],
  ["2024 was the deadliest year in a decade for Pakistan, with violence unabated.", null, "changed what it counts"],
  ["The Balochistan province saw 97 deaths in the third quarter of 2024.", 97, "Not printed"],
  ["KP suffered over 63% of all fatalities in Q1 2025 and saw an 18% reduction in violence.", 18, "October–December 2024"],
  ["The violence in the third quarter claimed 722 lives.", 722, "which period"],
  ["Fatalities in 2018 were down 52% on 2017.", 52, "changed what it counts"],
  ["AJK recorded six deaths in Q2 2025 after none in Q1, a 600% rise.", 600, "zero"],
  ["At least 11 people were killed in a suicide attack in Quetta on Tuesday.", 11, "Quetta"],
  ["PICSS recorded 641 militant attacks in 2023.", 641, "PICSS"],
  ["The TTP carried out at least 22 attacks in Q1 2023.", 22, "group"],
  ["CRSS projections warn of over 3,600 fatalities in 2025.", 3600, "projection"],
  ["In 2023, 65% of all fatalities resulted from terrorism.", 65, "Not printed"],
];

test("what the ledger cannot answer is said to be so, with what is missing", () => {
  for (const [text, value, words] of UNTOLD) {
    const claim = check(text).find((one) => one.value === value);
    assert.ok(claim !== undefined, text);
    assert.equal(claim.verdict, "cannot_be_told", `${text}\n${claim.reason}`);
    assert.ok(claim.reason.includes(words), `${text}\n${claim.reason}`);
  }
});

test("numbers that speak of something else are no claims", () => {
  for (const text of [
    "On October 1, 2024, the CRSS, founded 17 years ago, released its report at 11 am.",
    "A total of 47 districts reported violence in 2024, three of them in Punjab, against $60 million in damage.",
    "One of the two provinces that border Afghanistan saw four delegations in 2025.",
    "",
  ]) {
    assert.deepEqual(check(text), [], text);
  }
});

test("what a text names first carries over: its quarter, its provinces, the year of a quarter without one", () => {
  const text = `Violence surges 46% in third quarter\n\nISLAMABAD: Pakistan saw 901 deaths in the third quarter of 2025. KP was hit hardest with 638. The province also saw 221 incidents.
In the second quarter, 616 people had died. Compared to the fourth quarter of 2024, the toll fell.`;
  assert.deepEqual(
    check(text).map(({ value, verdict, period, region }) => [value, verdict, period, region]),
    [
      [46, "holds", "2025-Q3", "PK"],
      [901, "holds", "2025-Q3", "PK"],
      [638, "holds", "2025-Q3", "PK-KP"],
      [221, "holds", "2025-Q3", "PK-KP"],
      [616, "holds", "2025-Q2", "PK"],
    ],
  );
});
