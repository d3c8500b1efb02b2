import type { Claim } from "../../../server/statistics/check/verdict";
import { checkText, Failure } from "../../api";
import { copied } from "../../copy";
import { type Child, fill, freshId, h } from "../../dom";
import { amount, date } from "../../format";
import { wholeAddress } from "../../state";
import * as say from "../../words/check";
import { proofHref } from "../brief/prose";
import { stretchesOf, summaryOf, VERDICT_WORDS } from "./verdicts";

export interface CheckBox {
  element: HTMLElement;
  /** The dataset and the day the text is checked against; an answer on screen is asked anew. */
  against(dataset: string, asOf: string | null): void;
}

/** The longest text the server reads at once, in characters. */
const LONGEST = 20_000;

const EXAMPLE = say.atLeast722People;

/** A box for a paragraph of the press: each claim in it is marked with its verdict, and told with reason, nearest value and proof. What it is checked against is chosen above it. */
export function checkBox(level: 1 | 2, choices: Child = null): CheckBox {
  const id = freshId("check");
  let target: { dataset: string; asOf: string | null } = { dataset: "", asOf: null };
  let checked: string | null = null;
  let controller = new AbortController();
  const input = h("textarea", { id, rows: 6, maxlength: LONGEST, "aria-describedby": `${id}-hint` });
  const button = h("button", { type: "submit", class: "primary" }, say.check);
  const example = h("button", { type: "button", class: "plain" }, say.tryAnExample);
  const told = h("p", { class: "check-told", role: "status" });
  const result = h("div");

  const run = async (text: string) => {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    if (text.trim() === "") {
      checked = null;
      fill(result);
      fill(told, say.pasteAParagraphFirst);
      input.focus();
      return;
    }
    button.disabled = true;
    try {
      const { claims } = await checkText({ text, dataset: target.dataset, as_of: target.asOf }, signal);
      checked = text;
      const on = target.asOf === null ? "" : say.asPrintedByDay(date(target.asOf));
      fill(told, `${summaryOf(claims)}${on}`);
      fill(result, resultOf(id, text, claims));
    } catch (error) {
      if (signal.aborted) return;
      fill(told, error instanceof Failure ? error.message : say.theTextCouldNot);
    } finally {
      if (!signal.aborted) button.disabled = false;
    }
  };

  const form = h(
    "form",
    { class: "check-form" },
    h("label", { class: "label", for: id }, say.aParagraphOfThe),
    input,
    h("p", { class: "note", id: `${id}-hint` }, say.everyNumberThatSpeaks),
    h("div", { class: "takes" }, button, example),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(input.value);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  example.addEventListener("click", () => {
    input.value = EXAMPLE;
    form.requestSubmit();
  });

  return {
    element: h("div", { class: "checker" }, h(level === 1 ? "h1" : "h2", {}, say.checkAParagraph), choices, form, told, result),
    against(dataset, asOf) {
      const same = target.dataset === dataset && target.asOf === asOf;
      target = { dataset, asOf };
      if (!same && checked !== null) void run(checked);
    },
  };
}

function resultOf(id: string, text: string, claims: readonly Claim[]): Child {
  if (claims.length === 0) return null;
  const marked = stretchesOf(text, claims).map(({ text: words, claim }): Child => {
    const found = claim === null ? undefined : claims[claim];
    if (found === undefined || claim === null) return words;
    const { sign, word } = VERDICT_WORDS[found.verdict];
    return h(
      "a",
      { class: `claim ${found.verdict}`, href: `#${id}-${claim + 1}`, title: found.reason },
      words,
      h(
        "span",
        { class: "claim-sign" },
        h("span", { "aria-hidden": "true" }, `${sign}${claim + 1}`),
        h("span", { class: "unseen" }, ` (${claim + 1}: ${word})`),
      ),
    );
  });
  const plain = () => [text, ...claims.map((claim, at) => `${at + 1}. “${claim.quote}”: ${VERDICT_WORDS[claim.verdict].word}. ${claim.reason}`)].join("\n\n");
  const copy = h("button", { type: "button", class: "plain" }, say.copyTheTextWith);
  copy.addEventListener("click", async () => fill(copy, (await copied(plain())) ? say.copied : say.theClipboardIsClosed));
  return [
    h("p", { class: "checked" }, marked),
    h(
      "ol",
      { class: "claims" },
      claims.map((claim, at) => item(`${id}-${at + 1}`, claim)),
    ),
    h("p", { class: "takes" }, copy),
  ];
}

/** A link; on paper, where nobody can follow it, the whole address. */
function proofOf(query: string): HTMLElement {
  const href = proofHref(query);
  return h("a", { href, "data-address": wholeAddress(href) }, say.proof);
}

function item(id: string, claim: Claim): HTMLElement {
  const { sign, word } = VERDICT_WORDS[claim.verdict];
  const nearest =
    claim.nearest === null || claim.nearest_unit === null || claim.nearest === claim.value
      ? null
      : h("span", { class: "nearest" }, say.theLedgersOwn, h("b", {}, amount(claim.nearest, claim.nearest_unit)));
  return h(
    "li",
    { id, tabindex: "-1", class: claim.verdict },
    h("p", {}, h("b", { class: "verdict" }, h("span", { "aria-hidden": "true" }, `${sign} `), word), h("q", {}, claim.quote)),
    h("p", { class: "note" }, claim.reason),
    h("p", { class: "note claim-foot" }, nearest, claim.query === null ? null : proofOf(claim.query)),
  );
}
