import assert from "node:assert/strict";
import { builtinModules } from "node:module";
import { test } from "node:test";
import { importsOf, packageOf, readSources, type Source, targetOf } from "./support/sources";

/** The walls of the house (CONTRIBUTING, "Walls and rooms"), held by reading what every file imports. */

const sources = readSources();

/** A room: where it is, what of the project and which packages it may import, and whether it may use Node. */
interface Room {
  within: string;
  imports: string[];
  packages: string[];
  node: boolean;
}

const DB_PACKAGES = ["knex", "knex-pglite", "pg", "pg-copy-streams", "@electric-sql/pglite"];
const CLIENT_PACKAGES = ["chart.js", "chartjs-chart-geo", "chartjs-plugin-annotation", "topojson-client", "topojson-specification"];
const FONTS = ["source-sans-3", "source-serif-4", "noto-sans-arabic", "noto-sans-math"].map((name) => `@fontsource/${name}`);
const HTTP_IMPORTS = ["http/", "domain/", "bulk/", "db/", "statistics/", "ingest/", "export/", "import.ts", "config.ts", "thread.ts", "young.ts"].map(
  (name) => `server/${name}`,
);
const CLIENT_IMPORTS = ["client/", "server/domain/", "server/statistics/", "data/"];

/** The first room a file lies in counts. */
const ROOMS: Room[] = [
  { within: "server/domain/", imports: ["server/domain/", "data/"], packages: [], node: false },
  { within: "server/statistics/", imports: ["server/statistics/", "server/domain/"], packages: [], node: false },
  { within: "server/ingest/", imports: ["server/ingest/", "server/domain/"], packages: ["papaparse", "fflate"], node: false },
  {
    within: "server/export/",
    imports: ["server/export/", "server/domain/"],
    packages: ["papaparse", "write-excel-file", "fflate", "hyparquet-writer"],
    node: true,
  },
  { within: "server/db/migrations/", imports: [], packages: ["knex"], node: false },
  { within: "server/db/", imports: ["server/db/", "server/domain/"], packages: DB_PACKAGES, node: true },
  {
    within: "server/http/",
    imports: [...HTTP_IMPORTS, "package.json"],
    packages: ["express", "express-rate-limit", "helmet", "zod", "pino", "prom-client"],
    node: true,
  },
  { within: "server/draw/", imports: ["server/draw/", "server/domain/", "client/"], packages: ["@napi-rs/canvas", ...FONTS], node: true },
  { within: "server/bulk/", imports: ["server/bulk/", "server/ingest/", "server/thread.ts"], packages: [], node: true },
  { within: "server/thread.ts", imports: [], packages: ["tsx"], node: true },
  {
    within: "server/import.ts",
    imports: ["server/db/", "server/domain/", "server/import-left-out.ts", "server/import-read.ts", "server/ingest/"],
    packages: [],
    node: true,
  },
  { within: "server/import-left-out.ts", imports: ["server/db/", "server/domain/", "server/import-read.ts", "server/ingest/"], packages: [], node: true },
  {
    within: "server/import-read.ts",
    imports: ["server/bulk/", "server/db/", "server/domain/", "server/import-bulk.ts", "server/ingest/"],
    packages: [],
    node: true,
  },
  { within: "server/import-bulk.ts", imports: ["server/bulk/", "server/db/", "server/domain/", "server/ingest/"], packages: [], node: true },
  { within: "server/config.ts", imports: [], packages: ["zod"], node: true },
  { within: "server/app.ts", imports: ["server/http/"], packages: ["express", "pino-http"], node: true },
  { within: "server/start.ts", imports: ["server/config.ts", "server/db/", "server/http/ledger.ts", "server/http/pace.ts"], packages: ["pino"], node: true },
  { within: "server/young.ts", imports: [], packages: [], node: true },
  { within: "server/main.ts", imports: ["server/serve.ts", "server/young.ts"], packages: [], node: true },
  { within: "server/serve.ts", imports: ["server/app.ts", "server/config.ts", "server/start.ts"], packages: ["pino"], node: true },
  { within: "server/backup.ts", imports: ["server/config.ts", "server/db/"], packages: [], node: true },
  { within: "server/token.ts", imports: ["server/config.ts", "server/db/"], packages: [], node: true },
  { within: "seeds/", imports: ["server/"], packages: ["knex"], node: true },
  { within: "client/build.ts", imports: [], packages: ["esbuild"], node: true },
  { within: "client/upload/", imports: [...CLIENT_IMPORTS, "server/ingest/"], packages: [], node: false },
  { within: "client/", imports: CLIENT_IMPORTS, packages: CLIENT_PACKAGES, node: false },
];

/** Files that may be longer than LONGEST lines, and why. */
const LONGEST = 250;
const LONGER: Record<string, string> = {};

