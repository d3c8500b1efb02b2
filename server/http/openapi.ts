import { Router } from "express";
import packageFile from "../../package.json";
import type { Role } from "../db/tokens";
import { apiPage } from "./openapi-page";
import { type Json, schemaOf } from "./operation";
import { OPERATIONS } from "./operations";
import { styleSheet } from "./pages";
import { ProblemShape } from "./schemas";

/** The OpenAPI 3.1 document, made from the same schemas that check bodies and, in the tests, answers. */
export function openapi(): Json {
  const paths: Record<string, Json> = {};
  for (const { method, path, summary, parameters, body, answers, role } of OPERATIONS) {
    const problem = { description: "What is wrong and what to do", content: { "application/problem+json": { schema: schemaOf(ProblemShape) } } };
    const operation = {
      summary,
      ...(parameters ? { parameters } : {}),
      ...(body ? { requestBody: { required: true, ...body } } : {}),
      security: securityOf(path, role),
      responses: { ...answers, default: problem },
    };
    paths[path] = { ...paths[path], [method]: operation };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Incident Ledger", version: packageFile.version, license: { name: "MIT", identifier: "MIT" }, description: packageFile.description },
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer", description: SCHEME } } },
  };
}

const SCHEME =
  "The token printed at the first start, or one an admin made. Its role is reader, editor or admin, and each may do what the ones before it may; security names the role an address needs. Where READ_ACCESS is private, reading needs the role reader.";

/** The role an address needs; reading also goes without a token, unless the server is set to private. */
function securityOf(path: string, role: Role | undefined): Json[] {
  if (role !== undefined) return [{ token: [role] }];
  return /^\/(?:healthz$|readyz$|api\/templates\/)/.test(path) ? [] : [{}, { token: ["reader"] }];
}

/** `/api/openapi.json`, and `/api` for people. */
export function openapiRoutes(): Router {
  const router = Router();
  const document = JSON.stringify(openapi());
  router.get("/openapi.json", (_request, response) => {
    response.type("application/json").send(document);
  });
  router.get("/", (_request, response) => {
    response.type("text/html; charset=utf-8").send(apiPage(OPERATIONS, styleSheet()));
  });
  return router;
}
