import { parsePeriod } from "../../../server/domain/period";
import { Failure, type IncidentAnswer, readDatasets, readIncident } from "../../api";
import { type Child, h } from "../../dom";
import { capital, firstSentence, inWords } from "../../format";
import * as say from "../../words/incident";
import { listingHref, listingOf } from "../incidents/address";
import { whenWords, whereWords } from "../incidents/table";
import { question } from "../question";
import type { Shown } from "../view";
import { citeSection } from "./cite";
import { countsSection } from "./counts";
import { effectSection } from "./effect";
import { reportsSection } from "./reports";

/** One incident: what is counted for it and why, every report side by side, and what believing another would change. */
export async function incidentPage(params: URLSearchParams, signal: AbortSignal): Promise<{ content: Child; shown: Shown }> {
  const asked = new URLSearchParams(params);
  asked.delete("rows");
  const slug = asked.get("dataset");
  if (slug === null) throw new Failure(400, "bad_parameter", say.thisAddressNamesNo);
  const [found, { datasets }] = await Promise.all([readIncident(asked.toString(), signal), readDatasets(signal)]);
  const dataset = datasets.find((one) => one.slug === slug);
  const { incident } = found;
  const title = titleOf(found);
  const list = listingHref(listingOf(question(slug, [], [], { revision: params.has("revision") ? found.dataset.revision : null })));
  return {
    shown: {
      title,
      stamp: { title: found.dataset.title, revision: found.dataset.revision, publishedAt: found.dataset.published_at },
      ...(dataset ? { colophon: { dataset: slug, text: `${dataset.publisher}. ${firstSentence(dataset.methodology)}` } } : {}),
    },
    content: [
      h("nav", { class: "crumbs", "aria-label": say.path }, h("a", { href: "/incidents" }, say.incidents), " / ", h("a", { href: list }, found.dataset.title)),
      h(
        "div",
        { class: "opening" },
        h("div", {}, h("p", { class: "eyebrow" }, eyebrow(found)), h("h1", { dir: "auto" }, title), h("p", { class: "deck" }, deck(found))),
      ),
      countsSection(found),
      reportsSection(found),
      effectSection(found),
      h("section", { class: "section quiet more-same" }, h("h2", {}, say.moreOfTheSame), h("ul", { class: "same" }, sameLinks(slug, incident))),
      citeSection(found),
    ],
  };
}

function titleOf({ incident }: IncidentAnswer): string {
  const [place = "", ...rest] = whereWords(incident);
  const where = place.includes(",") || rest.length === 0 ? place : `${place}, ${rest[0]}`;
  return `${capital(where)}, ${whenWords(incident)}`;
}

function eyebrow({ incident, reports }: IncidentAnswer): string {
  const where = whereWords(incident).at(-1) ?? "";
  const lines = new Set(reports.map(({ batch, line }) => `${batch} ${line}`)).size;
  return [where, lines === 1 ? say.oneReport : say.severalReports(inWords(lines)), incident.incident_id ?? ""].filter(Boolean).join("; ");
}

function deck({ incident }: IncidentAnswer): string {
  const { incident_type, tactic, target, claimed_by, perpetrator, incidents } = incident;
  const said = [
    [incident_type, tactic].filter(Boolean).join(", "),
    target ? say.targetWas(target) : "",
    claimed_by ? say.claimant(claimed_by) : "",
    perpetrator ? say.attributedTo(perpetrator) : "",
    incidents > 1 ? say.thisRowIsA(incidents) : "",
  ].filter(Boolean);
  return said.map((part) => `${part}.`).join(" ");
}

/** Lists this incident stands in: its quarter, its province, its claimant. */
function sameLinks(slug: string, incident: IncidentAnswer["incident"]): Child {
  const quarter = parsePeriod(quarterOf(incident.occurred_on));
  const [province = ""] = whereWords({ province: incident.province });
  const links: [string, string][] = [];
  if (quarter !== null && incident.date_precision !== "year") {
    links.push([say.inPeriodOrPlace(quarter.label), listingHref(listingOf(question(slug, [], [], { from: quarter, to: quarter })))]);
  }
  const by = (name: "province" | "claimed_by" | "target" | "tactic", value: string) =>
    listingHref(listingOf(question(slug, [], [], { filters: { [name]: [value] } })));
  links.push([say.inPeriodOrPlace(province), by("province", incident.province)]);
  if (incident.claimed_by) links.push([say.claimant(incident.claimed_by), by("claimed_by", incident.claimed_by)]);
  if (incident.tactic) links.push([say.byTactic(incident.tactic), by("tactic", incident.tactic)]);
  if (incident.target) links.push([say.againstTarget(incident.target), by("target", incident.target)]);
  return links.map(([words, href]) => h("li", {}, h("a", { href, dir: "auto" }, words)));
}

const quarterOf = (day: string) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
