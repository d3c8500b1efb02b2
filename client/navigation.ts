import { byId, fill, h } from "./dom";
import * as words from "./words/page";

export interface Navigation {
  /** Says which of the places is shown: its place in the list, or none of them. */
  mark(at: number): void;
}

/** The list of views. On a phone it is folded behind a button, so that it neither scrolls sideways nor takes the first screen. */
export function navigation(places: readonly { label: string; href: string }[]): Navigation {
  const list = byId("nav");
  const nav = byId("views");
  const button = h(
    "button",
    { type: "button", class: "menu-button", "aria-expanded": "false", "aria-controls": "nav", onclick: () => unfold(!isOpen()) },
    words.menu,
  );
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const unfold = (open: boolean) => button.setAttribute("aria-expanded", String(open));
  const links = places.map(({ label, href }) => h("a", { href, onclick: () => unfold(false) }, label));
  fill(
    list,
    links.map((link) => h("li", {}, link)),
  );
  nav.prepend(button);
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    unfold(false);
    button.focus();
  });
  return {
    mark(at) {
      links.forEach((link, index) => {
        if (index === at) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      });
    },
  };
}
