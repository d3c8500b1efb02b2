import { nameKey } from "./name";

/**
 * Who was killed or wounded. CRSS's three classes add up to its totals (annual and quarterly reports since 2020):
 * civilians; security personnel; "outlaws", that is militants, insurgents and criminals.
 */
export const VICTIMS = ["civilian", "security", "militant", "unspecified"] as const;
export type Victim = (typeof VICTIMS)[number];

/** The classes whose figures add up to a published total, with those not specified where some were printed. */
export const VICTIM_PARTS: readonly Victim[] = ["civilian", "security", "militant"];

const SPELLINGS: Record<Victim, string[]> = {
  civilian: ["civilian", "civilians", "civ", "civs", "public", "non-combatant", "non-combatants", "noncombatants"],
  security: [
    "security",
    "security personnel",
    "security forces",
    "security force",
    "security official",
    "security officials",
    "security forces personnel",
    "sf",
    "sfs",
    "sf personnel",
    "lea",
    "leas",
    "law enforcement",
    "law enforcement agencies",
    "law enforcement personnel",
    "police",
    "army",
    "forces",
    "fc",
    "military",
    "soldiers",
    "troops",
  ],
  militant: [
    "militant",
    "militants",
    "outlaw",
    "outlaws",
    "insurgent",
    "insurgents",
    "terrorist",
    "terrorists",
    "criminal",
    "criminals",
    "extremist",
    "extremists",
    "terrorists/insurgents/extremists",
    "perpetrator",
    "perpetrators",
    "attackers",
  ],
  unspecified: ["unspecified", "not specified", "unknown", "other", "others", "unidentified", "not known"],
};
const ALL_SPELLINGS = ["all", "total", "all victims", "any", "overall", "everyone", "all classes", "all categories", "grand total", "killed"];

/**
 * Classes publishers print beside the three, and that belong to none of them for certain: PICSS's Razakars, volunteers of peace committees
 * who fight beside the forces. They are counted as not specified, so that the parts still reach the total, and it is said.
 */
const BESIDE = ["razakar", "razakars", "peace committee", "peace committees", "peace committee member", "peace committee members"].flatMap((name) => [
  name,
  ...(name.startsWith("razakar") ? [`${name} (peace committee)`, `${name} (peace committee members)`, `${name} (pro-government peace committee members)`] : []),
]);

const BY_KEY = new Map<string, Victim>();
for (const victim of VICTIMS) for (const spelling of SPELLINGS[victim]) BY_KEY.set(nameKey(spelling), victim);
const BESIDE_KEYS = new Set(BESIDE.map(nameKey));
for (const key of BESIDE_KEYS) BY_KEY.set(key, "unspecified");
const ALL_KEYS = new Set(ALL_SPELLINGS.map(nameKey));

/** The victim class a written word stands for, `all` for a total, null when unknown. */
export function findVictim(text: string): Victim | "all" | null {
  const key = nameKey(text);
  return BY_KEY.get(key) ?? (ALL_KEYS.has(key) ? "all" : null);
}

/** Whether a written word is a class beside the three, which is counted as not specified. */
export const isBesideClasses = (text: string): boolean => BESIDE_KEYS.has(nameKey(text));

export const VICTIM_LABELS: Record<Victim, string> = {
  civilian: "Civilians",
  security: "Security personnel",
  militant: "Militants",
  unspecified: "Not specified",
};

/** Who belongs to each class. */
export const VICTIM_DEFINITIONS: Record<Victim, string> = {
  civilian: "people who fight on neither side, officials included unless the source puts them with the forces",
  security: "army, Frontier Corps, police, Levies and other forces of the state",
  militant: "militants, insurgents and criminals; CRSS calls them outlaws",
  unspecified: "people of whom the source does not say",
};
