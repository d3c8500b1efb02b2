import type { Kind } from "../domain/dataset";

const INCIDENTS = `incident_id,occurred_on,province,district,place,incident_type,tactic,perpetrator,claimed_by,target,victim,fatalities,injured,incidents,source,source_url,published_on,notes
2024-10-06-karachi,2024-10-06,Sindh,Malir,"near Jinnah International Airport, Karachi",Terrorist attack,suicide vehicle bomb,,BLA,Chinese nationals,civilian,2,8,1,Example Daily,https://example.org/1,2024-10-07,"At least eight hurt; a first report"
2024-11-09-quetta,2024-11-09,Balochistan,Quetta,"Railway station, Quetta",Terrorist attack,suicide bomb,BLA,BLA,Security forces,security,16,,1,Example Daily,https://example.org/2,2024-11-10,A blank count was not reported; 0 means none
2024-11-09-quetta,2024-11-09,Balochistan,Quetta,"Railway station, Quetta",Terrorist attack,suicide bomb,BLA,BLA,Security forces,civilian,10,,1,Example Daily,https://example.org/2,2024-11-10,Another victim class of the same incident
,2024-09,KP,North Waziristan,,Security operation,,,,,militant,25,0,3,Example Daily,https://example.org/3,2024-10-01,A tally of three operations known to the month
`;

const FIGURES = `period,region,victim,incident_type,measure,value,qualifier,scope,published_on,report,source,source_url,note
2024-Q3,PK,,,fatalities,722,exact,terrorism and counter-terrorism,2024-10-01,Quarterly report Q3 2024,Example Daily,https://example.org/4,A blank victim or incident_type means all
2024-Q3,PK,,,injured,615,exact,terrorism and counter-terrorism,2024-10-01,Quarterly report Q3 2024,Example Daily,https://example.org/4,
2024-Q3,PK-BA+PK-KP,,,fatalities_share,97,nearly,terrorism and counter-terrorism,2024-10-01,Quarterly report Q3 2024,Example Daily,https://example.org/4,A share in percent of two provinces together
2024-01/2024-09,PK,civilian,,fatalities,540,at_least,terrorism and counter-terrorism,2024-10-01,Quarterly report Q3 2024,Example Daily,https://example.org/4,Nine months
`;

/** A file to begin with: the header of the house format and a few rows that show how it is filled in. */
export function templateOf(kind: Kind): string {
  return kind === "incidents" ? INCIDENTS : FIGURES;
}
