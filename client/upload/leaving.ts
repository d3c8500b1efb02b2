import { fill, freshId, h } from "../dom";
import { go, linkFollowed } from "../state";
import * as say from "../words/upload";

/** What would be lost if the page were left now. */
export interface Stake {
  title: string;
  words: string;
  /** What leaving does, on its button. */
  leave: string;
  /** Another way to leave, that loses nothing. */
  keep?: { words: string; act(): void };
}

interface Work {
  file: string;
  isStaged: boolean;
  isSending: boolean;
  /** Whether something was chosen that has not been sent. */
  isByHand: boolean;
  keep(): void;
}

/** What is lost of the work on a file if the page is left; null where it is nothing. */
export function stakeOf({ file, isStaged, isSending, isByHand, keep }: Work): Stake | null {
  if (isSending) return { title: say.askWhileSending, words: say.lostWhileSending(file), leave: say.stopAndLeave };
  if (isStaged) {
    const words = say.lostWhenStaged(file);
    return { title: say.askWhenStaged, words, leave: say.discardAndLeave, keep: { words: say.keepAndLeave, act: keep } };
  }
  return isByHand ? { title: say.askWhenChosen, words: say.lostWhenChosen(file), leave: say.leave } : null;
}

/** Asks before work is lost: in words where a link of the page is followed, by the browser's own question where the page is closed. */
export function guardLeaving(atStake: () => Stake | null, signal: AbortSignal): void {
  const title = h("h2", { id: freshId("leaving") });
  const words = h("p", { class: "note" });
  const ways = h("div", { class: "act-row" });
  const dialog = h("dialog", { class: "leaving", "aria-labelledby": title.id }, title, words, ways);
  document.body.append(dialog);
  signal.addEventListener("abort", () => dialog.remove());

  let isLeaving = false;
  /** What was confirmed is not asked again, unless the next view cannot be shown and this one stays. */
  const leave = async (href: string) => {
    isLeaving = true;
    await go(href);
    isLeaving = false;
  };
  const ask = (stake: Stake, href: string) => {
    const way = (label: string, tone: string, act: () => void) =>
      h(
        "button",
        {
          type: "button",
          class: tone,
          onclick: () => {
            dialog.close();
            act();
          },
        },
        label,
      );
    fill(title, stake.title);
    fill(words, stake.words);
    const { keep } = stake;
    fill(
      ways,
      way(say.stay, "primary", () => undefined),
      keep !== undefined &&
        way(keep.words, "", () => {
          keep.act();
          void leave(href);
        }),
      way(stake.leave, "grave", () => void leave(href)),
    );
    dialog.showModal();
  };

  document.addEventListener(
    "click",
    (event) => {
      const link = linkFollowed(event);
      const stake = link === null ? null : atStake();
      if (link === null || stake === null) return;
      event.preventDefault();
      ask(stake, link.href);
    },
    { capture: true, signal },
  );
  addEventListener(
    "beforeunload",
    (event) => {
      if (!isLeaving && atStake() !== null) event.preventDefault();
    },
    { signal },
  );
}
