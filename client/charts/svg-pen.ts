import { escaped } from "../../server/domain/xml";

/** What has been drawn on one canvas so far, as elements. */
export interface Drawing {
  width: number;
  height: number;
  marks: string[];
}

export interface Hatching {
  id: string;
  colour: string;
  ground: string;
}

/** a, b, c, d, e, f as in `setTransform`: x' = ax + cy + e, y' = bx + dy + f. */
type Matrix = [number, number, number, number, number, number];

interface Options {
  drawing: Drawing;
  canvas: object;
  /** A real context, for the widths of texts. */
  measure: CanvasRenderingContext2D;
  /** Clips of the whole document, numbered through. */
  clips: { count: number; defs: string[] };
  paintOf(paint: unknown): string;
  drawingOf(canvas: object): Drawing | null;
}

interface State {
  matrix: Matrix;
  clip: string | null;
  dash: number[];
  /** What is set by name: `fillStyle`, `lineWidth`, `font`... */
  set: Record<string, unknown>;
}

const START: State["set"] = {
  fillStyle: "#000000",
  strokeStyle: "#000000",
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  lineDashOffset: 0,
  font: "10px sans-serif",
  textAlign: "start",
  textBaseline: "alphabetic",
  direction: "ltr",
  globalAlpha: 1,
};

const rounded = (value: number) => String(Math.round(value * 100) / 100);

