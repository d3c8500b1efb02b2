import { Failure } from "../../api";
import { fill, h } from "../../dom";
import { select } from "../../inputs/select";
import { text } from "../../inputs/text";
import * as words from "../../words/tokens";
import { createToken } from "./requests";

const ROLES = [
  { value: "reader", label: words.roleReader },
  { value: "editor", label: words.roleEditor },
  { value: "admin", label: words.roleAdmin },
];
const UNTIL = [
  { value: "90", label: words.ninetyDays },
  { value: "365", label: words.aYear },
  { value: "", label: words.untilItIsRevoked },
];

/** A new token. Its secret is shown here once, and nowhere again. */
export function makeForm(admin: string, made: () => void): HTMLElement {
  const name = text(words.owner, { required: true, placeholder: words.ownerExample });
  const role = select(words.role);
  const until = select(words.validFor);
  role.offer(ROLES, "editor");
  until.offer(UNTIL, "365");
  const told = h("div", { class: "field wide", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, words.makeTheToken);
  const form = h("form", { class: "create" }, name.element, role.element, until.element, h("div", { class: "create-end" }, button), told);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    const expires_at = until.value === "" ? null : new Date(Date.now() + Number(until.value) * 86_400_000).toISOString();
    createToken(admin, { name: name.value, role: role.value, expires_at })
      .then(({ token, secret }) => show(token.name, secret))
      .catch((error: unknown) => fill(told, h("p", { class: "told" }, error instanceof Failure ? error.message : words.notMade)))
      .finally(() => {
        button.disabled = false;
      });
  });
  const show = (owner: string, secret: string) => {
    const done = h("button", { type: "button", onclick: made }, words.secretKept);
    const shown = h("p", {}, h("code", { class: "secret" }, secret));
    fill(told, h("div", { class: "notice" }, h("p", {}, h("b", {}, words.secretOf(owner)), words.secretShownOnce), shown, done));
  };
  return h("section", { class: "section" }, h("h2", {}, words.makeAToken), form);
}
