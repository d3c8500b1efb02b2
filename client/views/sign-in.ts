import { Failure, readToken } from "../api";
import { fill, h } from "../dom";
import { text } from "../inputs/text";
import { keepToken, keptToken } from "../token";

/** Asks for the token where reading is private, and goes on as soon as one is valid. */
export function signIn(proceed: () => void): HTMLElement {
  const token = text("Token", { required: true, secret: true, hint: "From whoever runs this ledger. Kept in this tab only." });
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, "Open");
  // A token that was kept and is refused here has been revoked or has expired.
  if (keptToken() !== "") fill(told, "The token kept in this tab is not valid any more.");
  const form = h("form", { class: "sign-in" }, h("p", {}, h("b", {}, "This ledger is private."), " Reading it needs a token."), token.element, button, told);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    fill(told);
    readToken(token.value)
      .then(() => {
        keepToken(token.value);
        proceed();
      })
      .catch((error: unknown) => fill(told, error instanceof Failure ? error.message : "The token could not be tried."))
      .finally(() => {
        button.disabled = false;
      });
  });
  return form;
}
