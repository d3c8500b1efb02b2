import { MEASURES } from "../../server/domain/measure";
import { type Changes, Failure, readChanges } from "../api";
import { fill, h, unbroken } from "../dom";
import { number, plural, signed } from "../format";
import { differenceTables, figuresThatDiffer } from "../views/datasets/difference";
import { FIRST_GROUPING, GROUPINGS, groupingSelect } from "../views/datasets/grouping";
import * as words from "../words/upload-publish";

/** What is compared by first; where nothing differs by one, the next: yearly figures leave the quarters as they are. */
const FIRST = [FIRST_GROUPING, "year,province", "year"];

export interface ChangesSection {
  element: HTMLElement;
  /** Compares anew with what is in force now. */
  reload(): void;
  /** Asks nothing more while it is being decided; the decision may come to nothing. */
  stop(): void;
  goOn(): void;
}

/** What publishing an import would change: the figures people quote first, then each by period and place. Calls back with the revision compared with. */
export function changesSection(token: string, id: number, shows: (revision: number) => void, signal: AbortSignal): ChangesSection {
  const heads = h("div");
  const tables = h("div", {}, h("p", { class: "note" }, words.comparingWithWhatIs));
  // A table read out whole would be worse than none: how much differs is said, the rest is read by who wants it.
  const spoken = h("p", { class: "unseen", role: "status" });
  let asking = new AbortController();
  let wanted: readonly string[] | null = null;
  signal.addEventListener("abort", () => asking.abort());
  const load = async (groupings: readonly string[]) => {
    if (signal.aborted) return;
    asking.abort();
    asking = new AbortController();
    const mine = asking.signal;
    wanted = groupings;
    try {
      for (const [at, by] of groupings.entries()) {
        const changes = await readChanges(token, id, by, mine);
        if (mine.aborted) return;
        const count = figuresThatDiffer(changes).length;
        if (count === 0 && at < groupings.length - 1) continue;
        wanted = null;
        shows(changes.from);
        fill(heads, headlines(changes));
        fill(tables, differenceTables(changes));
        fill(spoken, count === 0 ? words.noFigureDiffers : `${plural(count, words.figureDiffers)}.`);
        return grouping.offer(GROUPINGS, by);
      }
    } catch (error) {
      if (mine.aborted) return;
      wanted = null;
      fill(tables, h("p", { class: "told" }, error instanceof Failure ? error.message : words.theComparisonCouldNot));
    }
  };
  const grouping = groupingSelect((by) => void load([by]));
  void load(FIRST);
  const element = h(
    "section",
    { class: "section" },
    h("h2", {}, words.whatPublishingChanges),
    h("p", { class: "deck" }, words.comparedWithTheRevision),
    heads,
    h("div", { class: "grouping" }, grouping.element),
    spoken,
    tables,
  );
  return {
    element,
    reload: () => void load(FIRST),
    stop: () => asking.abort(),
    goOn: () => wanted !== null && void load(wanted),
  };
}

type Headline = Changes["headlines"][number];

/** Figures that were known and change are tinted; new ones are folded below them. */
function headlines({ headlines: all }: Changes): HTMLElement | null {
  if (all.length === 0) return h("p", { class: "note" }, words.noYearsTotalOr);
  const isChanged = ({ before, growth_before, growth_after }: Headline) => before !== null || (growth_before !== null && growth_before !== growth_after);
  const latestFirst = all.toSorted((a, b) => b.year.localeCompare(a.year));
  const [changed, added] = [latestFirst.filter(isChanged), latestFirst.filter((headline) => !isChanged(headline))];
  return h(
    "div",
    { class: "headlines" },
    changed.length > 0 &&
      h(
        "ul",
        {},
        changed.map((headline) => h("li", { class: "changed" }, h("span", { dir: "auto" }, `${sentence(headline)}.`), h("b", {}, unbroken(moved(headline))))),
      ),
    added.length > 0 &&
      h(
        "details",
        { open: changed.length === 0 && added.length <= 6 },
        h("summary", {}, words.newWord(plural(added.length, words.yearsFigure))),
        h(
          "ul",
          {},
          added.map(({ measure, year, after, after_status }) =>
            h(
              "li",
              {},
              h("span", {}, `${MEASURES[measure].short}, ${year}`),
              h("b", {}, after === null ? "" : `${after_status === "partial" ? words.atLeast : ""}${number(after)}`),
            ),
          ),
        ),
      ),
  );
}

/** The sentence with the measure in the words of the page: `2024 killed 2,546 → 2,555`. */
function sentence({ text, measure }: Headline): string {
  return text.replace(measure, MEASURES[measure].short.toLowerCase()).replace("unknown → ", "");
}

/** A lower bound less a whole is no difference. */
function moved({ before, after, before_status, after_status }: Headline): string {
  if (before === null || after === null) return after === null ? words.withdrawn : words.newRow;
  if (before_status === "partial" || after_status === "partial") return after_status === "partial" ? words.aPartOfThe : words.nowTheWholeYear;
  return before === after ? words.growth : signed(after - before);
}
