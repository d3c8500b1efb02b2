import { Failure } from "../../api";
import { fill, h } from "../../dom";
import { select } from "../../inputs/select";
import { text } from "../../inputs/text";
import { createToken } from "./requests";

const ROLES = [
  { value: "reader", label: "Reader: reads, where reading is private" },
  { value: "editor", label: "Editor: datasets, uploads, publishing" },
  { value: "admin", label: "Admin: tokens, audit, archiving too" },
];
const UNTIL = [
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "", label: "Until it is revoked" },
];

/** A new token. Its secret is shown here once, and nowhere again. */
export function makeForm(admin: string, made: () => void): HTMLElement {
  const name = text("Who or what uses it", { required: true, placeholder: "Aisha Khan" });
  const role = select("Role");
  const until = select("Valid for");
  role.offer(ROLES, "editor");
  until.offer(UNTIL, "365");
  const told = h("div", { class: "field wide", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, "Make the token");
  const form = h("form", { class: "create" }, name.element, role.element, until.element, h("div", { class: "create-end" }, button), told);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    const expires_at = until.value === "" ? null : new Date(Date.now() + Number(until.value) * 86_400_000).toISOString();
    createToken(admin, { name: name.value, role: role.value, expires_at })
      .then(({ token, secret }) => show(token.name, secret))
      .catch((error: unknown) => fill(told, h("p", { class: "told" }, error instanceof Failure ? error.message : "The token could not be made.")))
      .finally(() => {
        button.disabled = false;
      });
  });
  const show = (owner: string, secret: string) => {
    const done = h("button", { type: "button", onclick: made }, "I have kept it");
    const shown = h("p", {}, h("code", { class: "secret" }, secret));
    fill(
      told,
      h("div", { class: "notice" }, h("p", {}, h("b", {}, `The token of ${owner}.`), " It is shown only now: hand it over, then go on."), shown, done),
    );
  };
  return h("section", { class: "section" }, h("h2", {}, "Make a token"), form);
}
