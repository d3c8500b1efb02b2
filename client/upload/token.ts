import { type Text, text } from "../inputs/text";

const KEY = "upload-token";

/** The upload token: kept for this tab only, sent as a header, never in an address. */
export function tokenField(required = true): Text {
  const hint = required
    ? "Printed by the server at its first start. Kept in this tab only."
    : "Not needed to read a file here. With it, what was said of the dataset’s last file is used again.";
  const field = text("Upload token", { required, secret: true, hint });
  field.set(keptToken());
  field.input.addEventListener("input", () => sessionStorage.setItem(KEY, field.value));
  return field;
}

export function keptToken(): string {
  return sessionStorage.getItem(KEY) ?? "";
}
