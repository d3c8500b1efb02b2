import type { RequestHandler } from "express";
import { OPERATIONS } from "./operations";
import { Problem } from "./problem";

/** Each address of the API as a pattern, with a method it takes; read as Express reads it. */
const TAKEN = OPERATIONS.map(({ method, path }) => ({
  methods: method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()],
  pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`, "i"),
}));

/** Answers what no route has: 405 with the methods an address takes where it takes others, else 404. */
export const noAddress: RequestHandler = ({ method, path }, response) => {
  const allowed = [...new Set(TAKEN.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
  if (allowed.length === 0 || allowed.includes(method)) throw new Problem(404, "no_address", `There is nothing at ${method} ${path}.`);
  response.set("Allow", allowed.join(", "));
  throw new Problem(405, "wrong_method", `${path} takes ${allowed.join(", ")}, not ${method}.`);
};
