import type { Issue } from "../../server/domain/issue";
import { type Child, h } from "../dom";
import { capital, number, plural } from "../format";
import type { IssueGroup } from "./preview";
import { faultTitle, saidHere } from "./said";

const SHOWN = 5;
/** Groups of fewer lines than this are open at once; longer lists of warnings are folded. */
const SHORT = 12;

export const groupId = ({ level, code }: IssueGroup) => `${level}-${code}`;

/** Faults by what is wrong, errors first: how many, what to do, and the cell of each. Every group can be folded. */
export function issueGroups(groups: readonly IssueGroup[]): HTMLElement | null {
  if (groups.length === 0) return null;
  const sum = (level: Issue["level"]) => groups.filter((group) => group.level === level).reduce((total, { count }) => total + count, 0);
  const [errors, warnings] = [sum("error"), sum("warning")];
  return h(
    "section",
    { class: "section" },
    h("h2", {}, [errors > 0 && plural(errors, "error"), warnings > 0 && plural(warnings, "warning")].filter(Boolean).join(", ")),
    h("p", { class: "deck" }, "An error keeps its row out. A warning says how the row was read."),
    groups.map((group, at) => groupBox(group, group.level === "error" || (at < 3 && group.count < SHORT))),
  );
}

function groupBox(group: IssueGroup, open: boolean): HTMLElement {
  const { level, code, count, issues } = group;
  const whole = issues.every(({ line }) => line === null);
  return h(
    "details",
    { class: `issue-group ${level}`, id: groupId(group), open },
    h(
      "summary",
      {},
      h("span", { class: `level ${level}` }, h("span", { class: "level-mark", "aria-hidden": "true" }), capital(level)),
      h(
        "span",
        { class: "issue-title" },
        h("b", {}, faultTitle(code)),
        h("span", { class: "faint" }, whole ? "the whole file" : plural(count, level === "error" ? "cell" : "row")),
      ),
    ),
    h(
      "div",
      { class: "issue-body" },
      whole ? issues.map(({ message, value }) => h("p", { class: "note" }, saidHere(message), value ? [" ", raw(value)] : null)) : lines(group),
    ),
  );
}

function lines({ code, count, issues }: IssueGroup): Child {
  const [first] = issues;
  const same = issues.length > 1 && issues.every(({ message }) => message === first?.message);
  const rows = issues.map(({ line, column, value, message }) =>
    h(
      "tr",
      {},
      h("td", {}, line === null ? "file" : number(line)),
      h("td", { class: "left mono" }, column ?? ""),
      h("td", { class: "left" }, raw(value)),
      same ? null : h("td", { class: "left" }, saidHere(message)),
    ),
  );
  const hidden = rows.length > SHOWN + 1 ? rows.slice(SHOWN) : [];
  for (const row of hidden) row.hidden = true;
  const more = h("button", { type: "button", class: "plain" }, plural(hidden.length, "more line"));
  more.addEventListener("click", () => {
    for (const row of hidden) row.hidden = false;
    rows[SHOWN]?.querySelector("td")?.setAttribute("tabindex", "-1");
    rows[SHOWN]?.querySelector("td")?.focus();
    more.remove();
  });
  const heads = ["Column", "Value", ...(same ? [] : ["What is wrong and what to do"])];
  return [
    same && h("p", { class: "note" }, saidHere(first?.message ?? "")),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `${faultTitle(code)}, lines` },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Line"),
            heads.map((name) => h("th", { scope: "col", class: "left" }, name)),
          ),
        ),
        h("tbody", {}, rows),
      ),
    ),
    hidden.length > 0 && more,
    count > issues.length && h("p", { class: "hint" }, `The first ${number(issues.length)} of ${number(count)} are shown.`),
  ];
}

function raw(value: string | null): Child {
  if (value === null) return h("span", { class: "faint" }, "—");
  return value.trim() === "" ? h("span", { class: "faint" }, "blank") : h("span", { class: "raw" }, value);
}
