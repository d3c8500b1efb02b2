import type { Dataset } from "../../server/domain/dataset";
import { Failure, type Import } from "../api";
import { type Child, fill, h } from "../dom";
import { list, number, plural } from "../format";
import { changesSection } from "./changes";
import { issueGroups } from "./issues";
import { groupIssues } from "./preview";
import { saveRejected } from "./rejected";
import { rowTally, updateTally } from "./tally";

interface Acts {
  publish(): Promise<void>;
  keep(): void;
  discard(): Promise<void>;
}

/** What is staged and what publishing it changes; the decision stays in sight. A file the server refused ends here. */
export function publishScreen(report: Import, dataset: Dataset, token: string, acts: Acts, signal: AbortSignal): HTMLElement {
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
    `Download the ${rows.rejected === 1 ? "row" : `${number(rows.rejected)} rows`} kept out`,
  );
  const publish = !refused && act(`Publish ${plural(rows.accepted, "row")} as revision ${next}`, "primary", acts.publish);
  const discard = act(refused ? "Choose another file" : "Discard", refused ? "primary" : "plain grave", acts.discard);
  const groups = groupIssues(report.issues);
  const name = report.file_name ?? "The file";
  return h(
    "div",
    { class: "review" },
    h(
      "div",
      { class: "review-head" },
      h("h1", {}, refused ? `Refused: ${plural(report.issue_count, "fault")}` : `${plural(rows.accepted, "row")} staged, not public yet`),
      h("p", { class: "deck" }, refused ? `${name} was not taken in; nothing has changed.` : `${name} is on the server. Nobody sees it until you publish.`),
    ),
    h(
      "aside",
      { class: "review-side", "aria-label": "Decision" },
      h("h2", {}, refused ? "Nothing to publish" : `Publish as revision ${next}`),
      rowTally(rows),
      update && updateTally(update),
      !refused && totals(report),
      rows.rejected > 0 && h("p", {}, rejected),
      h("div", { class: "act" }, publish || discard),
      !refused &&
        h(
          "p",
          { class: "hint" },
          `In one step, for everyone.${dataset.revision === null ? "" : ` Revision ${dataset.revision} stays readable and can be restored.`}`,
        ),
      !refused && h("p", { class: "ways" }, h("button", { type: "button", class: "plain", onclick: acts.keep }, "Keep staged"), discard),
      told,
    ),
    h(
      "div",
      { class: "review-main" },
      !refused && changesSection(token, report.id, signal),
      groups.length > 0 &&
        (refused
          ? issueGroups(groups)
          : h("details", { class: "section quiet folded" }, h("summary", {}, `What was told of the rows: ${noteCount(report)}`), issueGroups(groups))),
    ),
  );
}

const noteCount = ({ issue_count, rows }: Import) => `${plural(issue_count, "note")}, ${number(rows.rejected)} kept out`;

function totals({ totals: { incidents, fatalities, injured } }: Import): Child {
  const parts = [
    incidents !== null && plural(incidents, "incident"),
    fatalities !== null && `${number(fatalities)} killed`,
    injured !== null && `${number(injured)} wounded`,
  ];
  const said = parts.filter((part) => part !== false);
  return said.length > 0 && h("p", { class: "note" }, `The rows add up to ${list(said)}.`);
}
