import { Failure } from "../../api";
import { fill, h } from "../../dom";
import { date } from "../../format";
import * as say from "../../words/tokens";
import { revokeToken, type TokenCard } from "./requests";

const day = (at: string | null, none: string) => (at === null ? none : date(at.slice(0, 10)));
const NAMES = [say.name, say.role, say.made, say.lastUsed, say.validUntil, say.state, ""];

/** All tokens there have been, with the way to end one. */
export function tokenList(admin: string, tokens: readonly TokenCard[], changed: () => void): HTMLElement {
  const told = h("p", { class: "told", role: "alert" });
  const row = (token: TokenCard) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", class: "text" }, token.name),
      [token.role, day(token.created_at, ""), day(token.last_used_at, say.never), day(token.expires_at, say.noEnd), token.state].map((cell, at) =>
        h("td", { class: "text", "data-name": NAMES[at + 1] }, cell),
      ),
      h("td", { class: "text" }, token.state === "revoked" ? null : revokeButton(admin, token, changed, (words) => fill(told, words))),
    );
  return h(
    "section",
    { class: "section" },
    h("h2", {}, say.allTokens),
    told,
    tokens.length === 0 ? h("p", { class: "note" }, say.noneIsMade) : table(tokens.map(row)),
  );
}

const table = (rows: HTMLElement[]) =>
  h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": say.tokensTable },
    h(
      "table",
      { class: "dataset-table token-table" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          NAMES.map((name) => (name === "" ? h("td", {}) : h("th", { scope: "col", class: "text" }, name))),
        ),
      ),
      h("tbody", {}, rows),
    ),
  );

/** Ends a token after a second word: it cannot be made valid again. */
function revokeButton(admin: string, token: TokenCard, changed: () => void, tell: (words: string) => void): HTMLElement {
  const place = h("span", { class: "ways" });
  const ask = () => {
    const yes = h("button", { type: "button", class: "plain grave", onclick: () => void revoke() }, say.revokeForGood(token.name));
    fill(place, yes, " ", h("button", { type: "button", class: "plain", onclick: rest }, say.keepIt));
    yes.focus();
  };
  const rest = () => fill(place, h("button", { type: "button", class: "plain", "aria-label": say.revokeNamed(token.name), onclick: ask }, say.revoke));
  const revoke = () =>
    revokeToken(admin, token.id)
      .then(changed)
      .catch((error: unknown) => {
        rest();
        tell(error instanceof Failure ? error.message : say.notRevoked);
      });
  rest();
  return place;
}
