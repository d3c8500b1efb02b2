import { existsSync } from "node:fs";
import { z } from "zod";

const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema);

/** Every setting, its default and its meaning; the README's table says the same. */
const Settings = z.object({
  PORT: setting(z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: setting(z.string().default("127.0.0.1")),
  DATABASE_URL: setting(
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
      .optional(),
  ),
  DATA_DIR: setting(z.string().default("./var")),
  ADMIN_TOKEN: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]{16,}$/, "must have at least 16 characters, letters, digits and signs without blanks")
      .optional(),
  ),
  READ_ACCESS: setting(z.enum(["public", "private"]).default("public")),
  MAX_UPLOAD_BYTES: setting(
    z.coerce
      .number()
      .int()
      .min(1)
      .default(250 * 1024 * 1024),
  ),
  TRUST_PROXY: setting(z.string().optional()),
  LOG_LEVEL: setting(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("warn")),
  SEED: setting(z.enum(["on", "off"]).default("on")),
});
export type Config = z.infer<typeof Settings>;

/** Reads the settings from `.env` (if there is one) and the environment, which wins. Throws one Error naming every bad setting. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  if (env === process.env && existsSync(".env")) process.loadEnvFile(".env");
  const read = Settings.safeParse(env);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Some settings cannot be used:\n${faults.join("\n")}`);
}
