import type { Dataset } from "../../server/domain/dataset";
import { Failure, type Import } from "../api";
import { type Child, fill, h } from "../dom";
import { formOf, list, number, plural } from "../format";
import * as plurals from "../words/plurals";
import * as texts from "../words/upload-publish";
import { changesSection } from "./changes";
import { type Sheet, sheetWithout } from "./excerpt-table";
import { groupIssues } from "./issue-groups";
import { issueGroups, issueWords } from "./issues";
import { saveRejected } from "./rejected";
import { rowTally, updateTally } from "./tally";

interface Acts {
  /** With the revision that what is shown was compared with; null before it is shown. */
  publish(reviewed: number | null): Promise<void>;
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
  let reviewed: number | null = null;
  const next = () => (reviewed ?? dataset.revision ?? 0) + 1;
  const told = h("p", { class: "told", role: "alert" });
  const act = (words: string, tone: string, work: () => Promise<void>) => {
    const button = h("button", { type: "button", class: tone }, words);
    button.addEventListener("click", () => {
      button.disabled = true;
      changes?.stop();
      work()
        .catch((error: unknown) => {
          if (error instanceof Failure && error.code === "review_outdated") changes?.reload();
          else changes?.goOn();
          fill(told, wordsOf(error));
        })
        .finally(() => {
          button.disabled = false;
        });
    });
    return button;
  };
  const rejected = h(
    "button",
    { type: "button", class: "plain", onclick: () => void saveRejected(report.id, token).then((words) => fill(told, words)) },
    texts.downloadTheKeptOut(
      report.rejected_kept !== undefined
        ? texts.firstOf(number(report.rejected_kept), number(rows.rejected))
        : rows.rejected === 1
          ? formOf(1, plurals.row)
          : plural(rows.rejected, plurals.row),
    ),
  );
  const groups = groupIssues(report.issues);
  const shown = issueGroups(groups, sheet ?? sheetWithout(report.issues, report.header_line));
  const name = report.file_name ?? texts.theFile;
  const publish = act("", "primary", () => acts.publish(reviewed));
  const deck = h("p", { class: "deck" });
  const remark = h("p", { class: "note" });
  const say = () => {
    fill(deck, refused ? texts.wasNotTakenIn(name) : texts.isOnTheServer(name, next()));
    fill(publish, texts.publishAsRevision(plural(rows.accepted, plurals.row), next()));
    fill(remark, texts.inOneStepFor(next() === 1 ? "" : texts.revisionStaysReadableAnd(next() - 1)));
  };
  say();
  const shows = (revision: number) => {
    reviewed = revision;
    say();
  };
  const changes = refused ? null : changesSection(token, report.id, shows, signal);
  return h(
    "div",
    { class: "review" },
    h("h1", {}, refused ? texts.refused(plural(report.issue_count, plurals.fault)) : texts.stagedNotPublicYet(plural(rows.accepted, plurals.row))),
    deck,
    rowTally(rows),
    update && updateTally(update),
    !refused && totals(report),
    rows.rejected > 0 && h("p", { class: "note" }, rejected),
    changes?.element,
    refused ? shown : shown && h("details", { class: "section quiet folded" }, h("summary", {}, h("b", {}, texts.whatWasToldOf), issueWords(groups)), shown),
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
                texts.sendAgainWithoutThe(rows.rejected === 1 ? plurals.row.one : plural(rows.rejected, plurals.row)),
              ),
            sheet !== null && h("button", { type: "button", onclick: acts.review }, texts.backToTheReview),
            act(texts.chooseAnotherFile, sheet !== null && rows.accepted > 0 ? "" : "primary", acts.discard),
          ]
        : [publish, h("button", { type: "button", onclick: acts.keep }, texts.keepStaged), act(texts.discard, "grave", acts.discard), remark],
    ),
  );
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Failure)) return texts.thatDidNotWork;
  if (error.code !== "review_outdated") return error.message;
  return texts.anotherRevisionWasPublished;
}

function totals({ totals: { incidents, fatalities, injured } }: Import): Child {
  const parts = [
    incidents !== null && plural(incidents, plurals.incident),
    fatalities !== null && texts.killed(number(fatalities)),
    injured !== null && texts.wounded(number(injured)),
  ];
  const said = parts.filter((part) => part !== false);
  return said.length > 0 && h("p", { class: "note" }, texts.theRowsAddUp(list(said)));
}
