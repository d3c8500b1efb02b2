import { type Easel, hatches } from "./easel";

const canvas = (width: number, height: number): HTMLCanvasElement => {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  return made;
};

/** The canvases of the page. */
export const PAGE: Easel = { canvas, hatch: hatches(canvas, () => new DOMMatrix([0.5, 0, 0, 0.5, 0, 0])) };
