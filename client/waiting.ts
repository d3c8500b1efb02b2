import { h } from "./dom";
import * as say from "./words/page";

/** Milliseconds without an answer after which a reader begins to wonder. */
const PATIENCE = 1000;

/** Says that an answer is being waited for, where it takes longer than a moment. What it says is over the page and moves nothing. */
export function waiting(): { begin(): void; end(): void } {
  const line = h("p", { class: "waiting-line no-print", role: "status" });
  document.body.append(line);
  let timer = 0;
  const end = () => {
    clearTimeout(timer);
    line.textContent = "";
  };
  return {
    begin() {
      end();
      timer = window.setTimeout(() => {
        line.textContent = say.waitingForAnswer;
      }, PATIENCE);
    },
    end,
  };
}
