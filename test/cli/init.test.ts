/** `init` as a person meets it: what it refuses, what it leaves alone, and what it writes. */

import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { existingFiles } from "../../src/cli/existing-files";
import { UsageError } from "../../src/failure";
import { repository } from "../config/valid";
import { filesBelow, run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();

/** A package that needs no file to be there. */
const named = ["--package", "https://example.com/strongroom-1.2.3.tgz"];

/** An empty directory of its own. */
function empty(name: string): string {
  const path = join(directory, name);
  mkdirSync(path);
  return path;
}

test.each(["../..", "./.", "-a/b", "a/b.git", "acme", ""])(
  "--repository %j is refused with the rule, and nothing is written",
  async (name) => {
    const here = empty(`repository-${encodeURIComponent(name).replaceAll(".", "d")}`);
    const { exitCode, stdout, stderr } = await run(["init", "--repository", name, ...named], {}, here);
    expect([exitCode, stdout, filesBelow(here)]).toEqual([2, "", {}]);
    expect(stderr).toContain(
      `--repository \`${name}\`: GitHub has no such name: write OWNER/NAME: an owner of at most`,
    );
    expect(stderr.split("\n")).toHaveLength(2);
  },
);

describe("--package", () => {
  const pinned = (where: string) => JSON.parse(readFileSync(join(where, "package.json"), "utf8")).dependencies;

  test.each(["strongroom@1.2.3", "latest", "^1.2.3", "npm:@acme/strongroom@1.2.3", ""])(
    "%j, which npm would look up by name, is refused with what is taken, and nothing is written",
    async (text) => {
      const here = empty(`name-${[...text].map((character) => character.charCodeAt(0)).join("-")}`);
      const { exitCode, stdout, stderr } = await run(["init", "--package", text], {}, here);
      expect([exitCode, stdout, filesBelow(here)]).toEqual([2, "", {}]);
      expect(stderr).toContain(`--package \`${text}\`: npm would look it up by name in a registry`);
      expect(stderr).toContain("name a tarball by its path or its https address, or a repository at a commit");
      expect(stderr.split("\n")).toHaveLength(2);
    },
  );

  test("is seen from where the person stands, and written as seen from package.json, also through a link", async () => {
    const [project, elsewhere] = [empty("project"), empty("elsewhere")];
    mkdirSync(join(project, "below"));
    mkdirSync(join(elsewhere, "team"));
    symlinkSync(join(elsewhere, "team"), join(project, "team"));
    writeFileSync(join(project, "below", "s.tgz"), "");
    const below = join(project, "below");
    expect((await run(["init", "new/team", "--package", "./s.tgz"], {}, below, project)).exitCode).toBe(0);
    expect(pinned(join(below, "new", "team"))).toEqual({ strongroom: "file:../../s.tgz" });
    expect((await run(["init", "../team", "--package", "file:s.tgz"], {}, below, project)).exitCode).toBe(0);
    expect(pinned(join(elsewhere, "team"))).toEqual({ strongroom: "file:../../project/below/s.tgz" });
    expect((await run(["init", "--package", join(below, "s.tgz")], {}, below, project)).exitCode).toBe(0);
    expect(pinned(below)).toEqual({ strongroom: `file:${join(below, "s.tgz")}` });
  });

  test("a tarball that is not there, or is a directory, is refused", async () => {
    const here = empty("no-tarball");
    mkdirSync(join(here, "s.tgz"));
    for (const name of ["s.tgz", "t.tgz"]) {
      const { exitCode, stderr } = await run(["init", "new", "--package", name], {}, here);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`there is no file ${join(here, name)}: name`)]);
      expect(filesBelow(here)).toEqual({});
    }
  });

  test("shows no credential, and is refused together with a repository", async () => {
    const here = empty("credential");
    const args = ["init", "--repository", "../..", "--package", "https://me:secret@example.com/s.tgz"];
    const { exitCode, stderr } = await run(args, {}, here);
    expect([exitCode, filesBelow(here)]).toEqual([2, {}]);
    expect(stderr).toMatch(
      /^--repository .*\n--package `https:\/\/\.\.\.@example\.com\/s\.tgz`: it contains a credential.*\n$/,
    );
    expect(stderr).not.toContain("secret");
  });

  test("must be there where npm does not say from what this one was installed", async () => {
    const here = empty("unnamed");
    const { exitCode, stderr } = await run(["init"], {}, here);
    expect([exitCode, filesBelow(here)]).toEqual([2, {}]);
    expect(stderr).toMatch(/^npm does not record .* use --package: name a tarball .*\n$/);
  });
});

