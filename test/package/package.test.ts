/** The tarball as a stranger gets it: installed into an empty directory outside of the clone, without scripts. */

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import nodeModule from "node:module";
import { join } from "node:path";
import { filesBelow, type Run, spawn } from "../cli/run";
import { repository } from "../config/valid";
import { execute, type Installed, installPackage, tryToExecute } from "./installed";

let installed: Installed;

const inTeam = (...path: string[]) => join(installed.team, ...path);
const run = (program: string, ...args: string[]) => execute(program, args, installed.team);
const strongroom = (...args: string[]) => run(inTeam("node_modules", ".bin", "strongroom"), ...args);

/** Types the command that is said to come next. */
function next(said: string, cwd: string): Run {
  const command = /^Next: .*, then (.*)$/m.exec(said)?.[1] ?? "false";
  return tryToExecute("sh", ["-c", command], cwd, { npm_config_offline: "true", npm_config_ignore_scripts: "true" });
}

beforeAll(() => {
  installed = installPackage();
});

afterAll(() => rmSync(installed.directory, { recursive: true, force: true }));

test("holds the program, its types, schema, documentation and licences, and nothing of its making", () => {
  expect(installed.contents.filter((path) => !path.startsWith("docs/"))).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "bin/strongroom.js",
    "config/org.schema.json",
    "dist/licenses.txt",
    "dist/strongroom.d.ts",
    "dist/strongroom.js",
    "package.json",
  ]);
});

