import { h } from "../dom";
import type { View } from "./view";

export function nowhere(): View {
  const element = h(
    "div",
    { class: "nowhere" },
    h("h1", {}, "There is no page at this address"),
    h(
      "p",
      { class: "deck" },
      "It may have been typed by hand, or belong to another version of the ledger. ",
      h("a", { href: "/" }, "The latest quarter"),
      " is here.",
    ),
  );
  return { element, show: async () => ({ title: "No such page", stamp: null }) };
}
