import type { Look } from "../../server/domain/drawing";
import type { Part } from "./part";

/** How an answer may be shown, and why another look would mislead. */

export const shownAs = "Shown as";
export const looks: Record<Look, string> = {
  line: "Line",
  columns: "Columns",
  share: "100%",
  panels: "Panels",
  range: "Range",
  change: "Change",
  map: "Map",
  table: "Table",
};
export const stacked = "Stacked";
export const bars = "Bars";
export const whyNot = "Why not the others?";
export const reason = (why: Part) => `: ${why}.`;
export const notDrawn = (look: Look, why: Part) => `${looks[look]} is not drawn: ${why}.`;

export const mapOfToday = "the map has the units of today: choose them under Boundaries";
export const mapNeedsProvinces = "a map needs a breakdown by province";
export const mapOnePeriod = "a map shows one period: choose one, or the whole span";
export const tooManyDimensions = "two dimensions at once fit only a table";
export const noAxis = "without periods there is no axis to draw on";
export const nothingToDraw = "there is nothing to draw";
export const ownFiguresOnly = "it is drawn of each period's own figures: choose them under Counted";
export const onePeriodNoLine = "one period makes no line";
export const sharesNeedParts = "shares need a breakdown";
export const sharesAlready = "these are shares already";
export const ratioHasNoShare = "this ratio has no share of a total";
export const partsOverlap = "these parts overlap, so they are no shares of one whole";
export const panelsNeedParts = "small multiples need a breakdown";
export const figuresHaveNoRange = "published figures have no least and most; Compare shows publishers side by side";
export const boundsOfPeopleOnly = "only killed and wounded are reported with bounds";
export const oneRangeAtATime = "a range is drawn for one line at a time";
export const oneChangeAtATime = "changes are drawn for one line at a time; the table has them all";

/** Of several measures at once. */
export const oneMapAtATime = "a map shows one measure at a time";
export const oneRankingAtATime = "bars are ranked by one measure at a time; the table has them all";
export const panelsAlready = "each measure has a panel of its own already";
export const tooManyColumns = "so many columns side by side cannot be told apart";
