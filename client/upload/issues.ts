import type { Issue } from "../../server/domain/issue";
import { freshId, h } from "../dom";
import { capital, plural } from "../format";
import * as plurals from "../words/plurals";
import { faultTitle, saidHere } from "../words/said";
import * as words from "../words/upload-review";
import { excerptTable, type Sheet } from "./excerpt-table";
import type { IssueGroup } from "./issue-groups";

/** Groups of warnings of fewer rows than this are open at once, as far as there are few. */
const SHORT = 12;
const FEW = 3;

export const groupId = ({ level, code }: IssueGroup) => `${level}-${code}`;

/** Faults by what is wrong, errors first: how many, what to do, and the rows with the cell marked. Every group can be folded. */
export function issueGroups(groups: readonly IssueGroup[], sheet: Sheet): HTMLElement | null {
  if (groups.length === 0) return null;
  const sum = (level: Issue["level"]) => groups.filter((group) => group.level === level).reduce((total, { count }) => total + count, 0);
  const [errors, warnings] = [sum("error"), sum("warning")];
  return h(
    "section",
    { class: "section" },
    h("h2", {}, [errors > 0 && plural(errors, plurals.error), warnings > 0 && plural(warnings, plurals.warning)].filter(Boolean).join(", ")),
    h("p", { class: "deck" }, words.anErrorKeepsIts),
    groups.map((group, at) => groupBox(group, sheet, group.level === "error" || (at < FEW && group.count < SHORT))),
  );
}

function groupBox(group: IssueGroup, sheet: Sheet, open: boolean): HTMLElement {
  const { level, code, count, reasons } = group;
  const [only, ...others] = reasons;
  // Said in the heading where it is the only one, so that it can be read while the rows are folded.
  const reasonId = only !== undefined && others.length === 0 ? freshId("reason") : null;
  const isWhole = reasons.every(({ issues }) => issues.every(({ line }) => line === null || line <= sheet.header_line));
  const head = [
    h("span", { class: `level ${level}` }, h("span", { class: "level-mark", "aria-hidden": "true" }), capital(level)),
    h(
      "span",
      { class: "issue-title" },
      h("b", {}, faultTitle(code)),
      h("span", { class: "faint" }, isWhole ? words.theWholeFile : plural(count, level === "error" ? plurals.cell : plurals.row)),
      reasonId !== null && h("span", { class: "issue-reason", id: reasonId }, saidHere(only?.message ?? "")),
    ),
  ];
  const attributes = { class: `issue-group ${level}`, id: groupId(group) };
  if (isWhole && reasonId !== null) return h("div", attributes, h("div", { class: "issue-head" }, head));
  const body = isWhole ? reasons.map(({ message }) => h("p", { class: "note" }, saidHere(message))) : excerptTable(group, sheet, reasonId);
  return h("details", { ...attributes, open }, h("summary", { class: "issue-head" }, head), h("div", { class: "issue-body" }, body));
}

/** How many groups there are of how many issues, for a line above a folded list. */
export function issueWords(groups: readonly IssueGroup[]): string {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return words.thingsInKinds(plural(count, plurals.thing), plural(groups.length, plurals.kind));
}
