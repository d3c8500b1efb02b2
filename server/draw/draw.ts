import { type Canvas, createCanvas, DOMMatrix } from "@napi-rs/canvas";
import { type Easel, hatches } from "../../client/charts/easel";
import { drawPicture } from "../../client/charts/image";
import { svgSheet } from "../../client/charts/svg";
import { readExploration } from "../../client/views/explore/address";
import { captionsOf } from "../../client/views/explore/captions";
import { drawable } from "../../client/views/explore/drawable";
import { pictureOf } from "../../client/views/explore/picture-of";
import type { Drawing, Drawn } from "../domain/drawing";
import { CANVAS_FONTS, registerFonts, SVG_FONTS } from "./fonts";
import { readThemes } from "./theme";

registerFonts();
const THEMES = { png: readThemes(CANVAS_FONTS), svg: readThemes(SVG_FONTS) };

// The two kinds of canvas differ in what charts do not use.
const canvas = (width: number, height: number) => createCanvas(width, height) as unknown as HTMLCanvasElement;
const EASEL: Easel = { canvas, hatch: hatches(canvas, () => new DOMMatrix([0.5, 0, 0, 0.5, 0, 0]) as DOMMatrix2DInit) };

/** Draws the chart that Explore shows at the address, from the same answers by the same functions. */
export async function draw({ address, answer, totals, publisher, source, form, theme, ...size }: Drawing): Promise<Drawn> {
  const found = drawable(readExploration(new URLSearchParams(address)), answer, totals);
  const spec = pictureOf(found);
  if (spec === null) return { undrawable: "no_chart" };
  const captions = captionsOf(found, publisher);
  const texts = { ...captions, address: source };
  if (form === "png") {
    const picture = drawPicture(EASEL, spec, texts, THEMES.png[theme], size) as unknown as Canvas;
    return { body: await picture.encode("png") };
  }
  const measure = EASEL.canvas(1, 1).getContext("2d");
  if (measure === null) throw new Error("There is no canvas to measure on.");
  const sheet = svgSheet(measure);
  const picture = drawPicture(sheet, spec, texts, THEMES.svg[theme], { ...size, pixels: 1 });
  const words = { title: captions.title, description: `${captions.subtitle}. ${spec.finding}.`, source: `${captions.source} ${source}` };
  return { body: new TextEncoder().encode(sheet.document(picture, words)) };
}
