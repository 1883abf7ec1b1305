/** The synthesis of another revision, in a repository whose synthesis copies a file. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../cli/run";

const home = realpathSync(mkdtempSync(join(tmpdir(), "strongroom-repository-")));
const scratch = mkdtempSync(join(tmpdir(), "strongroom-scratch-"));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: home });

const synth = `
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
const out = process.env.CDKTF_OUTDIR ?? "cdktf.out";
const value = readFileSync("value.txt", "utf8");
for (const stack of ["same", "other"]) {
  mkdirSync(out + "/stacks/" + stack, { recursive: true });
  writeFileSync(out + "/stacks/" + stack + "/cdk.tf.json", JSON.stringify({ locals: stack === "other" ? { value } : {} }));
}
writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { same: {}, other: {} } }));
if (value === "broken") throw new Error("no synthesis");
`;

beforeAll(() => {
  writeFileSync(join(home, "package.json"), JSON.stringify({ scripts: { synth: "node synth.mjs" } }));
  writeFileSync(join(home, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages: {} }));
  writeFileSync(join(home, ".gitignore"), "cdktf.out\nnode_modules\n");
  writeFileSync(join(home, "synth.mjs"), synth);
  git("init", "-q", "-b", "main");
  for (const [tag, value] of [
    ["v1", "one"],
    ["v2", "broken"],
    ["v3", "three"],
  ] as const) {
    writeFileSync(join(home, "value.txt"), value);
    git("add", "-A");
    git("commit", "-qm", tag);
    git("tag", tag);
  }
  execFileSync("node", ["synth.mjs"], { cwd: home });
});

afterAll(() => [home, scratch].forEach((directory) => rmSync(directory, { recursive: true, force: true })));

const since = (revision: string) =>
  run("strongroom", ["affected", "--since", revision, "--head", "cdktf.out"], { TMPDIR: scratch }, home);

test("compares with what the revision's own code makes of its own config", () => {
  expect(since("v1")).toMatchObject({ exitCode: 0, stdout: '["other"]\n' });
  expect(since("HEAD")).toMatchObject({ exitCode: 0, stdout: "[]\n" });
});

test("leaves no worktree behind, nor anything in the working tree", () => {
  expect(since("v1").exitCode).toBe(0);
  expect(since("v2").exitCode).toBe(2);
  expect(git("worktree", "list").toString().trim().split("\n")).toHaveLength(1);
  expect(git("status", "--porcelain").toString()).toBe("");
  expect(readdirSync(scratch)).toEqual([]);
});

test("a revision that cannot be synthesized, or is none: exit 2, with what was said", () => {
  expect(since("v2")).toMatchObject({ exitCode: 2, stdout: "" });
  expect(since("v2").stderr).toContain("no synthesis");
  expect(since("--upload-pack=x").exitCode).toBe(2);
  expect(since("nowhere").stderr).toContain("git rev-parse");
});
