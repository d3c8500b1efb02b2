import { UNSPLIT } from "../../../server/domain/table";
import { isOutlined } from "../../charts/fill";
import type { Point } from "../../charts/point";
import type { Series } from "../../charts/spec";
import { type Child, h } from "../../dom";
import * as say from "../../words/explore-table";
import { cell, rowsHref } from "../number";
import { cellQuery } from "./chart-of";
import type { Drawable } from "./drawable";

/** A member's number at a period, which opens its rows; the whole has an empty key. */
export function numeric(found: Drawable, { key, label }: Pick<Series, "key" | "label">, index: number, point: Point | undefined): Child {
  if (point === undefined) return null;
  const period = found.periods[index] ?? null;
  const about = [label, period?.label].filter(Boolean).join(", ");
  return cell(point, rowsHref(cellQuery(found.query, found.category, key, period)), about);
}

/** A member's name behind the colour it has in the chart. */
export function nameOf({ key, label, colour }: Series): Child {
  const swatch = h("span", { class: key === UNSPLIT ? "swatch hatched" : isOutlined(key) ? "swatch outlined" : "swatch" });
  swatch.style.setProperty("--hue", `var(--${colour})`);
  return h("span", { class: "named" }, swatch, key === UNSPLIT ? [say.notSplit, h("span", { class: "faint" }, say.notSplitTogether)] : label);
}
