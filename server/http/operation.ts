import { z } from "zod";
import type { Role } from "../db/tokens";
import { PARAMETERS } from "../domain/parameters";

export type Json = Record<string, unknown>;

/** One address of the API with one method, as the OpenAPI document and the page of the API describe it. */
export interface Operation {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  summary: string;
  parameters?: Json[];
  body?: Json;
  answers: Record<string, Json>;
  /** The role a token needs here. Without one reading is open, or needs any token where READ_ACCESS is private. */
  role?: Role;
}

export const schemaOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: "output" }) as Json;

/** A body of JSON that is checked by the schema. */
export const bodyOf = (schema: z.ZodType): Json => ({ content: { "application/json": { schema: z.toJSONSchema(schema, { io: "input" }) } } });

export const json = (description: string, schema: z.ZodType): Json => ({ description, content: { "application/json": { schema: schemaOf(schema) } } });
export const file = (description: string, type: string): Json => ({ description, content: { [type]: { schema: { type: "string" } } } });

export const inQuery = (name: string, description: string, required = false): Json => ({
  name,
  in: "query",
  required,
  description,
  schema: { type: "string" },
});
export const slug: Json = { name: "slug", in: "path", required: true, description: "Slug of the dataset.", schema: { type: "string" } };

/** The parameters of a question. */
export const query = Object.entries(PARAMETERS).map(([name, meaning]) => inQuery(name, meaning, name === "dataset"));

/** Those of a question with these names. */
export const queryOf = (...names: string[]): Json[] => query.filter(({ name }) => names.includes(String(name)));

export const once: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "One word of your own, a UUID for instance: the same request under the same key is done once and answered alike for a day.",
  schema: { type: "string" },
};

export const TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  parquet: "application/vnd.apache.parquet",
  zip: "application/zip",
  bib: "application/x-bibtex",
};