const FORBIDDEN = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "services", "data", "info"]);

/** Tells all faults at once. */
function none(faults: string[], rule: string): void {
  assert.equal(faults.length, 0, `${rule}\n  ${faults.join("\n  ")}`);
}

/** Imports of the sources that the test forbids, as sentences. */
function importsWhere(forbidden: (source: Source, target: string) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((name) => forbidden(source, targetOf(source, name))).map((name) => `${source.path} imports ${name}`),
  );
}

const inTests = ({ path }: Source) => path.startsWith("tests/");

test("the reader of imports sees every form", () => {
  const text = `import a, {\n  type B,\n} from "./one";\nimport "./two";\nexport type { C } from "./three";\nconst d = await import("./four");\nconst e = createRequire(import.meta.url).resolve("./five");\n// import "./no";\n * import("./no")\n`;
  assert.deepEqual(importsOf(text).sort(), ["./five", "./four", "./one", "./three", "./two"]);
});

test("every room imports only what its walls allow", () => {
  const roomOf = ({ path }: Source) => ROOMS.find(({ within }) => path.startsWith(within));
  none(
    sources.filter((source) => !inTests(source) && roomOf(source) === undefined).map(({ path }) => path),
    "A file lies in no room.",
  );
  const allows = (room: Room, target: string) => {
    if (target.startsWith("node:")) return room.node;
    const name = packageOf(target) ?? "";
    if (room.packages.includes(name)) return true;
    return room.imports.some((open) => (open.endsWith("/") ? target.startsWith(open) : target === open || `${target}.ts` === open));
  };
  const faults = importsWhere((source, target) => {
    const room = roomOf(source);
    return !inTests(source) && room !== undefined && !allows(room, target);
  });
  none(faults, "A room imports what it may not; ROOMS says what it may.");
});

test("of data/ only JSON is imported, modules of Node with node:", () => {
  none(
    importsWhere((_, target) => target.startsWith("data/") && !target.endsWith(".json")),
    "Only JSON of data/ is imported.",
  );
  none(
    importsWhere((_, target) => builtinModules.includes(target)),
    "Write node: before a module of Node.",
  );
});

test("nobody imports the tests or the seeds, and migrations are known to db/migrate.ts alone", () => {
  const faults = importsWhere((source, target) => {
    if (inTests(source)) return false;
    if (target.startsWith("server/db/migrations/")) return source.path !== "server/db/migrate.ts";
    return target.startsWith("tests/") || target.startsWith("seeds/");
  });
  none(faults, "Tests and seeds import the program, never the other way round.");
});

test("tests of the client lie where the type-check knows the DOM", () => {
  const faults = importsWhere((source, target) => inTests(source) && !/^tests\/(browser|client)\//.test(source.path) && /^client\/(?!build$)/.test(target));
  none(faults, "Tests of the client belong in tests/client or tests/browser.");
});

test("no file and no symbol is a room for everything", () => {
  const isForbidden = (words: string[]) => words.some((word) => FORBIDDEN.has(word.toLowerCase()));
  none(
    sources.map(({ path }) => path).filter((path) => isForbidden(path.split(/[/.-]/))),
    "Name a file after what it does.",
  );
  const declared = /^(?:export )?(?:default )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;
  // The last word of a name says what the thing is; a constant in capitals may name the directory data/.
  const lastWord = (name: string) =>
    name
      .replace(/([a-z\d])([A-Z])/g, "$1 $2")
      .split(/[ _]/)
      .at(-1) ?? "";
  const faults = sources.flatMap(({ path, text }) =>
    [...text.matchAll(declared)].flatMap(([, name = ""]) => (name !== "DATA" && isForbidden([lastWord(name)]) ? [`${path}: ${name}`] : [])),
  );
  none(faults, "Name a symbol after what it is.");
});

test("no file is longer than can be read in one go", () => {
  const lines = (path: string) => (sources.find((source) => source.path === path)?.text.split("\n").length ?? 1) - 1;
  none(
    sources.flatMap(({ path }) => (lines(path) > LONGEST && !(path in LONGER) ? [`${path}: ${lines(path)} lines`] : [])),
    `More than ${LONGEST} lines: two ideas in one file?`,
  );
  none(
    Object.keys(LONGER).filter((path) => lines(path) <= LONGEST),
    "No longer that long: take it off the list.",
  );
});

test("the type-checker is not switched off, and the linter only with a reason", () => {
  const typesOff = /@ts-(?:ignore|nocheck|expect-error)/;
  const silent = /biome-ignore(?!(?:-\w+)? [\w/]+: \S.{9,})/;
  const faults = sources
    .filter(({ path }) => path !== "tests/house.test.ts")
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, at) => (typesOff.test(line) || silent.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
  none(faults, "Say the type, or why the linter is wrong here.");
});
