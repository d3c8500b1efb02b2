import { json, type Request, type Response } from "express";
import { Problem } from "./problem";

const short = json({ limit: "100kb" });
/** For bodies that carry a text: its characters may each be escaped. */
const long = json({ limit: "300kb" });

/** Reads a JSON body, after the token was checked and not before. Throws what the parser refuses (400, 413, 415). */
export function readJson(request: Request, response: Response, size: "short" | "long" = "short"): Promise<unknown> {
  if (!request.is("application/json")) throw new Problem(415, "body_type", "Send the fields as JSON, with Content-Type: application/json.");
  const parse = size === "long" ? long : short;
  return new Promise((resolve, reject) => parse(request, response, (error) => (error ? reject(error) : resolve(request.body))));
}
