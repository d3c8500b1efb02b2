import { ipKeyGenerator } from "express-rate-limit";
import type { Notices } from "../db/notices";

/** How long is counted before counting begins anew, in milliseconds. */
export const WINDOW = 60_000;
/** How many addresses are remembered, of each kind. */
export const REMEMBERED = 10_000;
/** How long counts wait to be told to the other processes together, in milliseconds, and how many are told at once. */
const SOON = 100;
const TOGETHER = 100;

/** How many there were since `begun`, a time in milliseconds. */
export interface Count {
  times: number;
  begun: number;
}

/** What addresses did within the last minute, as all processes over one database know it together, each a moment after the others. */
export interface Counts {
  of: (address: string) => Count;
  add: (address: string, times: number) => Count;
}

/** A network's name in the counts: of IPv6 a reader has many addresses. */
export const addressOf = ({ ip }: { ip?: string | undefined }): string => ipKeyGenerator(ip ?? "");

/** Opens the counts of a kind, of which a process has one. */
export function shareCounts(notices: Notices, kind: string): Counts {
  const counts = new Map<string, Count>();
  const untold = new Map<string, number>();

  const of = (address: string): Count => {
    const known = counts.get(address);
    const count = known !== undefined && Date.now() - known.begun < WINDOW ? known : { times: 0, begun: Date.now() };
    // Set anew, so that the address not heard of for longest is the first to be forgotten.
    counts.delete(address);
    counts.set(address, count);
    const [oldest] = counts.keys();
    if (counts.size > REMEMBERED && oldest !== undefined) counts.delete(oldest);
    return count;
  };
  const change = (address: string, times: number): Count => {
    const count = of(address);
    count.times = Math.max(0, count.times + times);
    return count;
  };
  const tell = () => {
    const all = [...untold];
    untold.clear();
    for (let at = 0; at < all.length; at += TOGETHER) notices.say(kind, all.slice(at, at + TOGETHER));
  };
  notices.onSaid(kind, (words) => {
    for (const [address, times] of words as [string, number][]) change(address, times);
  });
  return {
    of,
    add: (address, times) => {
      if (untold.size === 0) setTimeout(tell, SOON).unref();
      untold.set(address, (untold.get(address) ?? 0) + times);
      return change(address, times);
    },
  };
}
