/** What a picture is drawn on: the page's own canvases, a server's, or a sheet of SVG. Charts and key know nothing else of the place. */
export interface Easel {
  /** An empty canvas of so many pixels. */
  canvas(width: number, height: number): HTMLCanvasElement;
  /** Diagonal lines of a colour on a ground. */
  hatch(colour: string, ground: string): CanvasPattern | string;
}

const TILE = 10;

/** Hatches made as a tile on a canvas, kept by their colours. Drawn at twice the size and shrunk, so that the lines stay crisp on dense screens. */
export function hatches(canvas: Easel["canvas"], shrunk: () => DOMMatrix2DInit): Easel["hatch"] {
  const known = new Map<string, CanvasPattern | string>();
  return (colour, ground) => {
    const key = `${colour} ${ground}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const tile = canvas(TILE, TILE);
    const context = tile.getContext("2d");
    if (context === null) return ground;
    context.fillStyle = ground;
    context.fillRect(0, 0, TILE, TILE);
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.lineCap = "square";
    for (const shift of [-TILE, 0, TILE]) {
      context.beginPath();
      context.moveTo(shift, TILE);
      context.lineTo(shift + TILE, 0);
      context.stroke();
    }
    const pattern = context.createPattern(tile, "repeat");
    pattern?.setTransform(shrunk());
    known.set(key, pattern ?? ground);
    return pattern ?? ground;
  };
}
