/** A format for people: whose files they are, and the rules of its own that change a number. */
export interface FormatWords {
  title: string;
  rules: string;
}

/** Every format of known.ts by its name. */
export const FORMAT_WORDS: Record<string, FormatWords> = {
  house: {
    title: "Incident Ledger's own, for incidents and for figures",
    rules:
      "Rows that share an incident_id and differ in victim add up; others are reports of one incident and count once. A blank count is not reported, which is not zero.",
  },
  hxl: {
    title: "Files with a row of HXL hashtags",
    rules: "The hashtags say what the columns are, in any order of attributes. Counts by sex or age are parts of the bare tag and are not added to it.",
  },
  acled: {
    title: "ACLED events, since March 2023",
    rules:
      "An event counts once by its id, also where a file repeats it for every actor. There is no column of wounded, so they are unknown. The two actors are sides, not attacker and attacked: neither is taken as perpetrator.",
  },
  "acled-to-2023": { title: "ACLED events, up to March 2023", rules: "As today's; data_id, which changed with each release, is no key." },
  "acled-to-2016": { title: "ACLED events, 2016 and before", rules: "As today's, with the headers of that time." },
  "acled-weekly": {
    title: "ACLED's weekly aggregates",
    rules: "A week counts on the Saturday it begins, also where it straddles two quarters, which is told. The population exposed is never added.",
  },
  "acled-hdx-monthly": {
    title: "ACLED's monthly counts on HDX",
    rules: "A zero was observed. Which events are counted is said by the file's name only; civilian targeting lies inside political violence.",
  },
  hapi: {
    title: "HDX HAPI conflict events",
    rules:
      "Its classes overlap: one is read, never several added. National rows and those of their parts are never added: of each month the finest level is read.",
  },
  "ucdp-ged": {
    title: "UCDP georeferenced events",
    rules:
      "An event counts on the day it begins. Only events with a death are coded, and no wounded. In a conflict with a state the dead of its side count as security personnel and those of the other side as militants; in others they are not specified.",
  },
  gtd: {
    title: "Global Terrorism Database",
    rules: "-9, -99 and blanks are unknown, never zero. The killed and wounded include the attackers, who are given apart; the rest is not split.",
  },
};
