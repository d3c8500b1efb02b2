import type { Kind } from "../domain/dataset";
import { type Issue, issueAt } from "../domain/issue";
import { quote } from "./fault";
import type { Format } from "./formats/format";
import { formatsOf } from "./formats/known";

/**
 * The format of a file: the one named, else the first whose signature its header has, else the house format. A file with a row of
 * hashtags and no signature is read by its tags.
 */
export function recogniseFormat(keys: readonly string[], kind: Kind, named?: string, isTagged = false): Format | Issue {
  const formats = formatsOf(kind);
  if (named !== undefined) {
    const found = formats.find(({ name }) => name === named);
    const message = `There is no format ${quote(named)} for ${kind}. Known: ${formats.map(({ name }) => name).join(", ")}.`;
    return found ?? issueAt("error", null, null, null, "unknown_format", message);
  }
  const there = new Set(keys);
  const isSigned = ({ signatures, isForeign }: Format) =>
    signatures.some((signature) => signature.every((key) => there.has(key))) && !keys.some((key) => isForeign?.(key));
  const signed = formats.find(isSigned);
  const fallback = formats.find(({ name }) => name === (isTagged ? "hxl" : "house"));
  return signed ?? fallback ?? issueAt("error", null, null, null, "unknown_format", `There is no format for ${kind}. Choose another kind of dataset.`);
}
