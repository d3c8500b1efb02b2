import { COUNTRY } from "../../domain/province";
import type { Mark, NumberMark } from "./mark";
import { isParted, marksBetween, type Scene } from "./scene";

/** Words around a number that put it beyond a ledger of totals; null when there are none. */
export function untoldOf(scene: Scene, number: NumberMark, group: boolean): string | null {
  const clause = (kind: Mark["kind"], reach: number) =>
    scene.marks.find(
      (mark) =>
        mark.kind === kind && Math.abs(mark.from - number.from) <= reach && !isParted(scene, Math.min(mark.to, number.to), Math.max(mark.from, number.from)),
    );
  if (group || clause("group", 8) !== undefined)
    return "The ledger does not count by group, tactic or special class of attack, only attacks, operations and all incidents.";
  if (scene.marks.some((mark) => mark.kind === "projection" && mark.to <= number.from && number.from - mark.to <= 14 && !hasPast(scene, mark.to, number.from)))
    return "It is a projection, not a count that was printed.";
  const place = attachedPlace(scene, number);
  if (place !== null) return `The ledger holds provinces and the country; ${place} is not counted apart.`;
  return null;
}

function hasPast(scene: Scene, from: number, to: number): boolean {
  return scene.tokens.slice(from, to).some(({ low }) => ["recorded", "killed", "witnessed", "reported"].includes(low));
}

/** A town, district or other country the number is placed in, where no province is named between. */
function attachedPlace(scene: Scene, number: NumberMark): string | null {
  const near = [...marksBetween(scene, "place", number.to, number.to + 14), ...marksBetween(scene, "elsewhere", number.to, number.to + 14)];
  const place = near.find(
    (mark) => ["in", "near", "at", "from", "of"].includes(scene.tokens[mark.from - 1]?.low ?? "") && !isParted(scene, number.to, mark.from),
  );
  if (place === undefined) return null;
  if (marksBetween(scene, "region", number.to, place.from).some((mark) => mark.region !== COUNTRY)) return null;
  return scene.tokens
    .slice(place.from, place.to)
    .map(({ text }) => text)
    .join(" ");
}

/** Whether the sentence tells of one attack rather than of a period. */
export function isSingle(scene: Scene): boolean {
  return scene.marks.some(({ kind }) => kind === "single") && !scene.dated.some(({ based, mark }) => !based && mark.phrase.kind === "dated");
}

/** A number that belongs to a date, a price or a clock. */
export function isDateOrPrice({ tokens }: Scene, number: NumberMark): boolean {
  const [before, after] = [tokens[number.from - 1], tokens[number.to]];
  const month = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:\p{L}*)$/u;
  const isMonth = (word: string | undefined) => word !== undefined && /^\p{Lu}/u.test(word) && month.test(word.toLowerCase());
  if (
    number.value <= 31 &&
    !number.percent &&
    (isMonth(before?.text) || isMonth(after?.text) || (before?.kind === "stop" && isMonth(tokens[number.from - 2]?.text)))
  )
    return true;
  return (
    ["$", "£", "€", "₹", "#", "/"].includes(before?.text ?? "") ||
    ["rs", "pkr", "usd", "no", "section", "article", "page", "aged", "v"].includes(before?.low ?? "")
  );
}
