import { printNumber } from "../../domain/print";
import { COUNTRY } from "../../domain/province";
import { dayInWords } from "../phrases";
import { isKnown } from "../resolve";
import { shareOf } from "../share";
import { type Asked, valueOn } from "./cells";
import { askOf, type Bench, noPeriod, outcomeOf } from "./judge-count";
import { addressOf } from "./proof";
import type { Counted, Found, Reading, Subject } from "./reading";
import { claimedRange, isInside, overlap, printedRange } from "./rounding";
import type { Outcome } from "./verdict";
import { cellInWords, countedInWords, onDay, percentInWords } from "./wording";

type ShareReading = Extract<Reading, { kind: "share" }>;

/** A share: as the publisher printed it where it did, else its counts over their total, then their earlier printings. */
export function judgeShare(bench: Bench, found: Found, { part, wholes }: ShareReading): Outcome {
  const asked = askOf(part);
  const measure = `${part.measure}_share`;
  if (asked === null) return noPeriod(part, measure);
  const counted = wholes.map((whole) => overWhole(bench, found, part, whole, asked));
  const best = counted.find(({ verdict }) => verdict === "holds") ?? counted.find(({ verdict }) => verdict === "holds_as_of");
  if (best !== undefined) return best;
  const printed = asPrinted(bench, found, part, asked);
  return printed ?? counted.find(({ verdict }) => verdict === "does_not_hold") ?? counted[0] ?? noPeriod(part, measure);
}

/** The publisher's own percentage; its hedge tells on which side of it the true value lies. */
function asPrinted({ dataset, cells }: Bench, found: Found, part: Subject, asked: Asked): Outcome | null {
  if (part.measure !== "fatalities" && part.measure !== "incidents") return null;
  const share: Asked = { ...asked, measure: part.measure === "fatalities" ? "fatalities_share" : "incidents_share" };
  const now = cells.now(share);
  if (now.value === null || now.qualifier === null) return null;
  const holds = overlap(claimedRange(found), printedRange(now.value, now.qualifier));
  const hedge = now.qualifier === "exact" ? "" : `${now.qualifier.replace("_", " ")} `;
  const reason = `The publisher printed ${hedge}${printNumber(now.value)}% of the ${part.measure === "fatalities" ? "killed" : "incidents"} for ${cellInWords(share).replace(/^share of (?:the killed|incidents)(?: in )?/, "")}${onDay(now.published_on)}.`;
  return outcomeOf(part, share.measure, { verdict: holds ? "holds" : "does_not_hold", nearest: now.value, reason, query: addressOf(dataset, cells, share) });
}

function overWhole({ dataset, cells }: Bench, found: Found, part: Subject, whole: Subject, asked: Asked): Outcome {
  const measure = `${part.measure}_share`;
  const total: Asked = { ...asked, region: whole.region, victim: whole.victim, type: whole.type };
  const [one, all] = [cells.now(asked), cells.now(total)];
  const share =
    part.region !== whole.region && !part.region.includes("+")
      ? "province"
      : part.victim !== whole.victim && !part.victim.includes("+")
        ? "victim"
        : part.type !== whole.type
          ? "incident_type"
          : undefined;
  const query = addressOf(dataset, cells, asked, { share });
  const as = (verdict: Outcome["verdict"], nearest: number | null, reason: string, address = query) =>
    outcomeOf(part, measure, { verdict, nearest, reason, query: address });
  const percent = isKnown(one) && isKnown(all) && one.scope === all.scope ? shareOf(one.value, all.value) : null;
  if (percent === null) {
    const gap = isKnown(one) && one.value !== null ? total : asked;
    return as("cannot_be_told", null, `Not printed, neither as a share nor as counts: ${cellInWords(gap)}.`);
  }
  const range = claimedRange(found);
  const nearest = Math.round(percent * 10) / 10;
  const told = `${printNumber(one.value ?? 0)} ${cellInWords(asked)}, of ${printNumber(all.value ?? 0)}${whole.region === COUNTRY ? " in all" : ""}: ${percentInWords(percent)}`;
  if (isInside(percent, range)) return as("holds", nearest, `${told}.`);
  const [parts, totals] = [cells.vintages(asked), cells.vintages(total)];
  for (const on of [...new Set([...parts, ...totals].map((vintage) => vintage.on))].sort().reverse()) {
    const then = shareOf(valueOn(parts, on) ?? (parts.length === 1 ? one.value : null), valueOn(totals, on));
    if (then !== null && isInside(then, range))
      return as(
        "holds_as_of",
        nearest,
        `By the printings of ${dayInWords(on)} it was ${percentInWords(then)}; today ${told}.`,
        addressOf(dataset, cells, asked, { share, asOf: on }),
      );
  }
  return as("does_not_hold", nearest, `${told}.`);
}

/** Another measure that the percentage is a share of. */
export function otherShare(bench: Bench, found: Found, reading: ShareReading): string | null {
  for (const measure of ["fatalities", "injured", "incidents", "casualties"] as const satisfies readonly Counted[]) {
    if (measure === reading.part.measure) continue;
    const outcome = judgeShare(bench, found, {
      kind: "share",
      part: { ...reading.part, measure },
      wholes: reading.wholes.map((whole) => ({ ...whole, measure })),
    });
    if (outcome.verdict === "holds")
      return `${percentInWords(found.value ?? 0)} is the share in ${countedInWords({ measure, type: "", victim: "", region: COUNTRY })}: ${outcome.reason}`;
  }
  return null;
}
