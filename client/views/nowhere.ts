import { h } from "../dom";
import * as words from "../words/rows";
import type { View } from "./view";

export function nowhere(): View {
  const element = h(
    "div",
    { class: "nowhere" },
    h("h1", {}, words.thereIsNoPage),
    h("p", { class: "deck" }, words.itMayHaveBeen, h("a", { href: "/" }, words.theLatestQuarter), words.isHere),
  );
  return { element, show: async () => ({ title: words.noSuchPage, stamp: null }) };
}
