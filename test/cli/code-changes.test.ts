/** What counts as code of a repository: everything that is not known to be data. */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { minimal } from "./organization";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
let count = 0;

const withGuardrail = minimal.replace(
  /^guardrails:\n/m,
  "guardrails:\n  additional: [{ name: ours, file: scp/ours.json, targets: [root] }]\n",
);
const repository = {
  "org.yaml": withGuardrail,
  "scp/ours.json": "{}",
  "README.md": "Backups",
  "package.json": "{}",
  "package-lock.json": "{}",
  ".github/workflows/deploy.yml": "on: push",
};

function checkout(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): string {
  const home = join(directory, `${(count += 1)}`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
  }
  for (const [path, target] of Object.entries(links)) {
    rmSync(join(home, path), { force: true });
    symlinkSync(target, join(home, path));
  }
  return home;
}

const base = checkout(repository);

async function changes(head: string, ...args: string[]) {
  const { exitCode, stdout, stderr } = await run(
    ["code-changes", "--base", base, "--head", head, ...args],
    {},
    directory,
  );
  expect([exitCode, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as { files: { path: string; what: string }[]; digest: string };
}

test.each<[string, Readonly<Record<string, string>>]>([
  ["the org file", { "org.yaml": `${withGuardrail}# later\n` }],
  ["a file that it names", { "scp/ours.json": "[]" }],
  ["Markdown", { "README.md": "More", "docs/new.md": "New" }],
  ["what npm installs and Git keeps", { "node_modules/x/index.js": "evil()", ".git/config": "x" }],
])("%s is no code", async (_words, files) => {
  expect((await changes(checkout({ ...repository, ...files }))).files).toEqual([]);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ["package-lock.json", { "package-lock.json": '{ "a": 1 }' }],
  [".npmrc", { ".npmrc": "registry=https://evil.example" }],
  [".github/workflows/pull-request.yml", { ".github/workflows/pull-request.yml": "on: push" }],
  [".github/PULL_REQUEST_TEMPLATE.md", { ".github/PULL_REQUEST_TEMPLATE.md": "x" }],
  ["strongroom-1.0.0.tgz", { "strongroom-1.0.0.tgz": "x" }],
  [".terraform.lock.hcl", { ".terraform.lock.hcl": "x" }],
  ["cdktf.out/stacks/organization/evil.tf", { "cdktf.out/stacks/organization/evil.tf": "x" }],
  ["scripts/node_modules/x.js", { "scripts/node_modules/x.js": "x" }],
  ["scp/other.json", { "scp/other.json": "x" }],
])("%s is code", async (path, files) => {
  expect((await changes(checkout({ ...repository, ...files }))).files.map((file) => file.path)).toEqual([path]);
});

test("what is removed counts", async () => {
  const head = checkout(repository);
  rmSync(join(head, "package-lock.json"));
  expect((await changes(head)).files).toEqual([{ path: "package-lock.json", what: "removed" }]);
});

test.each([
  ["org.yaml", "/etc/hostname"],
  ["scp/ours.json", "../package.json"],
  ["README", "/etc/hostname"],
])("a symbolic link at %s is code, whatever it leads to", async (path, target) => {
  const head = checkout(repository, { [path]: target });
  expect((await changes(head)).files.map((file) => file.path)).toContain(path);
});

test("with --config, only the file of that name is the org file", async () => {
  const head = checkout({ ...repository, "org.yaml": `${withGuardrail}# later\n` });
  expect((await changes(head, "--config", "other/org.yaml")).files.map((file) => file.path)).toEqual(["org.yaml"]);
});

test("another content of the same files has another digest, and the same content the same", async () => {
  const at = (lock: string) => changes(checkout({ ...repository, "package-lock.json": lock }));
  const [one, again, other] = [await at("a"), await at("a"), await at("b")];
  expect(one.digest).toBe(again.digest);
  expect(one.digest).not.toBe(other.digest);
});

test("changed code is a protected change of the summary, and its approval falls when the code changes again", async () => {
  const approvalOf = async (lock: string, ...args: string[]) => {
    const { stdout } = await run(
      ["code-changes", "--base", base, "--head", checkout({ ...repository, "package-lock.json": lock })],
      {},
      directory,
    );
    const file = join(directory, "code-changes.json");
    writeFileSync(file, stdout);
    mkdirSync(join(directory, "plans"), { recursive: true });
    const summary = ["plan-summary", "plans", "--expect", "", "--code-changes", file, "--format", "json", ...args];
    const { exitCode, stdout: json } = await run(summary, {}, directory);
    const { protectedChanges } = JSON.parse(json) as { protectedChanges: { rule: string; approvalId: string }[] };
    expect(protectedChanges.map(({ rule }) => rule)).toEqual(["code-changed"]);
    return { exitCode, id: protectedChanges[0]?.approvalId ?? "" };
  };
  const first = await approvalOf("a");
  expect(first.exitCode).toBe(1);
  expect((await approvalOf("a", "--approve", first.id)).exitCode).toBe(0);
  expect((await approvalOf("b", "--approve", first.id)).exitCode).toBe(1);
});

test("what cannot be read does not pass for no change", async () => {
  const file = join(directory, "nothing.json");
  writeFileSync(file, "[]");
  mkdirSync(join(directory, "plans"), { recursive: true });
  const { exitCode, stderr } = await run(
    ["plan-summary", "plans", "--expect", "", "--code-changes", file],
    {},
    directory,
  );
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("is nothing that `strongroom code-changes` printed")]);
  const missing = await run(["code-changes", "--base", base, "--head", join(directory, "none")], {}, directory);
  expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining("no such directory")]);
});
