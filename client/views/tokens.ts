import { Failure } from "../api";
import { fill, h } from "../dom";
import { text } from "../inputs/text";
import { keepToken, keptToken } from "../token";
import * as words from "../words/tokens";
import { recentChanges } from "./tokens/changes";
import { tokenList } from "./tokens/list";
import { makeForm } from "./tokens/make";
import { readTokens } from "./tokens/requests";
import type { View } from "./view";

/** Who may do what: tokens made, listed and revoked by an admin, and the record of what was changed. */
export function tokens(): View {
  const field = text(words.tokenOfAnAdmin, { required: true, secret: true, hint: words.adminTokenHint });
  const told = h("p", { class: "told", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, words.showTokens);
  const gate = h("form", { class: "sign-in" }, field.element, button, told);
  const body = h("div", {});
  gate.addEventListener("submit", (event) => {
    event.preventDefault();
    keepToken(field.value);
    void load();
  });

  async function load(signal?: AbortSignal): Promise<void> {
    const admin = keptToken();
    fill(told);
    try {
      const { tokens: all } = await readTokens(admin, signal);
      const changes = await recentChanges(admin, signal);
      if (signal?.aborted) return;
      gate.hidden = true;
      fill(
        body,
        makeForm(admin, () => void load()),
        tokenList(admin, all, () => void load()),
        changes,
      );
    } catch (error) {
      if (signal?.aborted) return;
      gate.hidden = false;
      fill(body);
      fill(told, error instanceof Failure ? error.message : words.notRead);
    }
  }

  return {
    element: h(
      "div",
      { class: "datasets tokens" },
      h("nav", { class: "crumbs", "aria-label": words.path }, h("a", { href: "/datasets" }, words.datasets), words.tokens),
      h("div", { class: "opening" }, h("div", {}, h("h1", {}, words.titleOfTokens), h("p", { class: "deck" }, words.deck))),
      gate,
      body,
    ),
    async show(_address, signal) {
      field.set(keptToken());
      if (keptToken() !== "") await load(signal);
      return { title: words.titleOfTokens, stamp: null };
    },
  };
}
