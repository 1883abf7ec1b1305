/** The synthesis of another revision, by the version of Strongroom that the revision's lockfile names. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../config/valid";
import { run } from "../cli/run";

const home = realpathSync(mkdtempSync(join(tmpdir(), "strongroom-repository-")));
const scratch = mkdtempSync(join(tmpdir(), "strongroom-scratch-"));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: home }).toString();
const minimal = readFileSync(join(repository, "examples", "minimal.yaml"), "utf8");
const later = minimal.replace("cron(0 2 ", "cron(0 3 ");

/** A package named strongroom whose synthesis is one stack that says its version. */
function tarball(version: string): { readonly spec: string; readonly integrity: string } {
  const source = mkdtempSync(join(scratch, "tarball-"));
  mkdirSync(join(source, "package", "bin"), { recursive: true });
  writeFileSync(
    join(source, "package", "package.json"),
    JSON.stringify({ name: "strongroom", version, bin: "bin/strongroom.js" }),
  );
  writeFileSync(
    join(source, "package", "bin", "strongroom.js"),
    `const { mkdirSync, writeFileSync } = require("node:fs");
const [command, , , out] = process.argv.slice(2);
if (command !== "synth" || process.env.STRONGROOM_CONFIG) throw new Error("not asked to synthesize one file");
mkdirSync(out + "/stacks/one", { recursive: true });
writeFileSync(out + "/stacks/one/cdk.tf.json", JSON.stringify({ locals: { version: "${version}" } }));
writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { one: {} } }));
`,
  );
  const file = `strongroom-${version}.tgz`;
  execFileSync("tar", ["-czf", join(home, file), "package"], { cwd: source });
  const digest = createHash("sha512")
    .update(readFileSync(join(home, file)))
    .digest("base64");
  return { spec: `file:${file}`, integrity: `sha512-${digest}` };
}

function commit(tag: string, files: Readonly<Record<string, string | undefined>>): void {
  for (const [file, text] of Object.entries(files)) {
    if (text === undefined) {
      rmSync(join(home, file));
    } else {
      writeFileSync(join(home, file), text);
    }
  }
  git("add", "-A");
  git("commit", "-qm", tag);
  git("tag", tag);
}

function pinned(version: string, { spec, integrity } = tarball(version)): Record<string, string> {
  const dependencies = { strongroom: spec };
  const packages = {
    "": { name: "backup", dependencies },
    "node_modules/strongroom": { version, resolved: spec, integrity, bin: { strongroom: "bin/strongroom.js" } },
    // What else the repository has is not installed: nothing serves this one.
    "node_modules/another": { version: "1.0.0", resolved: "file:nowhere.tgz", integrity },
  };
  return {
    "package.json": JSON.stringify({ name: "backup", dependencies }),
    "package-lock.json": JSON.stringify({ name: "backup", lockfileVersion: 3, packages }),
  };
}

beforeAll(async () => {
  git("init", "-q", "-b", "main");
  commit("nothing", { ".gitignore": "cdktf.out\nnode_modules\n" });
  commit("unpinned", { "org.yaml": minimal });
  commit("broken", { "org.yaml": `colour: red\n${minimal}` });
  commit("one", { "org.yaml": minimal, ...pinned("1.0.0") });
  commit("two", { ...pinned("2.0.0"), "strongroom-1.0.0.tgz": undefined });
  commit("later", { "org.yaml": later });
  expect((await run(["synth"], {}, home)).exitCode).toBe(0);
});

afterAll(() => [home, scratch].forEach((directory) => rmSync(directory, { recursive: true, force: true })));

const since = (revision: string, ...args: string[]) =>
  run(["affected", "--since", revision, ...args], { TMPDIR: scratch }, home);

test("where no version is pinned, this one synthesizes the revision's own config, and says so", async () => {
  const { exitCode, stdout, stderr } = await since("unpinned");
  expect([exitCode, stdout]).toEqual([0, '["organization"]\n']);
  expect(stderr).toContain("the lockfile of unpinned names no version of strongroom");
});

/** Runs something that may leave neither files, nor a worktree, nor a change in the working tree. */
async function withoutTrace<T>(action: () => Promise<T>): Promise<T> {
  const before = readdirSync(scratch);
  const result = await action();
  expect(readdirSync(scratch)).toEqual(before);
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
  expect(git("status", "--porcelain")).toBe("");
  return result;
}

/** An output like that of the package of a version. */
function outputOf(version: string): string {
  const output = mkdtempSync(join(scratch, "output-"));
  mkdirSync(join(output, "stacks", "one"), { recursive: true });
  writeFileSync(join(output, "stacks", "one", "cdk.tf.json"), JSON.stringify({ locals: { version } }));
  writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks: { one: {} } }));
  return output;
}

test.each([
  ["one", "1.0.0"],
  ["two", "2.0.0"],
])("the tarball that the lockfile of %s names synthesizes it, and leaves nothing behind", async (revision, version) => {
  const head = outputOf(version);
  expect(await withoutTrace(() => since(revision, "--head", head))).toMatchObject({
    exitCode: 0,
    stdout: "[]\n",
    stderr: "0 of 1 stacks affected\n",
  });
});

test("a stack is affected where the version of the revision makes something else of it", async () => {
  expect(await since("one", "--head", outputOf("2.0.0"))).toMatchObject({ exitCode: 0, stdout: '["one"]\n' });
});

test("the config that is named is read as it was in the revision, from any directory", async () => {
  const elsewhere = join(home, "docs");
  mkdirSync(elsewhere, { recursive: true });
  const args = ["affected", "--since", "unpinned", "--config", "../org.yaml", "--head", "../cdktf.out"];
  expect(await run(args, { TMPDIR: scratch }, elsewhere)).toMatchObject({ exitCode: 0, stdout: '["organization"]\n' });
});

test("a revision without the config: every stack is new", async () => {
  const { exitCode, stdout, stderr } = await since("nothing");
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual(["central-vault", "encryption", "member-shop", "network-shop", "organization"]);
  expect(stderr).toContain("nothing has no org.yaml: every stack is new");
});

test("a revision that cannot be synthesized, or is none: exit 2, with what was said", async () => {
  const broken = await withoutTrace(() => since("broken"));
  expect(broken).toMatchObject({ exitCode: 2, stdout: "" });
  expect(broken.stderr).toMatch(/^broken:org\.yaml:\d+:\d+ error unknown-key/m);
  expect((await since("--upload-pack=x")).exitCode).toBe(2);
  expect((await since("nowhere")).stderr).toMatch(/^nowhere: \S+ has no such commit: fetch it /);
});

test("a tarball that the revision's lockfile names and nobody has: exit 2, with what npm said", async () => {
  const integrity = `sha512-${createHash("sha512").update("nobody has this").digest("base64")}`;
  commit("lost", pinned("3.0.0", { spec: "file:nowhere.tgz", integrity }));
  const { exitCode, stderr } = await since("lost");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("npm ci");
});
