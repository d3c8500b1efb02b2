import { COUNTRY, regionName } from "../../../server/domain/province";
import { rankingKey } from "../../charts/ranking-picture";
import type { RankingSpec } from "../../charts/spec";
import * as say from "../../words/explore-table";
import type { Drawable } from "./drawable";

/** What the whole of an answer is called. */
export function wholeName({ query, answer, category }: Drawable): string {
  if (query.filters.province) return query.filters.province.map(regionName).join(" + ");
  return answer.dataset.kind === "figures" && category === "province" ? regionName(COUNTRY) : say.all;
}

/** Members without time, from the largest down: page, picture and frame are made of it. */
export function rankingOf(found: Drawable): RankingSpec {
  const { series: members, total } = found;
  const [whole] = total?.points ?? [];
  return {
    members,
    whole: whole === undefined ? null : { label: wholeName(found), point: whole },
    most: Math.max(1, ...members.map(({ points }) => points[0]?.value ?? 0)),
    key: rankingKey(members, whole),
  };
}
