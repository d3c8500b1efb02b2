import { byId, fill, h } from "./dom";
import { date, shortTitle } from "./format";
import type { Shown } from "./views/view";
import * as say from "./words/page";

/** Says in the masthead which dataset and which of its revisions is looked at. */
export function showStamp(stamp: Shown["stamp"]): void {
  fill(
    byId("stamp"),
    stamp && [
      h("span", { title: stamp.title }, shortTitle(stamp.title)),
      stamp.revision === null
        ? say.nothingPublishedYet
        : h("em", {}, h("b", {}, say.revision(stamp.revision)), stamp.publishedAt && h("span", { class: "of" }, say.of(date(stamp.publishedAt.slice(0, 10))))),
    ],
  );
}
