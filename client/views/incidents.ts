import { fill, h } from "../dom";
import type { Address } from "../state";
import { listingFace } from "./incidents/listing";
import type { Shown, View } from "./view";

/** The list of incidents and the page of one: two faces of a view, so that going back finds the list as it was. */
export function incidents(): View {
  const list = listingFace();
  const one = h("div", { class: "incident" });
  const element = h("div", {}, list.element, one);
  const turnTo = (face: HTMLElement) => {
    list.element.hidden = face !== list.element;
    one.hidden = face !== one;
  };
  turnTo(list.element);
  return {
    element,
    async show(address: Address, signal): Promise<Shown> {
      if (address.path === "/incidents") {
        const shown = await list.show(address, signal);
        if (!signal.aborted) turnTo(list.element);
        return shown;
      }
      const { incidentPage } = await import("./incident/page");
      const { content, shown } = await incidentPage(address.params, signal);
      if (signal.aborted) return shown;
      const fresh = one.hidden || one.childElementCount === 0;
      fill(one, content);
      turnTo(one);
      if (fresh) scrollTo(0, 0);
      return shown;
    },
  };
}
