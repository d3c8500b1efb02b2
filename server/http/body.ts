import { json, type Request, type Response } from "express";
import type { z } from "zod";
import { askForBody } from "./pace";
import { Problem } from "./problem";

const short = json({ limit: "100kb" });
/** For bodies that carry a text: its characters may each be escaped. */
const long = json({ limit: "300kb" });

/** Reads a JSON body, after the token was checked and not before. Throws what the parser refuses (400, 413, 415). */
export function readJson(request: Request, response: Response, size: "short" | "long" = "short"): Promise<unknown> {
  if (!request.is("application/json")) throw new Problem(415, "body_type", "Send the fields as JSON, with Content-Type: application/json.");
  const parse = size === "long" ? long : short;
  askForBody(request);
  return new Promise((resolve, reject) => parse(request, response, (error) => (error ? reject(error) : resolve(request.body))));
}

/** Checks a JSON body against its schema. Throws a 422 that lists every field at fault. */
export function checkBody<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({ field: issue.path.join(".") || "body", message: issue.message }));
  throw new Problem(422, "bad_body", fields.map(({ field, message }) => `${field}: ${message}.`).join(" "), { fields });
}
