/** `plan-summary` and `affected` as a workflow meets them: exit codes and streams. */

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedFile } from "../plan-summary/plans";
import { repository, validText } from "../config/valid";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const shortened = recordedFile("shorten-a-retention");
const summary = (...args: string[]) => run("strongroom", ["plan-summary", ...args]);
const config = ["--config", join(repository, "test", "e2e", "plans.yaml")];

test("a protected change: exit 1; with its approval, from an option or a label: exit 0", () => {
  const { exitCode, stdout } = summary(shortened, "--format", "json", ...config);
  expect(exitCode).toBe(1);
  const { protectedChanges } = JSON.parse(stdout) as { protectedChanges: { approvalId: string }[] };
  const id = protectedChanges[0]?.approvalId ?? "";
  expect(summary(shortened, "--approve", id, ...config).exitCode).toBe(0);
  expect(summary(shortened, "--labels", JSON.stringify(["bug", `approve:${id}`]), ...config).exitCode).toBe(0);
  const other = summary(shortened, "--labels", '["approve:retention-shortened-000000000000", "approve"]', ...config);
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toBe("approval retention-shortened-000000000000 names no change of these plans\n");
});

test("text: the table, then what matters in words", () => {
  const { stdout } = summary(shortened, ...config);
  expect(stdout).toMatch(/│ organization │ +│ +1 │/);
  expect(stdout).toContain("\nProtected changes\n  daily: kept 35 → 14 days: 2 accounts\n");
  expect(stdout).toContain("accounts whose effective backup policy changes: payments, reports");
});

test("without a config it names targets by their ids", () => {
  expect(summary(shortened).stdout).toContain("daily: kept 35 → 14 days: ou-e2e0-00000002");
});

test("a directory stands for every plan in it, an empty one for none", () => {
  const plans = join(directory, "plans");
  mkdirSync(join(plans, "organization"), { recursive: true });
  const nothing = summary(plans, "--markdown");
  expect(nothing.exitCode).toBe(0);
  expect(nothing.stdout).toContain("## Strongroom plan: no stack changes\n");
  cpSync(shortened, join(plans, "organization", "plan.json"));
  expect(summary(plans).exitCode).toBe(1);
  const missing = summary(plans, "--expect", "organization encryption");
  expect(missing).toMatchObject({ exitCode: 2, stdout: "", stderr: "no plan of encryption\n" });
});

test("a plan of `terraform show -json` gets its stack's name from its file", () => {
  const file = join(directory, "member-x.json");
  writeFileSync(file, JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] }));
  expect(JSON.parse(summary(file, "--format", "json").stdout)).toMatchObject({
    stacks: [{ stack: "member-x", result: "no changes" }],
  });
});

test("a failed plan: exit 1, with what Terraform said and what to do", () => {
  const { exitCode, stdout } = summary(recordedFile("change-the-lock"));
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Instance cannot be destroyed");
  expect(stdout).toContain("section Change a lock, changes it in place");
});

test.each([
  ["a file that is not there", ["plan-summary", "nowhere.json"], "nowhere.json: ENOENT"],
  ["a file that is no plan", ["plan-summary", join(repository, "package.json")], "is not a plan"],
  ["no file", ["plan-summary"], "missing required argument"],
  ["labels that are no list", ["plan-summary", shortened, "--labels", "x"], "It must be a JSON array of labels."],
  [
    "a config with errors",
    ["plan-summary", shortened, "--config", join(repository, "package.json")],
    "strongroom validate",
  ],
  ["affected without a base", ["affected", "--head", directory], "either --base DIR or --since REF"],
  ["affected without an output", ["affected", "--base", "nowhere", "--head", directory], "manifest.json: no such file"],
])("%s: exit 2, in words", (_what, args, words) => {
  const { exitCode, stdout, stderr } = run("strongroom", args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("affected: a JSON array on stdout, for people on stderr", () => {
  const output = (name: string, text: string) => {
    writeFileSync(join(directory, `${name}.yaml`), text);
    const outputDirectory = join(directory, name);
    run("main", [join(directory, `${name}.yaml`)], { CDKTF_OUTDIR: outputDirectory });
    return outputDirectory;
  };
  const [base, head] = [output("base", validText), output("head", validText.replace("365", "180"))];
  expect(run("strongroom", ["affected", "--base", base, "--head", head])).toMatchObject({
    exitCode: 0,
    stdout: '["encryption"]\n',
    stderr: "1 of 5 stacks affected\n",
  });
  expect(run("strongroom", ["affected", "--base", base, "--head", base]).stdout).toBe("[]\n");
  const matrix = run("strongroom", ["affected", "--base", base, "--head", head, "--format", "matrix"]).stdout;
  expect(JSON.parse(matrix)).toEqual({ include: [{ job: 1, stacks: "encryption" }] });
});
