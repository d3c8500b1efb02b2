import type { Cell, Row } from "../../server/domain/table";
import { memberLabel } from "../charts/plot";
import { type Child, h } from "../dom";
import { date, number } from "../format";

const text = (cell: Cell | undefined): string => (cell === null || cell === undefined ? "" : String(cell));
const count = (cell: Cell | undefined, word: string): Child => (typeof cell === "number" ? [h("b", {}, number(cell)), ` ${word} `] : `${word} not reported `);

/** The reports behind a number, one a row, with file and line; reports that were not counted say so. */
export function incidentRows(rows: readonly Row[], more: boolean, address: string): Node[] {
  if (rows.length === 0) return [h("p", { class: "note" }, "No row falls into this cell.")];
  return [
    h("h3", {}, more ? `The first ${rows.length} rows` : rows.length === 1 ? "One row" : `${number(rows.length)} rows`),
    ...rows.map(report),
    h(
      "p",
      { class: "source" },
      h("a", { href: `/api/incidents?${address}` }, "These rows as JSON"),
      h("br"),
      h("span", { class: "mono" }, `/api/incidents?${address}`),
    ),
  ];
}

function report(row: Row): HTMLElement {
  const day = text(row.occurred_on);
  const url = text(row.source_url);
  const place = [row.place, row.district, memberLabel("province", text(row.province))].map((part) => text(part as Cell)).filter(Boolean);
  return h(
    "article",
    { class: row.counted === false ? "printing uncounted" : "printing" },
    h("p", { class: "printing-value" }, count(row.fatalities, "killed"), count(row.injured, "wounded"), h("span", {}, day === "" ? "" : date(day))),
    h("p", {}, place.join(", ")),
    h(
      "p",
      {},
      [
        text(row.incident_type),
        text(row.tactic),
        row.perpetrator === null ? "" : text(row.perpetrator),
        row.claimed_by ? `claimed by ${text(row.claimed_by)}` : "",
      ]
        .filter(Boolean)
        .join("; "),
    ),
    row.source
      ? h("p", {}, "Source: ", /^https?:\/\//.test(url) ? h("a", { href: url, rel: "noreferrer", target: "_blank" }, text(row.source)) : text(row.source))
      : null,
    row.notes ? h("p", { class: "faint" }, text(row.notes)) : null,
    row.counted === false ? h("p", { class: "faint" }, "Another report of an incident already counted: kept, not added.") : null,
    h("p", { class: "mono faint" }, `${text(row.file_name) || "file not named"}, line ${text(row.line)}`),
  );
}
