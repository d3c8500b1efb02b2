import type { Dataset } from "../../server/domain/dataset";
import { Failure, type Import } from "../api";
import { type Child, fill, h } from "../dom";
import { list, number, plural } from "../format";
import { changesSection } from "./changes";
import { type Sheet, sheetWithout } from "./excerpt-table";
import { groupIssues } from "./issue-groups";
import { issueGroups, issueWords } from "./issues";
import { saveRejected } from "./rejected";
import { rowTally, updateTally } from "./tally";

interface Acts {
  publish(): Promise<void>;
  keep(): void;
  discard(): Promise<void>;
  /** Of a refused file that is still at hand: back to the review, or sent again without the rows kept out. */
  review(): void;
  sendWithout(): void;
}

interface Staged {
  report: Import;
  dataset: Dataset;
  token: string;
  /** The rows of the file where it is still at hand. */
  sheet: Sheet | null;
}

/** What is staged and what publishing it changes; the decision stays in sight. A file the server refused ends here. */
export function publishScreen({ report, dataset, token, sheet }: Staged, acts: Acts, signal: AbortSignal): HTMLElement {
  const refused = report.state === "invalid";
  const { rows, update } = report;
  const next = (dataset.revision ?? 0) + 1;
  const told = h("p", { class: "told", role: "alert" });
  const act = (words: string, tone: string, work: () => Promise<void>) => {
    const button = h("button", { type: "button", class: tone }, words);
    button.addEventListener("click", () => {
      button.disabled = true;
      work()
        .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : "That did not work. Nothing was changed."))
        .finally(() => {
          button.disabled = false;
        });
    });
    return button;
  };
  const rejected = h(
    "button",
    { type: "button", class: "plain", onclick: () => void saveRejected(report.id, token).then((words) => fill(told, words)) },
    `Download the ${rows.rejected === 1 ? "row" : `${number(rows.rejected)} rows`} kept out (CSV)`,
  );
  const groups = groupIssues(report.issues);
  const shown = issueGroups(groups, sheet ?? sheetWithout(report.issues, report.header_line));
  const name = report.file_name ?? "The file";
  const kept = dataset.revision === null ? "" : ` Revision ${dataset.revision} stays readable and can be restored.`;
  return h(
    "div",
    { class: "review" },
    h("h1", {}, refused ? `Refused: ${plural(report.issue_count, "fault")}` : `${plural(rows.accepted, "row")} staged, not public yet`),
    h(
      "p",
      { class: "deck" },
      refused ? `${name} was not taken in; nothing has changed.` : `${name} is on the server. Nobody sees it until you publish it as revision ${next}.`,
    ),
    rowTally(rows),
    update && updateTally(update),
    !refused && totals(report),
    rows.rejected > 0 && h("p", { class: "note" }, rejected),
    !refused && changesSection(token, report.id, signal),
    refused
      ? shown
      : shown && h("details", { class: "section quiet folded" }, h("summary", {}, h("b", {}, "What was told of the rows: "), issueWords(groups)), shown),
    h(
      "div",
      { class: "act" },
      told,
      refused
        ? [
            sheet !== null &&
              rows.accepted > 0 &&
              h(
                "button",
                { type: "button", class: "primary", onclick: acts.sendWithout },
                `Send again without the ${rows.rejected === 1 ? "row" : `${number(rows.rejected)} rows`}`,
              ),
            sheet !== null && h("button", { type: "button", onclick: acts.review }, "Back to the review"),
            act("Choose another file", sheet !== null && rows.accepted > 0 ? "" : "primary", acts.discard),
          ]
        : [
            act(`Publish ${plural(rows.accepted, "row")} as revision ${next}`, "primary", acts.publish),
            h("button", { type: "button", onclick: acts.keep }, "Keep staged"),
            act("Discard", "grave", acts.discard),
            h("p", { class: "note" }, `In one step, for everyone.${kept}`),
          ],
    ),
  );
}

function totals({ totals: { incidents, fatalities, injured } }: Import): Child {
  const parts = [
    incidents !== null && plural(incidents, "incident"),
    fatalities !== null && `${number(fatalities)} killed`,
    injured !== null && `${number(injured)} wounded`,
  ];
  const said = parts.filter((part) => part !== false);
  return said.length > 0 && h("p", { class: "note" }, `The rows add up to ${list(said)}.`);
}
