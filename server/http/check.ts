import { Router } from "express";
import { z } from "zod";
import { parseQuery } from "../domain/query";
import { checkText } from "../statistics/check/check";
import { ask, figuresOf } from "./answer";
import { checkBody, readJson } from "./body";
import type { Ledger } from "./ledger";
import { Problem } from "./problem";

/** The longest text that is checked at once, in characters. */
const LONGEST = 20_000;

/** The text to check, the figures dataset to check it against, and the day as of which its figures count. */
export const CheckBody = z.strictObject({
  text: z.string().max(LONGEST, `at most ${LONGEST} characters; check a longer text in parts`),
  dataset: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, "the slug of a dataset")
    .default("crss"),
  as_of: z.iso.date().nullable().default(null),
});

/** `POST /api/check`: every number of a text that speaks of this field, judged. It stores nothing, and needs no token. */
export function checkRoutes(ledger: Ledger): Router {
  const router = Router();
  router.post("/check", async (request, response) => {
    const body = checkBody(CheckBody, await readJson(request, response, "long"));
    const params = new URLSearchParams({ dataset: body.dataset, ...(body.as_of === null ? {} : { as_of: body.as_of }) });
    const { query, faults } = parseQuery(params);
    const asked = await ask(ledger, query, faults);
    const { slug, publisher, kind } = asked.dataset;
    if (kind !== "figures") throw new Problem(400, "wrong_kind", "A text is checked against published figures; this dataset holds incidents.");
    const claims = checkText(body.text, await figuresOf(ledger, asked), { slug, publisher, asOf: body.as_of });
    response.set("Cache-Control", "no-store").json({ dataset: slug, revision: asked.edition.revision, as_of: body.as_of, claims });
  });
  return router;
}
