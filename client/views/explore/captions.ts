import { MEASURES } from "../../../server/domain/measure";
import { COUNTRY, regionName } from "../../../server/domain/province";
import { capital } from "../../format";
import * as say from "../../words/findings";
import { sourceWords } from "../source";
import { filterWords } from "../words";
import type { Drawable } from "./drawable";
import { asked, finding } from "./finding";

/** What stands over and under a chart wherever it is drawn: the page, a picture, a link preview. */
export interface Captions {
  title: string;
  subtitle: string;
  source: string;
}

export function captionsOf(found: Drawable, publisher: string): Captions {
  const title = finding(found);
  const asks = asked(found);
  const subtitle = [
    // Where the title is the question itself, what is counted by its measures is left to say.
    title === asks ? found.query.measure.map((name) => MEASURES[name].definition.replace(/\.$/, "")).join(". ") : asks,
    ...filterWords(found.query),
    scopeOf(found),
  ]
    .filter(Boolean)
    .join(". ");
  return { title, subtitle, source: sourceWords({ publisher }, found.answer.dataset) };
}

function scopeOf({ series, total, answer, query }: Drawable): string {
  const scopes = new Set([...(total?.points ?? []), ...series.flatMap((one) => one.points)].flatMap((point) => point.scope ?? []));
  const where = answer.dataset.kind === "figures" && query.filters.province === undefined ? regionName(COUNTRY) : "";
  const what = scopes.size === 1 ? say.counts([...scopes].join("")) : scopes.size > 1 ? say.countChanges : "";
  return capital([where, what].filter(Boolean).join("; "));
}
