import { type Text, text } from "../inputs/text";
import { keepToken, keptToken } from "../token";

/** Asks for the token that uploads need. */
export function tokenField(required = true): Text {
  const hint = required
    ? "Printed by the server at its first start, or given by an admin. Kept in this tab only."
    : "Not needed to read a file here. With it, what was said of the dataset’s last file is used again.";
  const field = text("Upload token", { required, secret: true, hint });
  field.set(keptToken());
  field.input.addEventListener("input", () => keepToken(field.value));
  return field;
}
