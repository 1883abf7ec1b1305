/** `init` as a person meets it: what it refuses, what it leaves alone, and what it writes. */

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
      /^--repository .*\n--package `https:\/\/\.\.\.@example\.com\/s\.tgz`: it holds a credential.*\n$/,
    );
    expect(stderr).not.toContain("secret");
  });

  test("must be there where npm does not say from what this one was installed", async () => {
    const here = empty("unnamed");
    const { exitCode, stderr } = await run(["init"], {}, here);
    expect([exitCode, filesBelow(here)]).toEqual([2, {}]);
    expect(stderr).toMatch(/^npm does not say .* use --package: name a tarball .*\n$/);
  });
});