test("run again with a repository, updates the README that the first run wrote, and nothing that a person edited", async () => {
  const here = empty("again");
  await run(["init", ...named], {}, here);
  writeFileSync(join(here, ".gitignore"), "mine\n");
  const before = filesBelow(here);
  const again = await run(["init", "--repository", "acme/strongroom", ...named], {}, here);
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("updated   README.md\n")]);
  const { "README.md": readme, ...others } = filesBelow(here);
  expect(readme).toContain("https://github.com/acme/strongroom/blob/");
  expect({ ...others, "README.md": before["README.md"] }).toEqual(before);
  writeFileSync(join(here, "README.md"), "mine\n");
  await run(["init", "--repository", "acme/fork", ...named], {}, here);
  expect(readFileSync(join(here, "README.md"), "utf8")).toBe("mine\n");
});

describe("what has the name of a file that is to be written", () => {
  test("is named, each in a line, and nothing is written", async () => {
    const here = empty("obstacles");
    mkdirSync(join(here, "org.yaml"));
    mkdirSync(join(here, "README.md"));
    symlinkSync(join(here, "nowhere"), join(here, ".gitignore"));
    execFileSync("mkfifo", [join(here, "package.json")]);
    const { exitCode, stdout, stderr } = await run(["init", ...named], {}, here);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr.split("\n")).toEqual([
      `${join(here, "org.yaml")} is a directory, but it must be a file: move it away`,
      `${join(here, "package.json")} is no file, but it must be a file: move it away`,
      `${join(here, ".gitignore")} is a symbolic link to nothing, but it must be a file: move it away`,
      `${join(here, "README.md")} is a directory, but it must be a file: move it away`,
      "",
    ]);
    expect(readdirSync(here).sort()).toEqual([".gitignore", "README.md", "org.yaml", "package.json"]);
  });

  test("is kept where it is a link to a file, even one that would be completed", async () => {
    const here = empty("links");
    const text = JSON.stringify({ dependencies: { strongroom: named[1] } });
    writeFileSync(join(here, "shared.json"), text);
    symlinkSync("shared.json", join(here, "package.json"));
    const { exitCode, stdout } = await run(["init", ...named], {}, here);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("kept      package.json\n          lacks scripts")]);
    expect(readFileSync(join(here, "shared.json"), "utf8")).toBe(text);
    expect(lstatSync(join(here, "package.json")).isSymbolicLink()).toBe(true);
  });
});

describe("existing files", () => {
  const there = (name: string) => {
    const path = empty(name);
    mkdirSync(join(path, "elsewhere"));
    return path;
  };
  const paths = ["a/b/x.yml", "a/b/y.yml"];

  test("are found behind links too, and places in directories that are not there are free", () => {
    const here = there("found");
    mkdirSync(join(here, "a", "b"), { recursive: true });
    writeFileSync(join(here, "elsewhere", "x"), "x");
    symlinkSync("../../elsewhere/x", join(here, "a", "b", "x.yml"));
    writeFileSync(join(here, "a", "b", "y.yml"), "y");
    expect(existingFiles(here, [...paths, "a/b/z.yml", "c/d"])).toEqual(
      new Map([
        ["a/b/x.yml", { text: "x", isLink: true }],
        ["a/b/y.yml", { text: "y", isLink: false }],
      ]),
    );
  });

  test("are not made behind a link to a directory, but found there", () => {
    const here = there("behind");
    mkdirSync(join(here, "elsewhere", "b"));
    symlinkSync("elsewhere", join(here, "a"));
    const message = `${join(here, "a")} is a symbolic link, and Git does not add files behind a link: move it away`;
    expect(() => existingFiles(here, paths)).toThrow(new UsageError(message));
    paths.forEach((path) => writeFileSync(join(here, path), ""));
    expect([...existingFiles(here, paths).keys()]).toEqual(paths);
  });

  test.each([
    ["a file", (place: string) => writeFileSync(place, "")],
    ["a symbolic link to nothing", (place: string) => symlinkSync("nowhere", place)],
  ])("need a directory, which %s is not", (kind, make) => {
    const here = there(kind);
    make(join(here, "a"));
    const message = `${join(here, "a")} is ${kind}, but it must be a directory: move it away`;
    expect(() => existingFiles(here, paths)).toThrow(new UsageError(message));
  });
});

