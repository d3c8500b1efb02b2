import type { RequestListener } from "node:http";
import { pino } from "pino";
import request, { type Test } from "supertest";
import { createApp } from "../../server/app";
import { type Config, readConfig } from "../../server/config";
import type { Database } from "../../server/db/connect";
import { type Edition, findDataset, findEdition, type StoredDataset } from "../../server/db/datasets";
import { firstToken } from "../../server/db/tokens";
import { openTestDatabase, type Place } from "./database";

/** The program without a port: an app over a database of its own, and its upload token. */
export interface TestLedger {
  app: RequestListener;
  database: Database;
  token: string;
  /** Uploads a CSV text to a dataset; options are the address parameters. */
  upload: (slug: string, csv: string | Buffer, options?: Record<string, string>) => Test;
  /** Makes a dataset. */
  create: (fields: Record<string, unknown>) => Test;
  /** The edition in force of a dataset that has one. */
  edition: (slug: string) => Promise<Edition>;
  close: () => Promise<void>;
}

export async function openLedger(options: { seed?: boolean; config?: Partial<Config>; place?: Place } = {}): Promise<TestLedger> {
  const database = await openTestDatabase(options.seed ? "seeded" : "migrated", options.place);
  const token = (await firstToken(database.knex)) ?? "";
  const app = createApp({ database, config: { ...readConfig({}), ...options.config }, log: pino({ level: process.env.TEST_LOG ?? "silent" }) });
  const upload: TestLedger["upload"] = (slug, csv, parameters = {}) =>
    request(app)
      .post(`/api/datasets/${slug}/imports?${new URLSearchParams(parameters)}`)
      .set("Authorization", `Bearer ${token}`)
      .set("Content-Type", "text/csv")
      .send(csv);
  const create: TestLedger["create"] = (fields) =>
    request(app)
      .post("/api/datasets")
      .set("Authorization", `Bearer ${token}`)
      .send({ title: String(fields.slug), publisher: "Test", kind: "incidents", ...fields });
  const edition: TestLedger["edition"] = async (slug) =>
    (await findEdition(database.knex, (await findDataset(database.knex, slug)) as StoredDataset, {})) as Edition;
  return { app, database, token, upload, create, edition, close: database.close };
}
