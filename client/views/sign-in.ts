import { Failure, readToken } from "../api";
import { fill, h } from "../dom";
import { text } from "../inputs/text";
import { keepToken, keptToken } from "../token";
import * as words from "../words/tokens";

/** Asks for the token where reading is private, and goes on as soon as one is valid. */
export function signIn(proceed: () => void): HTMLElement {
  const token = text(words.token, { required: true, secret: true, hint: words.tokenHint });
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, words.open);
  // A token that was kept and is refused here has been revoked or has expired.
  if (keptToken() !== "") fill(told, words.keptTokenRefused);
  const form = h("form", { class: "sign-in" }, h("p", {}, h("b", {}, words.isPrivate), words.whatPrivateMeans), token.element, button, told);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    fill(told);
    readToken(token.value)
      .then(() => {
        keepToken(token.value);
        proceed();
      })
      .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : words.notTried))
      .finally(() => {
        button.disabled = false;
      });
  });
  return form;
}
