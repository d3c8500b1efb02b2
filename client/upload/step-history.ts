import type { Step } from "./steps";

const MARKS = ["", "#map", "#review", "#publish"] as const;

export interface StepHistory {
  /** Makes the step an entry of the browser's history; `replace` where going back to the one before would lead nowhere. */
  enter(step: Step, how?: "push" | "replace"): void;
}

/** Lets the browser's Back lead one step back, and out of the upload only from the first. A file has no address, so a step cannot be opened by one. */
export function stepHistory(onMove: (step: Step) => void, signal: AbortSignal): StepHistory {
  const { pathname } = location;
  addEventListener(
    "popstate",
    () => {
      if (location.pathname === pathname) onMove(Math.max(0, MARKS.indexOf(location.hash as (typeof MARKS)[number])) as Step);
    },
    { signal },
  );
  return {
    enter(step, how = "push") {
      const mark = MARKS[step];
      if (location.hash === mark) return;
      const address = `${pathname}${location.search}${mark}`;
      if (how === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    },
  };
}