/** A drawing context that writes SVG elements: the part of `CanvasRenderingContext2D` that Chart.js and our plugins use. */
export function pen(options: Options): object {
  const { drawing, measure, clips } = options;
  let state: State = { matrix: [1, 0, 0, 1, 0, 0], clip: null, dash: [], set: { ...START } };
  const saved: State[] = [];
  let path = "";
  /** The path so far, while it is one upright rectangle and nothing else. */
  let box: { x: number; y: number; width: number; height: number } | null = null;

  const at = (x: number, y: number): [number, number] => {
    const [a, b, c, d, e, f] = state.matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  };
  const point = (x: number, y: number) => at(x, y).map(rounded).join(" ");
  const add = (command: string) => {
    path += command;
    box = null;
  };
  const scale = () => Math.hypot(state.matrix[0], state.matrix[1]);
  const apply = (by: Matrix) => {
    const [a, b, c, d, e, f] = state.matrix;
    const [p, q, r, s, t, u] = by;
    state.matrix = [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
  };
  const shared = () => {
    const alpha = Number(state.set.globalAlpha);
    return `${state.clip === null ? "" : ` clip-path="url(#${state.clip})"`}${alpha < 1 ? ` opacity="${rounded(alpha)}"` : ""}`;
  };
  const lines = () => {
    const { strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = state.set;
    const dash = state.dash.length > 0 ? ` stroke-dasharray="${state.dash.map((part) => rounded(part * scale())).join(" ")}"` : "";
    const offset = dash !== "" && lineDashOffset !== 0 ? ` stroke-dashoffset="${rounded(Number(lineDashOffset))}"` : "";
    const ends = `${lineCap === "butt" ? "" : ` stroke-linecap="${lineCap}"`}${lineJoin === "miter" ? "" : ` stroke-linejoin="${lineJoin}"`}`;
    return `stroke="${escaped(options.paintOf(strokeStyle))}" stroke-width="${rounded(Number(lineWidth) * scale())}"${dash}${offset}${ends}`;
  };
  const isUnseen = (paint: unknown) => paint === "transparent" || paint === "rgba(0,0,0,0)" || paint === "rgba(0, 0, 0, 0)";
  const shape = (rule = "") =>
    box === null
      ? `<path d="${path}"${rule === "evenodd" ? ' fill-rule="evenodd"' : ""}`
      : `<rect x="${rounded(box.x)}" y="${rounded(box.y)}" width="${rounded(box.width)}" height="${rounded(box.height)}"`;
  const rectangle = (x: number, y: number, width: number, height: number) => {
    const [left, top] = at(Math.min(x, x + width), Math.min(y, y + height));
    const upright = state.matrix[1] === 0 && state.matrix[2] === 0;
    return upright ? { x: left, y: top, width: Math.abs(width) * state.matrix[0], height: Math.abs(height) * state.matrix[3] } : null;
  };
  const text = (words: string, x: number, y: number, how: string) => {
    const { font, textAlign, textBaseline, direction } = state.set;
    const found = /^\s*(?:(?:italic|normal|oblique)\s+)?(?:(\d{3}|bold|normal)\s+)?([\d.]+)px(?:\/[\d.]+\w*)?\s+(.+)$/.exec(String(font));
    const [, weight = "400", size = "10", family = "sans-serif"] = found ?? [];
    // SVG readers disagree on dominant-baseline; the same shift in em is the same everywhere.
    const shift = Number(size) * ({ middle: 0.34, top: 0.8, hanging: 0.8, bottom: -0.2, ideographic: -0.2 }[String(textBaseline)] ?? 0);
    const turned = direction === "rtl";
    const anchor = { center: "middle", left: turned ? "end" : undefined, right: turned ? undefined : "end", end: "end" }[String(textAlign)];
    const [a, b, c, d] = state.matrix;
    const plain = a === 1 && b === 0 && c === 0 && d === 1;
    const [left, top] = plain ? at(x, y + shift) : [x, y + shift];
    const place = `x="${rounded(left)}" y="${rounded(top)}"${plain ? "" : ` transform="matrix(${state.matrix.map(rounded).join(" ")})"`}`;
    const bold = weight === "400" || weight === "normal" ? "" : ` font-weight="${weight}"`;
    drawing.marks.push(
      `<text ${place} font-family="${escaped(family)}" font-size="${size}"${bold}${anchor === undefined ? "" : ` text-anchor="${anchor}"`}${turned ? ' direction="rtl"' : ""} ${how}${shared()}>${escaped(words)}</text>`,
    );
  };

  const context = {
    canvas: options.canvas,
    save: () => void saved.push({ ...state, matrix: [...state.matrix], dash: [...state.dash], set: { ...state.set } }),
    restore: () => {
      state = saved.pop() ?? state;
    },
    setTransform: (...by: Matrix) => {
      state.matrix = by;
    },
    resetTransform: () => {
      state.matrix = [1, 0, 0, 1, 0, 0];
    },
    translate: (x: number, y: number) => apply([1, 0, 0, 1, x, y]),
    scale: (x: number, y: number) => apply([x, 0, 0, y, 0, 0]),
    rotate: (angle: number) => apply([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]),
    clearRect: () => {
      // Chart.js clears its canvas before each drawing: what was drawn before is gone.
      drawing.marks.length = 0;
    },
    beginPath: () => {
      path = "";
      box = null;
    },
    closePath: () => add("Z"),
    moveTo: (x: number, y: number) => add(`M${point(x, y)}`),
    lineTo: (x: number, y: number) => add(`${path === "" ? "M" : "L"}${point(x, y)}`),
    bezierCurveTo: (ax: number, ay: number, bx: number, by: number, x: number, y: number) => add(`C${point(ax, ay)} ${point(bx, by)} ${point(x, y)}`),
    rect: (x: number, y: number, width: number, height: number) => {
      const first = path === "";
      add(`M${point(x, y)}L${point(x + width, y)}L${point(x + width, y + height)}L${point(x, y + height)}Z`);
      if (first) box = rectangle(x, y, width, height);
    },
    arc: (x: number, y: number, radius: number, start: number, end: number) => {
      const whole = Math.abs(end - start) >= Math.PI * 2 - 1e-6;
      const r = rounded(radius * scale());
      const on = (angle: number) => point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      const large = end - start > Math.PI ? 1 : 0;
      add(`${path === "" || whole ? "M" : "L"}${on(start)}`);
      add(whole ? `A${r} ${r} 0 1 1 ${on(start + Math.PI)}A${r} ${r} 0 1 1 ${on(start)}` : `A${r} ${r} 0 ${large} 1 ${on(end)}`);
    },
    clip: (rule?: string) => {
      clips.count += 1;
      const id = `clip-${clips.count}`;
      // A clip inside a clip is the part they share.
      const within = state.clip === null ? "" : ` clip-path="url(#${state.clip})"`;
      clips.defs.push(`<clipPath id="${id}"${within}>${shape().replace(/^<path/, rule === "evenodd" ? '<path clip-rule="evenodd"' : "<path")}/></clipPath>`);
      state.clip = id;
    },
    fill: (rule?: string) => {
      if (path === "" || isUnseen(state.set.fillStyle)) return;
      drawing.marks.push(`${shape(rule)} fill="${escaped(options.paintOf(state.set.fillStyle))}"${shared()}/>`);
    },
    stroke: () => {
      if (path === "" || isUnseen(state.set.strokeStyle)) return;
      drawing.marks.push(`${shape()} fill="none" ${lines()}${shared()}/>`);
    },
    fillRect: (x: number, y: number, width: number, height: number) => {
      context.beginPath();
      context.rect(x, y, width, height);
      context.fill();
    },
    strokeRect: (x: number, y: number, width: number, height: number) => {
      context.beginPath();
      context.rect(x, y, width, height);
      context.stroke();
    },
    fillText: (words: string, x: number, y: number) => text(words, x, y, `fill="${escaped(options.paintOf(state.set.fillStyle))}"`),
    strokeText: (words: string, x: number, y: number) => text(words, x, y, `fill="none" aria-hidden="true" ${lines()}`),
    measureText: (words: string) => {
      measure.font = String(state.set.font);
      return measure.measureText(words);
    },
    setLineDash: (dash: number[]) => {
      state.dash = dash;
    },
    getLineDash: () => state.dash,
    drawImage: (other: object, x: number, y: number) => {
      const [left, top] = at(x, y);
      drawing.marks.push(`<g transform="translate(${rounded(left)} ${rounded(top)})">`, ...(options.drawingOf(other)?.marks ?? []), "</g>");
    },
  };
  for (const name of Object.keys(START)) {
    Object.defineProperty(context, name, {
      get: () => state.set[name],
      set: (value: unknown) => {
        state.set[name] = value;
      },
    });
  }
  return context;
}
