import { escaped } from "../../server/domain/xml";
import type { Easel } from "./easel";
import { type Drawing, type Hatching, pen } from "./svg-pen";

/** A sheet of SVG that charts are drawn on as on a canvas. */
export interface Sheet extends Easel {
  /** The sheet's own canvas, and its picture as a document when all is drawn. */
  document(canvas: HTMLCanvasElement, words: { title: string; description: string; source: string }): string;
}

/**
 * An easel whose canvases write SVG: the part of the 2d context that Chart.js, its plugins here and the picture's frame use. `measure`
 * is a real context, for the widths of texts.
 */
export function svgSheet(measure: CanvasRenderingContext2D): Sheet {
  const hatchings = new Map<string, Hatching>();
  const drawings = new WeakMap<object, Drawing>();
  const clips = { count: 0, defs: [] as string[] };
  const canvas = (width: number, height: number): HTMLCanvasElement => {
    const drawing: Drawing = { width, height, marks: [] };
    const made = { width, height, style: {} as Record<string, string>, getContext: (): unknown => context };
    const context = pen({ drawing, canvas: made, measure, clips, paintOf, drawingOf: (other) => drawings.get(other) ?? null });
    drawings.set(made, drawing);
    // Only what the pen has is ever used; a test draws every shape of chart with it.
    return made as unknown as HTMLCanvasElement;
  };
  const hatch = (colour: string, ground: string): CanvasPattern => {
    const key = `${colour} ${ground}`;
    const known = hatchings.get(key) ?? { id: `hatch-${hatchings.size + 1}`, colour, ground };
    hatchings.set(key, known);
    return known as unknown as CanvasPattern;
  };
  const paintOf = (paint: unknown): string => (typeof paint === "string" ? paint : `url(#${(paint as Hatching).id})`);
  return {
    canvas,
    hatch,
    document(of, { title, description, source }) {
      const drawing = drawings.get(of);
      const patterns = [...hatchings.values()].map(
        ({ id, colour, ground }) =>
          `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="${escaped(ground)}"/>` +
          `<path d="M-1 1l2 -2M0 5l5 -5M4 6l2 -2" stroke="${escaped(colour)}" stroke-width="1" stroke-linecap="square"/></pattern>`,
      );
      return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${of.width}" height="${of.height}" viewBox="0 0 ${of.width} ${of.height}" direction="ltr" role="img" aria-labelledby="title about">`,
        `<title id="title">${escaped(title)}</title>`,
        `<desc id="about">${escaped(`${description} ${source}`)}</desc>`,
        `<defs>${[...patterns, ...clips.defs].join("")}</defs>`,
        ...(drawing?.marks ?? []),
        "</svg>\n",
      ].join("\n");
    },
  };
}
