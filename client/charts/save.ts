import * as say from "../words/chart";
import { readTheme } from "./colour";
import { drawPicture, type ImageTexts, USUAL } from "./image";
import { PAGE } from "./page-easel";
import type { ChartSpec } from "./spec";
import { svgSheet } from "./svg";

/** Saves the chart as a picture with title, key, source and address inside, so that it can travel alone. Gives back what happened. */
export async function savePng(spec: ChartSpec, texts: ImageTexts, name: string): Promise<string> {
  const canvas = drawPicture(PAGE, spec, texts, readTheme(), USUAL);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) return say.imageNotMade;
  return save(blob, name);
}

/** The same drawn as SVG: lines and texts that can be edited, in the page's own fonts. */
export async function saveSvg(spec: ChartSpec, texts: ImageTexts, name: string): Promise<string> {
  const measure = PAGE.canvas(1, 1).getContext("2d");
  if (measure === null) return say.imageNotMade;
  const sheet = svgSheet(measure);
  const canvas = drawPicture(sheet, spec, texts, readTheme(), { ...USUAL, pixels: 1 });
  const text = sheet.document(canvas, { title: texts.title, description: `${texts.subtitle}. ${spec.finding}.`, source: `${texts.source} ${texts.address}` });
  return save(new Blob([text], { type: "image/svg+xml" }), name);
}

function save(blob: Blob, name: string): string {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return say.imageSaved;
}
