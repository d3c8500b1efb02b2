import { z } from "zod";
import { ROLES } from "../../db/tokens";
import { AuditShape } from "../audit";
import { bodyOf, file, inQuery, json, type Operation } from "../operation";
import { TokenBody, TokenShape } from "../tokens";

const auditPaging = [
  inQuery("dataset", "Only changes of this dataset."),
  inQuery("action", "Only changes of this kind, such as revision.publish."),
  inQuery("actor", "Only changes by the token of this name."),
  inQuery("cursor", "next_cursor of the page before."),
  inQuery("limit", "Entries of a page, 1 to 1000; 100 unless said."),
];

/** Tokens, and what was done with them. */
export const IDENTITY: Operation[] = [
  {
    method: "get",
    path: "/api/token",
    summary: "Name and role of the token",
    role: "reader",
    answers: { 200: json("The token", z.strictObject({ name: z.string(), role: z.enum(ROLES) })) },
  },
  {
    method: "get",
    path: "/api/tokens",
    summary: "All tokens, newest first; never their secrets",
    role: "admin",
    answers: { 200: json("The tokens", z.strictObject({ tokens: z.array(TokenShape) })) },
  },
  {
    method: "post",
    path: "/api/tokens",
    summary: "Make a token; its secret is in this answer and nowhere else",
    role: "admin",
    body: bodyOf(TokenBody),
    answers: { 201: json("Made", z.strictObject({ token: TokenShape, secret: z.string() })) },
  },
  {
    method: "delete",
    path: "/api/tokens/{id}",
    summary: "Revoke a token from now on",
    role: "admin",
    parameters: [{ name: "id", in: "path", required: true, description: "Number of the token.", schema: { type: "integer" } }],
    answers: { 204: { description: "Revoked" } },
  },
  {
    method: "get",
    path: "/api/audit",
    summary: "What was changed, by whom and from where, newest first",
    role: "admin",
    parameters: auditPaging,
    answers: { 200: json("A page of entries", AuditShape) },
  },
  {
    method: "get",
    path: "/api/audit.csv",
    summary: "All of it as CSV",
    role: "admin",
    parameters: auditPaging,
    answers: { 200: file("One line an entry", "text/csv") },
  },
];
