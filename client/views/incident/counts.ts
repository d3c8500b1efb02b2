import type { Count } from "../../../server/domain/incident";
import { PEOPLE, type People } from "../../../server/domain/incident-report";
import type { Reconciled, ReconciledPart } from "../../../server/statistics/reconcile";
import type { IncidentAnswer } from "../../api";
import { memberLabel } from "../../charts/plot";
import { type Child, h } from "../../dom";
import { number, plural } from "../../format";
import * as words from "../../words/incident";
import * as plurals from "../../words/plurals";

const WORDS: Record<People, string> = { fatalities: words.killed, injured: words.wounded };

/** What is counted for the incident: killed and wounded, how far the reports lie apart, and how the number was chosen. */
export function countsSection(found: IncidentAnswer): HTMLElement {
  return h(
    "div",
    { class: "counts" },
    PEOPLE.map((measure) => figure(found, measure)),
  );
}

function figure(found: IncidentAnswer, measure: People): HTMLElement {
  const whole = found.incident[measure];
  const several = found.parts.length > 1;
  return h(
    "section",
    { class: "headline-figure" },
    h("h2", {}, WORDS[measure]),
    h("p", { class: "figure" }, whole.best === null ? h("span", { class: "gap" }, "⋯") : number(whole.best)),
    h("p", { class: "spread" }, spreadWords(whole)),
    found.parts.map((part) => votes(part, measure, several)),
  );
}

function spreadWords({ low, best, high }: Count): string {
  if (best === null) return low === null ? words.notReportedWhichIs : words.reportedOnlyAsA(low, high);
  if (low === null || high === null || low === high) return words.noReportSaysOtherwise;
  return words.reportsSayTo(number(low), number(high));
}

/** What the reports of one victim class say: a row a value with a dot for each report, the counted one marked. */
function votes(part: ReconciledPart, measure: People, named: boolean): Child {
  const count = part[measure];
  return h(
    "div",
    { class: "votes" },
    named && h("h3", {}, memberLabel("victim", part.victim), ": ", count.best === null ? words.countNotReported : number(count.best)),
    count.values.length > 1 &&
      h(
        "ul",
        {},
        [...count.values].sort((a, b) => b.value - a.value).map((vote) => votedRow(vote.value, vote.reports.length, count)),
      ),
    h("p", { class: "note" }, count.how),
  );
}

function votedRow(value: number, times: number, count: Reconciled): HTMLElement {
  const isCounted = value === count.best;
  return h(
    "li",
    { class: isCounted ? "vote counted-value" : "vote" },
    h("b", {}, number(value)),
    h(
      "span",
      { class: "dots", "aria-hidden": "true" },
      Array.from({ length: Math.min(times, 40) }, () => h("i")),
    ),
    h("span", { class: "by" }, plural(times, plurals.report), isCounted ? h("span", { class: "is-counted" }, words.counted) : null),
  );
}
