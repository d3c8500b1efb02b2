import { formatQuery } from "../../../server/domain/query";
import type { ChartSpec } from "../../charts/spec";
import { fill, freshId, h } from "../../dom";
import { plural } from "../../format";
import { explorationHref } from "./address";
import type { Findings } from "./load";

export interface TakeAway {
  button: HTMLElement;
  panel: HTMLElement;
  show(found: Findings, spec: ChartSpec | null, texts: { title: string; subtitle: string; source: string }): void;
}

/** Everything a reader can carry off: the rows, the picture, the address, the citation. The plot yields to it. */
export function takeAway(onToggle: (open: boolean) => void): TakeAway {
  const id = freshId("take-away");
  const panel = h("div", { class: "takeaway", id, hidden: true });
  const button = h(
    "button",
    { type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": id, onclick: () => unfold(panel.hidden !== false) },
    "Take away",
  );
  const unfold = (open: boolean) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    onToggle(open);
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    unfold(false);
    button.focus();
  });
  return {
    button,
    panel,
    show(found, spec, texts) {
      const { answer, query } = found;
      const address = formatQuery({ ...query, detail: false });
      const pinned = new URL(explorationHref({ query: { ...query, revision: answer.dataset.revision }, look: found.look }), location.href).href;
      const name = `${answer.dataset.slug}-${query.measure[0]}-${query.by.join("-") || "total"}`;
      const told = h("p", { class: "note", role: "status" }, "Status marks travel with the numbers. The link keeps showing this revision.");
      const file = (form: string, what: string) =>
        h(
          "li",
          {},
          h(
            "a",
            { href: `/api/aggregates${form === "json" ? "" : `.${form}`}?${address}`, download: `${name}.${form}` },
            form.toUpperCase(),
            h("span", {}, what),
          ),
        );
      const action = (label: string, what: string, act: () => Promise<string>) =>
        h("li", {}, h("button", { type: "button", class: "plain", onclick: () => void act().then((words) => fill(told, words)) }, label, h("span", {}, what)));
      fill(
        panel,
        h("h3", {}, `Data: ${plural(answer.rows.length, "row")}${found.periods.length > 0 ? `, ${plural(found.periods.length, "period")}` : ""}`),
        h("ul", {}, file("csv", "one header line, gaps empty"), file("xlsx", "with a sheet on sources"), file("json", "with notes and statuses")),
        spec && [
          h("h3", {}, "Image, with title and source"),
          h(
            "ul",
            {},
            action("PNG", "2× size", async () => (await import("../../charts/save")).savePng(spec, { ...texts, address: pinned }, `${name}.png`)),
            action("SVG", "to edit or print", async () => (await import("../../charts/save")).saveSvg(spec, { ...texts, address: pinned }, `${name}.svg`)),
          ),
        ],
        h("h3", {}, "Share"),
        h(
          "ul",
          {},
          action("Copy link", `fixed to revision ${answer.dataset.revision}`, () => copy(pinned, "Link copied.")),
          action("Copy citation", "publisher, revision, address", () =>
            copy(`${answer.dataset.citation.replace(/\/api\/aggregates\?.*$/, "")}${pinned}`, "Citation copied."),
          ),
        ),
        told,
      );
    },
  };
}

/** Where the clipboard is closed to the page the text itself is shown, to be copied by hand. */
async function copy(text: string, done: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    return text;
  }
}
