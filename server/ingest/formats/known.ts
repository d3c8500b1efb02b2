import type { Kind } from "../../domain/dataset";
import { acled, acledTo2016, acledTo2023 } from "./acled";
import { acledMonthly } from "./acled-monthly";
import { acledWeekly } from "./acled-weekly";
import type { Format } from "./format";
import { gtd } from "./gtd";
import { hapi } from "./hapi";
import { houseFigures } from "./house-figures";
import { houseIncidents } from "./house-incidents";
import { monthlyFigures } from "./monthly-figures";
import { ucdp } from "./ucdp";

/** Files read by their hashtags: the house formats, with what the tags say in place of the headers. */
const TAGGED: readonly Format[] = [
  { ...houseIncidents, name: "hxl" },
  { ...houseFigures, name: "hxl" },
];

/** Every format, the more particular signature first. A new one is a file beside this and a name here. */
const FORMATS: readonly Format[] = [
  acledTo2016,
  acledTo2023,
  acled,
  acledWeekly,
  hapi,
  acledMonthly,
  ucdp,
  gtd,
  ...monthlyFigures,
  houseIncidents,
  houseFigures,
  ...TAGGED,
];

/** Every format a file of the kind may have; the house format is taken where no signature fits. */
export function formatsOf(kind: Kind): readonly Format[] {
  return FORMATS.filter((format) => format.kind === kind);
}
