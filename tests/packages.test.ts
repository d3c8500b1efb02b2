import assert from "node:assert/strict";
import { test } from "node:test";
import { packageOf, readSources, readTop } from "./support/sources";

/** package.json, package-lock.json and the paperwork say what is so. */

interface PackageFile {
  license: string;
  private: boolean;
  engines: { node: string };
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

interface LockFile {
  packages: Record<string, { integrity?: string; resolved?: string; optionalDependencies?: Record<string, string> }>;
}

const packageFile: PackageFile = JSON.parse(readTop("package.json"));
const lockFile: LockFile = JSON.parse(readTop("package-lock.json"));
const sources = readSources();

/** Packages that are run and not imported, each with the command of a script that runs it. */
const TOOLS: Record<string, string> = { "@biomejs/biome": "biome ", tsx: "tsx ", typescript: "tsc" };

/** Packages of types stand for the package they describe; `@types/node` for Node itself. */
const describes = (name: string) => (name.startsWith("@types/") ? name.slice("@types/".length) : name);

const packagesOf = (files: typeof sources) => new Set(files.flatMap(({ imports }) => imports.map(packageOf)).filter((name) => name !== null));

test("every dependency is used", () => {
  const used = packagesOf(sources);
  const scripts = Object.values(packageFile.scripts).join(" && ");
  const unused = Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies }).filter((name) => {
    const command = TOOLS[name];
    return command === undefined ? name !== "@types/node" && !used.has(describes(name)) : !scripts.includes(command);
  });
  assert.deepEqual(unused, [], "Declared in package.json and used nowhere.");
});

test("every package imported is a dependency, and one the program runs with where the program imports it", () => {
  const declared = Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies }).map(describes);
  assert.deepEqual(
    [...packagesOf(sources)].filter((name) => !declared.includes(name)),
    [],
    "Imported and not declared in package.json.",
  );
  const types = Object.keys(packageFile.devDependencies)
    .filter((name) => name.startsWith("@types/"))
    .map(describes);
  const needed = packagesOf(sources.filter(({ path }) => !path.startsWith("tests/")));
  assert.deepEqual(
    [...needed].filter((name) => !(name in packageFile.dependencies) && !types.includes(name)),
    [],
    "Needed to run and not among the dependencies.",
  );
});

test("package.json says what the program needs", () => {
  // 20.12 is the first with process.loadEnvFile.
  assert.equal(packageFile.engines.node, ">=20.12");
  assert.equal(packageFile.license, "MIT");
  assert.equal(packageFile.private, true);
});

test("package-lock.json is whole: hashes for every package, and the binaries of every system but Android", () => {
  const packages = Object.entries(lockFile.packages).filter(([path]) => path !== "");
  const faults = packages.flatMap(([path, { integrity, resolved, optionalDependencies = {} }]) => [
    ...(integrity === undefined ? [`${path} has no hash`] : []),
    // Without addresses it installs from whatever registry npm is set to.
    ...(resolved !== undefined ? [`${path} names where it comes from: ${resolved}`] : []),
    // npm can leave out what the machine that wrote the file had no use for; `npm ci` then fails on other systems.
    ...Object.keys(optionalDependencies)
      .filter((name) => !name.includes("android") && !packages.some(([other]) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} needs ${name} on some systems`),
  ]);
  assert.deepEqual(faults, []);
});

test("the paperwork is there and names the two commands", () => {
  for (const name of ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", ".env.example", ".ci/run", "data/README.md"])
    assert.notEqual(readTop(name).trim(), "", name);
  for (const command of ["npm ci && npm start", "npm ci && npm test"]) assert.ok(readTop("README.md").includes(command), command);
});

test("every test that SECURITY.md names is there", () => {
  const named = [...readTop("SECURITY.md").matchAll(/`(tests\/[\w/.-]+\.ts)`/g)].map(([, path = ""]) => path);
  assert.ok(named.length > 10);
  for (const path of named) assert.notEqual(readTop(path), "", path);
});

test("README and .env.example name every setting of server/config.ts", () => {
  const names = [...readTop("server/config.ts").matchAll(/^ {2}([A-Z_]+): setting\(/gm)].map(([, name = ""]) => name);
  assert.ok(names.length >= 10);
  for (const file of ["README.md", ".env.example"]) {
    const text = readTop(file);
    assert.deepEqual(
      names.filter((name) => !text.includes(name)),
      [],
      `${file} leaves some out.`,
    );
  }
});

test("CONTRIBUTING gives a reason for every dependency", () => {
  const text = readTop("CONTRIBUTING.md");
  const unexplained = Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies }).filter(
    (name) => !name.startsWith("@types/") && !text.includes(`\`${name}\``),
  );
  assert.deepEqual(unexplained, []);
});
