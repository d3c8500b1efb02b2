import { BEST_RULE_WORDS, type BestRule } from "../domain/dataset";
import { groupBy } from "../domain/group";
import type { IncidentReport, People } from "../domain/incident-report";
import { periodInWords, periodOf } from "../domain/period";
import { printNumber } from "../domain/print";

interface Choice {
  measure: People;
  /** How many reports there are; those that give a number, the latest first. */
  told: number;
  given: readonly IncidentReport[];
  best: number | null;
  /** What the dataset's rule of today chooses. */
  byRule: number | null;
  rule: BestRule;
}

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const inWords = (count: number) => SMALL[count] ?? printNumber(count);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const on = (report: IncidentReport) => (report.published_on === null ? "undated" : `of ${periodInWords(periodOf(report.published_on, "day"))}`);
const by = (report: IncidentReport | undefined) => (report === undefined ? "" : `${report.source ?? "a source not named"}, ${on(report)}`);

/** How the best value of a count was chosen: how many say what, the rule, and what decided. */
export function howChosen(choice: Choice): string {
  const { measure, told, given, best, byRule, rule } = choice;
  const word = measure === "fatalities" ? "killed" : "wounded";
  if (given.length === 0) {
    const range = best === null ? "" : ` Counted is ${best}, the lower end of what is given as a range.`;
    return `${told === 1 ? "The report gives" : `None of the ${inWords(told)} reports gives`} ${told === 1 ? "no" : "a"} number of ${word}: not known, which is not zero.${range}`;
  }
  if (told === 1) return `One report: its ${printNumber(given[0]?.[measure].best ?? 0)} ${word}. There is nothing to choose.`;
  const votes = votesOf(given, measure);
  const said = votes.map(({ value, reports }) => `${inWords(reports.length)} ${reports.length === 1 ? "says" : "say"} ${printNumber(value)}`);
  const counted =
    given.length === told
      ? `${told === 2 ? "Both" : `All ${inWords(told)}`} reports give a number`
      : `${capital(inWords(given.length))} of ${inWords(told)} reports ${given.length === 1 ? "gives" : "give"} a number`;
  const opening = `${counted} of ${word}: ${said.join(", ")}.`;
  if (best !== byRule) {
    return `${opening} Counted is ${best ?? "no number"}, as chosen when the file was imported; the rule of today (${BEST_RULE_WORDS[rule]}) would choose ${byRule}.`;
  }
  return `${opening} ${becauseOf(choice, votes)}`;
}

interface Vote {
  value: number;
  /** The latest first. */
  reports: IncidentReport[];
}

function votesOf(given: readonly IncidentReport[], measure: People): Vote[] {
  return [...groupBy(given, (report) => report[measure].best ?? 0)]
    .map(([value, reports]) => ({ value, reports }))
    .sort((a, b) => b.reports.length - a.reports.length || b.value - a.value);
}

function becauseOf({ best, given, rule }: Choice, votes: readonly Vote[]): string {
  const chosen = `Best is ${printNumber(best ?? 0)}`;
  if (votes.length === 1) return `${chosen}: they agree.`;
  if (rule === "lowest") return `${chosen}, the lowest value reported.`;
  if (rule === "highest") return `${chosen}, the highest value reported.`;
  if (rule === "latest") return `${chosen}, the value of the report published last: ${by(given[0])}.`;
  const most = votes[0]?.reports.length ?? 0;
  const equal = votes.filter(({ reports }) => reports.length === most);
  const winner = votes.find(({ value }) => value === best)?.reports[0];
  if (equal.length === 1) return `${chosen}, the value most reports give.`;
  const other = equal.find(({ value, reports }) => value !== best && (reports[0]?.published_on ?? "") === (winner?.published_on ?? ""));
  const values = equal.map(({ value }) => printNumber(value));
  const tied = `${values.slice(0, -1).join(", ")} and ${values.at(-1)} are given equally often`;
  if (other !== undefined) return `${chosen}: ${tied}, and where the last reports of each are of one day the lower value stands.`;
  return `${chosen}: ${tied}, and the latest report among them says ${printNumber(best ?? 0)} (${by(winner)}).`;
}
