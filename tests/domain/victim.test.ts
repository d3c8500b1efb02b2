import assert from "node:assert/strict";
import { test } from "node:test";
import { findVictim, VICTIM_LABELS, VICTIM_PARTS, VICTIMS } from "../../server/domain/victim";

test("the words of this field find their class", () => {
  const classes: Record<string, string[]> = {
    civilian: ["civilian", "Civilians", "CIVILIANS ", "Civ.", "Civs"],
    security: [
      "Security Personnel",
      "security-forces",
      "Security Officials",
      "SFs",
      "S.F.",
      "LEAs",
      "Law enforcement agencies",
      "Police",
      "Army",
      "FC",
      "Security Forces' personnel",
    ],
    militant: ["Outlaws", "outlaw", "Militants", "insurgents", "Terrorists", "criminals", "Terrorists/Insurgents/Extremists"],
    unspecified: ["Not Specified", "unknown", "Others", "unidentified"],
    all: ["All", "Total", "TOTAL:", "all victims", "Grand Total", "overall"],
  };
  for (const [victim, spellings] of Object.entries(classes)) {
    for (const spelling of spellings) assert.equal(findVictim(spelling), victim, spelling);
  }
});

test("a mixture or a narrower group is no class", () => {
  // CRSS prints "security and government officials"; "Chinese" says who, not which class.
  const unclear = ["security and government officials", "civilians and security", "Chinese", "journalists", "foreigners", "", "  ", "__proto__"];
  for (const word of unclear) assert.equal(findVictim(word), null, word);
  // PICSS prints peace committees beside the three classes and inside its total: they count, and nobody says as which.
  assert.equal(findVictim("peace committee members"), "unspecified");
});

test("the parts of a total are classes, and each class has a label", () => {
  for (const part of VICTIM_PARTS) assert.ok(VICTIMS.includes(part));
  for (const victim of VICTIMS) {
    assert.equal(findVictim(victim), victim);
    assert.equal(findVictim(VICTIM_LABELS[victim]), victim);
  }
});
