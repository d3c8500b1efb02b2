import { BasicPlatform } from "chart.js";
import { readTheme } from "./colour";
import { configure, type Plate } from "./configure";
import { PAGE } from "./page-easel";
import { Chart } from "./registry";
import type { ChartSpec } from "./spec";

/** Width and height on paper, in CSS pixels: as wide as the text of an A4 page, drawn at three times that. */
const WIDTH = 700;
const HEIGHT = 230;
const PIXELS = 3;

/** The chart as an image for the printer, on paper colours: a canvas would be printed at the screen's few pixels. Hidden on screen. */
export function printImage(alt: string, spec: ChartSpec): HTMLImageElement {
  const root = document.documentElement;
  const onPaper = root.dataset.paper !== undefined;
  root.dataset.paper = "";
  const plate: Plate = { spec, theme: readTheme(), focus: null, narrow: false, moving: false, pixels: PIXELS, easel: PAGE, written: [] };
  if (!onPaper) delete root.dataset.paper;
  const canvas = PAGE.canvas(WIDTH, HEIGHT);
  const chart = new Chart(canvas, { ...configure(plate), platform: BasicPlatform });
  const image = document.createElement("img");
  image.className = "print-only chart-print";
  image.width = WIDTH;
  image.height = HEIGHT;
  image.alt = alt;
  image.src = canvas.toDataURL("image/png");
  chart.destroy();
  return image;
}
