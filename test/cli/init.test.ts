/** `init` as a person meets it: what it refuses, what it leaves alone, and what it writes. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();

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
    const { exitCode, stdout, stderr } = await run(["init", "--repository", name], {}, here);
    expect([exitCode, stdout, filesBelow(here)]).toEqual([2, "", {}]);
    expect(stderr).toContain(
      `--repository \`${name}\`: GitHub has no such name: write OWNER/NAME: an owner of at most`,
    );
    expect(stderr.split("\n")).toHaveLength(2);
  },
);
