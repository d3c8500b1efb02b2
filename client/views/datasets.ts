import { fill, h } from "../dom";
import type { Address } from "../state";
import { datasetList } from "./datasets/list";
import { datasetPage } from "./datasets/page";
import type { Shown, View } from "./view";

/** The list, a dataset's page and its upload are one view with three faces, so that a draft survives a look at the list. */
export function datasets(): View {
  const element = h("div", { class: "datasets" });
  let leave: (() => void) | null = null;
  return {
    element,
    close: () => leave?.(),
    async show({ path }: Address, signal): Promise<Shown> {
      const [, , slug, face] = path.split("/").map(decodeURIComponent);
      if (face === "upload" && slug) {
        const { uploadPage } = await import("../upload/page");
        const page = await uploadPage(slug, signal);
        if (signal.aborted) return page.shown;
        leave?.();
        leave = page.leave;
        fill(element, page.element);
        return page.shown;
      }
      const { content, shown } = slug ? await datasetPage(slug, signal) : await datasetList(signal);
      if (signal.aborted) return shown;
      leave?.();
      leave = null;
      fill(element, content);
      return shown;
    },
  };
}
