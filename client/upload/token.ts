import { type Text, text } from "../inputs/text";
import { keepToken, keptToken } from "../token";
import * as words from "../words/upload";

/** Asks for the token that uploads need. */
export function tokenField(required = true): Text {
  const hint = required ? words.tokenHint : words.tokenHintWhenPicking;
  const field = text(words.uploadToken, { required, secret: true, hint });
  field.set(keptToken());
  field.input.addEventListener("input", () => keepToken(field.value));
  return field;
}
