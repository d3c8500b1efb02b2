import { type Child, h } from "../../dom";
import { plural } from "../../format";
import { address } from "../../state";
import { keptAddress, keptImports } from "../../upload/kept";
import * as words from "../../words/datasets";
import * as plurals from "../../words/plurals";

/** What just happened to the dataset, and what of this tab is staged and waits for a decision. */
export function notices(slug: string): Child {
  const restored = address().params.get("restored");
  const done =
    restored !== null &&
    /^\d{1,9}$/.test(restored) &&
    h("p", { class: "notice", role: "status", tabindex: "-1" }, h("b", {}, words.restored), words.itIsRevisionNow(restored));
  if (done) setTimeout(() => done.focus());
  const kept = keptImports(slug).map(({ id, file, rows }) =>
    h(
      "p",
      { class: "notice" },
      h("b", {}, words.stagedNotPublished),
      h("span", { class: "mono" }, file),
      `, ${plural(rows, plurals.row)}. `,
      h("a", { href: keptAddress(slug, id) }, words.seeWhatItChanges),
    ),
  );
  return [done, kept];
}