test("installs nothing else, and names the licence of everything that the bundle holds", () => {
  const lock = JSON.parse(readFileSync(inTeam("package-lock.json"), "utf8")) as { packages: object };
  expect(Object.keys(lock.packages)).toEqual(["", "node_modules/strongroom"]);
  const licenses = readFileSync(inTeam("node_modules", "strongroom", "dist", "licenses.txt"), "utf8");
  for (const name of ["cdktf", "@cdktf/provider-aws", "constructs", "zod", "yaml", "commander"]) {
    expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC|Apache-2.0|MPL-2.0)\\)$`, "m"));
  }
  expect(licenses).not.toContain("cloud-copilot");
  expect(licenses).not.toMatch(/^\S+ \S+ \(.*GPL.*\)$/m);
});

test("init, validate, synth and explain work there, and synth writes what the clone writes", async () => {
  const bin = inTeam("node_modules", ".bin", "strongroom");
  const init = tryToExecute(bin, ["init"], installed.team);
  expect(init.stdout).toMatch(/^written +org\.yaml\ncompleted package\.json\n/);
  expect(next(init.stderr, installed.team)).toMatchObject({ exitCode: 0, stderr: "0 errors, 0 warnings\n" });
  const tarball = JSON.parse(readFileSync(inTeam("package.json"), "utf8")).dependencies.strongroom;
  const other = tryToExecute(bin, ["init", "../other team", "--package", tarball], installed.team);
  expect(next(other.stderr, installed.team)).toMatchObject({ exitCode: 0 });
  const findings: { severity: string }[] = JSON.parse(strongroom("validate", "--format", "json"));
  expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
  expect(strongroom("synth")).toContain(" stacks in cdktf.out/stacks: ");
  const ofClone = join(installed.directory, "clone.out");
  expect((await spawn(["synth", inTeam("org.yaml"), "--out", ofClone])).exitCode).toBe(0);
  expect(filesBelow(inTeam("cdktf.out"))).toEqual(filesBelow(ofClone));
  const args = ["--account", "payments", "--region", "eu-central-1", "--type", "EBS", "--tag", "backup=daily"];
  expect(strongroom("explain", ...args)).toContain("Protected: ");
  const before = filesBelow(installed.team);
  strongroom("init");
  expect(filesBelow(installed.team)).toEqual(before);
});

test("a script of package.json finds nothing wrong with what init wrote", () => {
  expect(run("npm", "run", "-s", "validate")).not.toMatch(/ (error|warning) /);
});

test("every version of Node.js that is too old is told so in one line", () => {
  const launcher = readFileSync(inTeam("node_modules", "strongroom", "bin", "strongroom.js"), "utf8");
  const script = inTeam("node_modules", "strongroom", "bin", "old.js");
  writeFileSync(
    script,
    `Object.defineProperty(process.versions, "node", { value: "18.20.4" });\n${launcher.slice(launcher.indexOf("\n") + 1)}`,
  );
  expect(() => run(process.execPath, script, "validate")).toThrow(
    /ended with 2: strongroom needs Node\.js 20\.\S+ or later; this is 18\.20\.4\n$/,
  );
});

test("keeps compiled code among temporary files where Node.js can, and not in the project", () => {
  const launcher = inTeam("node_modules", "strongroom", "bin", "strongroom.js");
  const [preload, asked] = [join(installed.directory, "preload.js"), join(installed.directory, "asked")];
  writeFileSync(
    preload,
    `require("module").enableCompileCache = (...given) => require("fs").writeFileSync(${JSON.stringify(asked)}, JSON.stringify(given));\n`,
  );
  run(process.execPath, "-r", preload, launcher, "--version");
  // No directory is given, so that it is that of NODE_COMPILE_CACHE, or one for temporary files.
  expect(readFileSync(asked, "utf8")).toBe("[]");

  // Node.js has it since 22.1.
  const isThere = "enableCompileCache" in nodeModule;
  for (const [name, environment, isUsed] of [
    ["used", {}, isThere],
    ["off", { NODE_DISABLE_COMPILE_CACHE: "1" }, false],
  ] as const) {
    const temporary = join(installed.directory, `temporary-${name}`);
    mkdirSync(temporary);
    const before = filesBelow(installed.team);
    tryToExecute(process.execPath, [launcher, "--version"], installed.team, { ...environment, TMPDIR: temporary });
    expect([name, existsSync(join(temporary, "node-compile-cache"))]).toEqual([name, isUsed]);
    expect(filesBelow(installed.team)).toEqual(before);
  }
});

test("its functions are typed, and callable from both kinds of modules", () => {
  writeFileSync(
    inTeam("typed.ts"),
    `declare const console: { log(text: string): void };
import { effectivePolicy, explain, InvalidOrgFile, synthesize, validate, type Finding } from "strongroom";
const findings: readonly Finding[] = validate("org.yaml").findings;
const place = { file: "org.yaml", account: "payments" };
const status: "protected" | "not-protected" | "opted-out" = explain({ ...place, region: "eu-central-1", type: "EBS", tags: { backup: "daily" } }).status;
const { stackIds } = synthesize({ file: "org.yaml", outputDirectory: "api.out" });
const plans = Object.keys((effectivePolicy(place).policy as { plans: object }).plans);
try {
  synthesize({ file: "package.json", outputDirectory: "bad.out" });
} catch (error) {
  console.log(JSON.stringify([findings.filter(({ severity }) => severity !== "note").length, status, stackIds.length, plans, error instanceof InvalidOrgFile && error.findings.length > 0]));
}
// @ts-expect-error -- a file is asked for
export const wrong = () => validate();
`,
  );
  const tsc = join(repository, "node_modules", ".bin", "tsc");
  const options = ["--strict", "--target", "es2023", "--lib", "es2023", "--moduleResolution", "node16"];
  // The libraries of TypeScript itself are not ours to check, as the types of the package are.
  run(tsc, ...options, "--module", "node16", "--skipDefaultLibCheck", "typed.ts");
  writeFileSync(
    inTeam("names.mjs"),
    `import { createRequire } from "node:module";
import * as strongroom from "strongroom";
import "./typed.js";
console.log(typeof strongroom.explain, typeof strongroom.validate);
console.log(createRequire(import.meta.url)("strongroom/schema.json").type);
`,
  );
  const answer = JSON.stringify([0, "protected", 4, ["daily"], true]);
  expect(run(process.execPath, "names.mjs")).toBe(`${answer}\nfunction function\nobject\n`);
});

test("completes options", () => {
  expect(strongroom("complete", "--", "explain", "--acc")).toContain("--account");
});

test("hints name the documentation that came with the package", () => {
  writeFileSync(inTeam("unfinished.yaml"), "organization: {}\n");
  const { exitCode, stdout } = tryToExecute(
    inTeam("node_modules", ".bin", "strongroom"),
    ["validate", "unfinished.yaml"],
    installed.team,
  );
  expect(exitCode).toBe(1);
  const pages = [...stdout.matchAll(/\S*docs\/[\w-]+\.md/g)].map(([page]) => page);
  expect(new Set(pages)).toEqual(new Set(["node_modules/strongroom/docs/configuration.md"]));
  expect(installed.contents).toContain("docs/configuration.md");
});

test("--version and schema say what is installed", () => {
  const installed = JSON.parse(readFileSync(inTeam("node_modules", "strongroom", "package.json"), "utf8"));
  expect(strongroom("--version")).toBe(`${installed.version}\n`);
  const shipped = readFileSync(inTeam("node_modules", "strongroom", "config", "org.schema.json"), "utf8");
  expect(strongroom("schema")).toBe(shipped);
});

describe("a clone that cannot be built", () => {
  let clone: string;

  beforeAll(() => {
    clone = join(installed.directory, "unbuildable");
    mkdirSync(clone);
    const sources = ["bin", "build", "main.ts", "package.json", "package-lock.json", "src", "stacks", "tsconfig.json"];
    sources.forEach((name) => cpSync(join(repository, name), join(clone, name), { recursive: true }));
  });

  test("says so in one line where the program is asked for", () => {
    expect(tryToExecute(process.execPath, [join(clone, "bin", "strongroom.js")], clone)).toMatchObject({
      exitCode: 2,
      stderr: "strongroom is not built: npm ci in the clone builds it\n",
    });
  });

  test("is left as it is where it is current, and says in one line where it is not", () => {
    const build = () => tryToExecute(process.execPath, [join(clone, "build", "build.mjs"), "--if-changed"], clone);
    cpSync(join(repository, "dist"), join(clone, "dist"), { recursive: true });
    symlinkSync(join(repository, "node_modules"), join(clone, "node_modules"));
    expect(build()).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    rmSync(join(clone, "dist"), { recursive: true });
    // Root may write into a directory of any mode.
    writeFileSync(join(clone, "dist"), "");
    const { exitCode, stderr } = build();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `${join(clone, "dist")}: nothing can be built there, and what is there is not current: EEXIST\n`,
    });
  });
});
