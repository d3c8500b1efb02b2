import { existsSync } from "node:fs";
import { isIP, isIPv4 } from "node:net";
import { z } from "zod";

const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema);

const listOf = (text: string) => text.split(",").map((part) => part.trim());
const isOrigin = (text: string) => /^https?:\/\/[\w.-]+(?::\d{1,5})?$/.test(text);
const isOrigins = (text: string) => text === "*" || listOf(text).every(isOrigin);
const isFraming = (text: string) => text === "none" || isOrigins(text);
const isNetwork = (text: string) => {
  const [address = "", prefix] = text.split("/");
  const bits = isIPv4(address) ? 32 : 128;
  return isIP(address) > 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits));
};
const isTrust = (text: string) =>
  ["true", "false"].includes(text) ||
  /^\d$/.test(text) ||
  listOf(text).every((part) => ["loopback", "linklocal", "uniquelocal"].includes(part) || isNetwork(part));

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
  DATABASE_READ_URL: setting(
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
  TRUST_PROXY: setting(z.string().refine(isTrust, "is a number of hops, or addresses and networks of proxies, comma-joined").optional()),
  FRAME_ANCESTORS: setting(z.string().refine(isFraming, "is *, none, or sites such as https://example.org, comma-joined").default("*")),
  CORS_ORIGINS: setting(z.string().refine(isOrigins, "is *, or sites such as https://example.org, comma-joined").optional()),
  UPLOADS_PER_MINUTE: setting(z.coerce.number().int().min(0).default(600)),
  EXPORTS_PER_MINUTE: setting(z.coerce.number().int().min(0).default(600)),
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
