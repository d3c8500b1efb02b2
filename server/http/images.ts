import { type Request, Router } from "express";
import { formatLook, type Look, readLook } from "../domain/drawing";
import { type Fault, formatQuery, parseQuery, type Query } from "../domain/query";
import { questionsOf } from "../domain/question";
import { type Asked, answer, ask } from "./answer";
import { versionOf } from "./forms";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";
import { originOf, parametersOf, sendMade } from "./reply";
import { studio } from "./studio";

const SIZES = { width: [320, 2000, 1200], height: [240, 1600, 675], scale: [1, 3, 2] } as const;
const THEMES = ["light", "dark"] as const;
/** Marks that can be told apart in a picture, generously. */
const MOST_ROWS = 5_000;
const MOST_PIXELS = 12_000_000;

const NO_CHART =
  "This question has no chart. A chart needs a breakdown by year, quarter, month or day, at most one more dimension beside it, and at least one period; a ranking one measure and one dimension alone; a map (view=map) one measure and the provinces of one period or of the whole span. Ask /api/aggregates for the table.";

interface Wish {
  look: Look;
  theme: (typeof THEMES)[number];
  width: number;
  height: number;
  scale: number;
}

/**
 * `/api/chart.png` and `/api/chart.svg`: the chart that Explore shows for the question, drawn without a browser.
 */
export function imageRoutes(ledger: Ledger): Router {
  const router = Router();
  const easel = studio();
  router.get(["/chart.png", "/chart.svg"], async (request, response) => {
    const form = request.path.endsWith(".svg") ? "svg" : "png";
    const { query, wish, faults } = readWish(request);
    const asked = await ask(ledger, query, faults);
    const { revision } = asked.edition;
    const origin = originOf(request);
    const look = formatLook(wish.look);
    const source = `${origin}/explore?${formatQuery({ ...asked.query, layout: "tidy", detail: false, revision })}${look}`;
    const version = versionOf(asked);
    const key = ["picture", form, version.key, source, JSON.stringify(wish)].join("|");
    await sendMade(request, response, { key, pinned: version.pinned }, form === "svg" ? "image/svg+xml; charset=utf-8" : "image/png", async () => {
      const { parts, totals } = questionsOf(asked.query, wish.look, asked.dataset.kind);
      const of = (one: Query) => answer(ledger, { ...asked, query: one } satisfies Asked);
      const found = await of(parts);
      const whole = totals === null ? null : await of(totals);
      if (found.rows.length > MOST_ROWS)
        throw new Problem(400, "too_many_marks", `This chart would have ${found.rows.length} marks; at most ${MOST_ROWS} are drawn. Ask for fewer periods.`);
      const { width, height, scale, theme } = wish;
      const { publisher } = asked.dataset;
      const address = `${formatQuery({ ...asked.query, layout: "tidy" })}${look}`;
      const drawn = await easel.draw({ address, answer: found, totals: whole, publisher, source, form, theme, width, height, pixels: scale });
      if ("undrawable" in drawn) throw new Problem(400, "no_chart", NO_CHART);
      return Buffer.from(drawn.body);
    });
  });
  return router;
}

/** The question and how to draw it; what cannot be read comes back as faults. */
function readWish(request: Request): { query: Query; wish: Wish; faults: Fault[] } {
  const params = parametersOf(request);
  const faults: Fault[] = [];
  const single = (name: string): string | null => {
    const values = params.getAll(name);
    params.delete(name);
    if (values.length > 1) faults.push({ parameter: name, message: `Give "${name}" once.` });
    return values[0]?.trim() || null;
  };
  const size = (name: keyof typeof SIZES): number => {
    const [least, most, usual] = SIZES[name];
    const text = single(name);
    if (text === null) return usual;
    if (/^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
    faults.push({ parameter: name, message: `"${text}" is not a ${name}: a whole number from ${least} to ${most}.` });
    return usual;
  };
  const choice = <T extends string>(name: string, values: readonly T[], usual: T): T => {
    const text = single(name);
    const found = text === null ? usual : values.find((value) => value === text);
    if (found === undefined) faults.push({ parameter: name, message: `"${text}" is not a ${name}. Use one of ${values.join(", ")}.` });
    return found ?? usual;
  };
  const { look, faults: unreadable } = readLook(params);
  faults.push(...unreadable);
  const wish = {
    look,
    theme: choice("theme", THEMES, "light"),
    width: size("width"),
    height: size("height"),
    scale: size("scale"),
  };
  if (wish.width * wish.height * wish.scale ** 2 > MOST_PIXELS)
    faults.push({ parameter: "scale", message: `At most ${MOST_PIXELS} pixels are drawn: ask for a smaller width, height or scale.` });
  const { query, faults: more } = parseQuery(params);
  return { query, wish, faults: [...faults, ...more] };
}
