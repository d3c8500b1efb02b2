import type { Kind } from "../domain/dataset";
import { DIMENSION_LABELS, isTime } from "../domain/dimension";
import { MEASURES } from "../domain/measure";
import { categoriesOf, type Query, timeOf } from "../domain/query";
import type { Column } from "../domain/table";
import { additionColumns } from "./additions";
import { changeColumns } from "./change";
import { membersColumn } from "./others";
import { comparesShares, shareColumns } from "./share";

/** The columns of an answer, in order: dimensions, then each measure with what belongs to it. */
export function columnsOf(query: Query, kind: Kind): Column[] {
  return [
    ...query.by.map((name): Column => ({ name, role: "dimension", unit: isTime(name) ? "period" : "text", label: DIMENSION_LABELS[name] })),
    ...categoriesOf(query).flatMap((name) => membersColumn(query, name)),
    ...query.measure.flatMap((name): Column[] => {
      const { label, unit } = MEASURES[name];
      const columns: Column[] = [{ name, role: "measure", unit, label }];
      if (kind === "figures") columns.push({ name: `${name}_status`, role: "status", unit: "flag", label: `${label}: published, derived, partial or missing` });
      if (kind === "figures" && query.detail) columns.push(...detailColumns(name, label, unit));
      if (query.change !== null) columns.push(...changeColumns(name, label, unit, query.change));
      if (query.share !== null) columns.push(...shareColumns(name, label, DIMENSION_LABELS[query.share].toLowerCase(), comparesShares(query, timeOf(query))));
      columns.push(...additionColumns(query, name, kind === "figures"));
      return columns;
    }),
  ];
}

function detailColumns(name: string, label: string, unit: Column["unit"]): Column[] {
  return [
    { name: `${name}_qualifier`, role: "detail", unit: "text", label: `${label}: printed as` },
    { name: `${name}_scope`, role: "detail", unit: "text", label: `${label}: what the publisher counts` },
    { name: `${name}_published_on`, role: "detail", unit: "date", label: `${label}: printed on` },
    { name: `${name}_first`, role: "detail", unit, label: `${label}: as first printed, where revised` },
    { name: `${name}_provisional`, role: "detail", unit: "flag", label: `${label}: printed before the period ended` },
  ];
}