describe("a directory in which nothing can be written", () => {
  test.each([
    ["a file", "below: a part of its path is a file", (place: string) => writeFileSync(place, "")],
    [
      "a symbolic link to nothing",
      ": it already exists and is not a directory",
      (place: string) => symlinkSync("nowhere", place),
    ],
  ])("%s: one line", async (kind, below, make) => {
    const here = empty(`target ${kind}`);
    const team = join(here, "team");
    make(team);
    const lines = [
      ["team", `${team} is ${kind}, but it must be a directory: move it away\n`],
      ["team/below", `${join(team, below)}\n`.replace("/:", ":")],
    ] as const;
    for (const [name, line] of lines) {
      const { exitCode, stdout, stderr } = await run(["init", name, ...named], {}, here);
      expect([exitCode, stdout, stderr]).toEqual([2, "", line]);
    }
    expect(readdirSync(here)).toEqual(["team"]);
  });
});

describe("the org file", () => {
  const wrote = async (here: string) => (await run(["init", ...named], {}, here)).stdout;

  test("that is in config/ stays the one", async () => {
    const here = empty("config");
    mkdirSync(join(here, "config"));
    writeFileSync(join(here, "config", "org.yaml"), "mine\n");
    expect(await wrote(here)).toMatch(/^kept {6}config\/org\.yaml\n/);
    expect(readdirSync(here)).not.toContain("org.yaml");
    expect(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).scripts["plan-summary"]).toContain(
      "config/org.yaml",
    );
  });

  test("is org.yaml where there is none", async () => {
    expect(await wrote(empty("fresh"))).toMatch(/^written {3}org\.yaml\n/);
  });

  test("there are two of is refused, as by every other command", async () => {
    const here = empty("two");
    mkdirSync(join(here, "config"));
    writeFileSync(join(here, "config", "org.yaml"), "mine\n");
    writeFileSync(join(here, "org.yaml"), "mine\n");
    const { exitCode, stdout, stderr } = await run(["init", ...named], {}, here);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(`there are ${join(here, "org.yaml")} and ${join(here, "config/org.yaml")}: keep one of them\n`);
    expect(Object.keys(filesBelow(here))).toEqual(["config/org.yaml", "org.yaml"]);
  });
});

describe("what comes next", () => {
  const next = async (here: string, ...args: string[]) =>
    (await run(["init", ...args, ...named], {}, here)).stderr.split("\n").find((line) => line.startsWith("Next: "));

  test("is a command for where the person stands", async () => {
    const here = empty("next");
    const validate = "npx --no strongroom validate org.yaml";
    expect(await next(here, "new team")).toBe(
      `Next: replace the values below FILL IN in new team/org.yaml, then cd 'new team' && npm install && ${validate}`,
    );
    mkdirSync(join(here, "node_modules", "strongroom"), { recursive: true });
    expect(await next(here)).toBe(`Next: replace the values below FILL IN in org.yaml, then ${validate}`);
    expect(await next(here)).toBeUndefined();
  });
});

describe("another package manager", () => {
  test.each(["pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"])(
    "with %s is told what goes by npm",
    async (name) => {
      const here = empty(name);
      writeFileSync(join(here, name), "");
      const line = `${name} is of `;
      expect((await run(["init", ...named], {}, here)).stderr).toContain(line);
      expect((await run(["init", ...named], {}, empty(`${name} elsewhere`))).stderr).not.toContain(" is of ");
    },
  );

  test("that links to the package is understood: its spec is that of package.json", async () => {
    const here = empty("linked");
    mkdirSync(join(here, "node_modules"));
    symlinkSync(repository, join(here, "node_modules", "strongroom"));
    writeFileSync(join(here, "package.json"), JSON.stringify({ devDependencies: { strongroom: "./s.tgz" } }));
    const { exitCode, stdout } = await run(["init"], {}, here);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("completed package.json\nwritten ")]);
  });

  test("that links to the package, beside a directory named package.json: one line", async () => {
    const here = empty("linked beside a directory");
    mkdirSync(join(here, "node_modules"));
    mkdirSync(join(here, "package.json"));
    symlinkSync(repository, join(here, "node_modules", "strongroom"));
    const stderr = `${join(here, "package.json")} is a directory, but it must be a file: move it away\n`;
    expect(await run(["init"], {}, here)).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});
