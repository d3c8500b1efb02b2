import { h } from "../dom";

export interface Disclosure {
  button: HTMLElement;
  /** Says anew what the button does, where its words have changed. */
  say(): void;
}

/** A button that opens what it controls, and says what it does now. */
export function disclosure(controlled: HTMLElement, shut: () => string, open: string): Disclosure {
  const button = h(
    "button",
    { type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": controlled.id, onclick: () => unfold(!isOpen()) },
    shut(),
  );
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  const say = () => {
    button.textContent = isOpen() ? open : shut();
  };
  const unfold = (next: boolean) => {
    button.setAttribute("aria-expanded", String(next));
    controlled.classList.toggle("open", next);
    say();
  };
  return { button, say };
}
