/** Where files are looked for, and how a command ends that could not run. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Context, directoriesOf } from "../../src/cli/context";
import { failureExitCode } from "../../src/cli/failure";
import { invocation } from "../../src/cli/invocation";
import { UsageError } from "../../src/failure";
import { validText } from "../config/valid";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();

function project(name: string, ...files: readonly string[]): string {
  const root = join(directory, name);
  mkdirSync(join(root, "config"), { recursive: true });
  mkdirSync(join(root, "below"));
  files.forEach((file) => writeFileSync(join(root, file), validText));
  return root;
}

describe("the org file", () => {
  test.each(["org.yaml", "config/org.yaml"])("%s is found where nobody names one", async (file) => {
    const root = project(`found-${file.replaceAll("/", "-")}`, file);
    const { exitCode, stdout } = await run(["validate"], {}, root);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`${file}:`)]);
    const below = await run(["validate"], {}, join(root, "below"), root);
    expect(below.stdout).toContain(`../${file}:`);
  });

  test("none, or two: exit 2, with the absolute paths", async () => {
    const none = project("none");
    expect(await run(["validate"], {}, none)).toMatchObject({
      exitCode: 2,
      stderr: `${none} has neither org.yaml nor config/org.yaml: name the org file with --config or STRONGROOM_CONFIG, or create one with \`strongroom init\`\n`,
    });
    const two = project("two", "org.yaml", "config/org.yaml");
    const { exitCode, stderr } = await run(["synth"], {}, two);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`both ${join(two, "org.yaml")} and `)]);
    expect((await run(["validate", "org.yaml"], {}, two)).exitCode).toBe(0);
  });

  test("an argument or --config wins over STRONGROOM_CONFIG, and both at once are refused", async () => {
    const root = project("named", "below/mine.yaml");
    const elsewhere = { STRONGROOM_CONFIG: "nowhere.yaml" };
    for (const args of [["below/mine.yaml"], ["--config", "below/mine.yaml"]]) {
      expect((await run(["validate", ...args], elsewhere, root)).exitCode).toBe(0);
    }
    expect((await run(["validate"], { STRONGROOM_CONFIG: "mine.yaml" }, join(root, "below"), root)).exitCode).toBe(0);
    expect(await run(["validate", "a.yaml", "--config", "b.yaml"], {}, root)).toMatchObject({
      exitCode: 2,
      stderr: "the org file is given twice, a.yaml and b.yaml: remove one\n",
    });
  });

  test("one that is not there is named by its absolute path", async () => {
    const root = project("missing");
    const { stderr } = await run(["validate", "../elsewhere.yaml"], {}, join(root, "below"), root);
    expect(stderr).toContain(`${join(root, "elsewhere.yaml")}: cannot be read: there is no such file`);
  });
});

test("under npm, paths are relative to where npm was called; a script that goes elsewhere means that directory", () => {
  const npm = { INIT_CWD: "/team/below", npm_package_json: "/team/package.json" };
  expect(directoriesOf(npm, "/team")).toEqual({ workingDirectory: "/team/below", projectDirectory: "/team" });
  expect(directoriesOf(npm, "/team/scripts")).toEqual({
    workingDirectory: "/team/scripts",
    projectDirectory: "/team/scripts",
  });
  expect(directoriesOf({}, "/team")).toEqual({ workingDirectory: "/team", projectDirectory: "/team" });
});

test("a command is named as the person calls it, and never so that npm fetches a stranger's package", () => {
  const bin = join(directory, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "strongroom"), "");
  expect(invocation({ PATH: `/nowhere:${bin}` })).toBe("strongroom");
  expect(invocation({ PATH: "/nowhere" })).toBe("npx --no strongroom");
  expect(invocation({ npm_command: "run-script", npm_package_name: "strongroom" })).toBe("npm run -s strongroom --");
  expect(invocation({ npm_command: "run-script", npm_package_name: "backup" })).toBe("npx --no strongroom");
  expect(invocation({ npm_command: "exec" })).toBe("npx --no strongroom");
});

describe("a failure", () => {
  function said(error: unknown, environment: NodeJS.ProcessEnv = {}) {
    let stderr = "";
    const context = { environment, stderr: { write: (text: string) => (stderr += text) } } as unknown as Context;
    return { exitCode: failureExitCode(error, context), stderr };
  }

  test("that a person can mend is one line", () => {
    expect(said(new UsageError("name an account"))).toEqual({ exitCode: 2, stderr: "name an account\n" });
  });

  test.each([
    [{ code: "EACCES", syscall: "open", path: "/out/cdk.tf.json" }, "/out/cdk.tf.json: permission denied"],
    [{ code: "ENOSPC", syscall: "write" }, "write: no space is left on the disk"],
    [
      { code: "ENOENT", syscall: "mkdtemp", path: "/proc/x.XXXXXX" },
      "/proc/x.XXXXXX: no directory can be created there",
    ],
    [{ code: "ENOENT", syscall: "uv_cwd" }, "the current directory no longer exists: change to another one"],
  ])("of the machine is one line: %j", (error, line) => {
    expect(said(Object.assign(new Error("raw"), error))).toEqual({ exitCode: 2, stderr: `${line}\n` });
  });

  test("of Strongroom itself comes with its stack trace, whatever code Node.js gives it", () => {
    const wrongType = Object.assign(new TypeError("path must be a string"), { code: "ERR_INVALID_ARG_TYPE" });
    const missing = Object.assign(new Error("gone"), { code: "ENOENT", syscall: "open", path: "/internal" });
    for (const error of [wrongType, missing, new RangeError("x"), "text"]) {
      const { exitCode, stderr } = said(error);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^This is a bug in Strongroom, please report it: .*\n.*Error: .*\n {4}at /);
    }
  });

  test("shows where it comes from with STRONGROOM_DEBUG", () => {
    expect(said(new UsageError("x"), { STRONGROOM_DEBUG: "1" }).stderr).toMatch(/\n {4}at /);
  });
});

test("every command says in the imperative what it does, with an example, and names the config alike", async () => {
  const { stdout } = await run(["--help"]);
  const commands = [...stdout.matchAll(/^ {2}([a-z][\w-]+) .*? {2,}(\w+)/gm)].map(
    ([, name = "", verb = ""]) => [name, verb] as const,
  );
  expect(commands.length).toBeGreaterThan(18);
  for (const [name, verb] of commands.filter(([command]) => command !== "help")) {
    expect(verb).not.toMatch(/s$/);
    const help = (await run([name, "--help"])).stdout;
    expect([name, name === "github" || help.includes("Example:\n  strongroom ")]).toEqual([name, true]);
    if (help.includes("--config")) {
      expect(help.replaceAll(/\s+/g, " ")).toContain("--config <file> ");
    }
  }
  expect((await run(["frobnicate"])).exitCode).toBe(2);
});
