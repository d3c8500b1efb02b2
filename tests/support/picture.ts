/** A rectangle of an SVG, with its fill. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
  fill: string;
}

/** What a picture's plot shows: its rectangles, shifted to the whole picture, and every text that is not only the halo of one. */
export function readSvg(svg: string): { rects: Rect[]; texts: string[] } {
  const [, left = "0", top = "0"] = /<g transform="translate\(([\d.]+) ([\d.]+)\)">/.exec(svg) ?? [];
  const plot = svg.slice(svg.indexOf('<g transform="translate('), svg.indexOf("</g>"));
  const number = (text: string, name: string) => Number(new RegExp(` ${name}="([-\\d.]+)"`).exec(text)?.[1]);
  const rects = [...plot.matchAll(/<rect [^>]*>/g)].map(([text]) => ({
    x: number(text, "x") + Number(left),
    y: number(text, "y") + Number(top),
    width: number(text, "width"),
    height: number(text, "height"),
    fill: / fill="([^"]*)"/.exec(text)?.[1] ?? "",
  }));
  const texts = [...svg.matchAll(/<text (?![^>]*aria-hidden)[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) =>
    text.replaceAll("&amp;", "&").replaceAll("&lt;", "<"),
  );
  return { rects, texts };
}
