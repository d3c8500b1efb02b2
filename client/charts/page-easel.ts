import { type Easel, hatches } from "./easel";

const canvas = (width: number, height: number): HTMLCanvasElement => {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  // Time runs from left to right in every language, and so do its labels.
  made.dir = "ltr";
  return made;
};

/** The canvases of the page. */
export const PAGE: Easel = { canvas, hatch: hatches(canvas, () => new DOMMatrix([0.5, 0, 0, 0.5, 0, 0])) };
