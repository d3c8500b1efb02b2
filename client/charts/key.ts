import { type Child, h } from "../dom";
import type { Plate } from "./configure";
import { isOutlined } from "./fill";
import { namesFit } from "./names";
import { letters } from "./point";

/** The key of a chart: its series where they are not named on the plot, and each status mark that is really in it. */
export function chartKey(plate: Plate): Child[] {
  const { spec } = plate;
  const points = [...spec.series.flatMap((series) => series.points), ...(spec.totals ?? []), ...spec.years.flatMap((year) => year.total ?? [])];
  const shown = spec.series.flatMap((series) => (series.key === "unsplit" ? [] : series.points));
  const hue = spec.series[0]?.colour ?? "national";
  const single = spec.series.length === 1;
  const items: Child[] = [];
  if (!single && !namesFit(plate)) items.push(...seriesItems(plate));
  if (single && shown.some((point) => point.status === "published" && point.publishedOn !== null)) items.push(item(mark("solid", hue), "Published"));
  if (shown.some((point) => point.status === "derived" && !point.provisional))
    items.push(item(single ? mark("tint", hue) : null, single ? "Derived from published parts (d)" : "d derived"));
  if (points.some((point) => point.provisional)) items.push(item(single ? mark("hatched", hue) : null, single ? "Provisional (p)" : "p provisional"));
  if (shown.some((point) => point.status === "partial")) items.push(item(mark("part", hue), "Known in part: at least"));
  if (spec.series.some((series) => series.key === "unsplit"))
    items.push(item(mark("hatched", "edge"), "Known only for units together (“not split”), by subtraction"));
  const empty = spec.shape !== "line" && spec.periods.some((_, index) => spec.series.every((series) => series.points[index]?.value === null));
  if (empty) items.push(item(h("span", { class: "mark dotted" }), shown.some((point) => point.publishedOn !== null) ? "No figure found" : "Nothing known"));
  if (spec.shape === "line" && shown.some((point) => point.value === null)) items.push("A gap: no figure found");
  if (spec.years.some((year) => year.level && year.total?.value)) items.push(item(h("span", { class: "mark line" }), "Year’s total ÷ 4"));
  if (points.some((point) => letters(point).includes("r"))) items.push("r revised");
  return items.map((child) => h("span", { class: "key-item" }, child));
}

function seriesItems({ spec }: Plate): Child[] {
  const named = spec.series.filter((series) => series.colour !== "other" && series.key !== "unsplit" && series.points.some((point) => point.value !== null));
  const rest = spec.series.filter((series) => series.colour === "other" && series.points.some((point) => point.value !== null));
  const items = named.map((series) => item(mark(isOutlined(series.key) ? "outline" : "solid", series.colour), series.label));
  if (rest.length > 0) items.push(item(mark("solid", "other"), rest.length > 3 ? "Other units" : rest.map((series) => series.short).join(", ")));
  return items;
}

function item(sign: Node | null, words: string): Child {
  return [sign, words];
}

export function mark(kind: "solid" | "tint" | "hatched" | "part" | "outline", token: string): HTMLElement {
  const element = h("span", { class: `mark ${kind}` });
  element.style.setProperty("--hue", `var(--${token})`);
  return element;
}
