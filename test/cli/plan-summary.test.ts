/** `plan-summary` and `affected` as a workflow meets them: exit codes and streams. */

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedFile } from "../plan-summary/plans";
import { edit, repository, validText } from "../config/valid";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const shortened = recordedFile("shorten-a-retention");
const summary = async (...args: string[]) => await run(["plan-summary", ...args], {}, directory);
const config = ["--config", join(repository, "test", "e2e", "plans.yaml")];

test("a protected change: exit 1; with its approval, from an option or a label: exit 0", async () => {
  const { exitCode, stdout } = await summary(shortened, "--format", "json", ...config);
  expect(exitCode).toBe(1);
  const { protectedChanges } = JSON.parse(stdout) as { protectedChanges: { approvalId: string }[] };
  const id = protectedChanges[0]?.approvalId ?? "";
  expect((await summary(shortened, "--approve", id, ...config)).exitCode).toBe(0);
  expect((await summary(shortened, "--labels", JSON.stringify(["bug", `approve:${id}`]), ...config)).exitCode).toBe(0);
  const other = await summary(
    shortened,
    "--labels",
    '["approve:retention-shortened-000000000000", "approve"]',
    ...config,
  );
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toBe("approval retention-shortened-000000000000 matches no change in these plans\n");
});

test("text: the table, then what matters in words", async () => {
  const { stdout } = await summary(shortened, ...config);
  expect(stdout).toMatch(/│ organization │ +│ +1 │/);
  expect(stdout).toContain("\nProtected changes\n  daily: kept 35 → 14 days: 2 accounts\n");
  expect(stdout).toContain("accounts whose effective backup policy changes: payments, reports");
});

test("without a config it names targets by their ids", async () => {
  expect((await summary(shortened)).stdout).toContain("daily: kept 35 → 14 days: ou-e2e0-00000002");
});

test("the config is found as for every command", async () => {
  const [, file = ""] = config;
  for (const environment of [{ STRONGROOM_CONFIG: file }, { STRONGROOM_CONFIG: "mine.yaml" }]) {
    cpSync(file, join(directory, "mine.yaml"));
    const { stdout } = await run(["plan-summary", shortened], environment, directory);
    expect(stdout).toContain("daily: kept 35 → 14 days: 2 accounts");
  }
  const project = join(directory, "project");
  mkdirSync(project);
  cpSync(file, join(project, "org.yaml"));
  expect((await run(["plan-summary", shortened], {}, project)).stdout).toContain("2 accounts");
});

test("a directory stands for every plan in it; one without any is refused, unless none is expected", async () => {
  const plans = join(directory, "plans");
  mkdirSync(join(plans, "organization"), { recursive: true });
  expect(await summary(plans)).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `${plans}: contains no plan.json: write it with \`strongroom plan\`, or say with --expect "" that there is nothing to plan\n`,
  });
  const nothing = await summary(plans, "--markdown", "--expect", "");
  expect(nothing.exitCode).toBe(0);
  expect(nothing.stdout).toContain("## Strongroom plan: no stack changes\n");
  cpSync(shortened, join(plans, "organization", "plan.json"));
  expect((await summary(plans)).exitCode).toBe(1);
  const missing = await summary(plans, "--expect", "organization encryption");
  expect(missing).toMatchObject({ exitCode: 2, stdout: "", stderr: "there is no plan for encryption\n" });
});

test("a plan of `terraform show -json` gets its stack's name from its file", async () => {
  const file = join(directory, "member-x.json");
  writeFileSync(file, JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] }));
  expect(JSON.parse((await summary(file, "--format", "json")).stdout)).toMatchObject({
    stacks: [{ stack: "member-x", result: "no changes" }],
  });
});

test.each([
  ["of a format to come", { format_version: "2.0", resource_changes: [] }],
  ["without a list of changes", { format_version: "1.2", resource_changes: {} }],
  ["of a state", { format_version: "1.0", values: {} }],
  ["of a part of the changes", { format_version: "1.2", resource_changes: [], complete: false }],
  ["with deferred changes", { format_version: "1.2", resource_changes: [], deferred_changes: [{}] }],
])("JSON %s is no plan to judge: exit 2", async (_what, content) => {
  const file = join(directory, "partial.json");
  writeFileSync(file, JSON.stringify({ terraform_version: "1.11.4", ...content }));
  expect(await summary(file)).toMatchObject({ exitCode: 2, stdout: "" });
  expect((await summary(file)).stderr).toContain("is not a whole plan");
});

const update = { actions: ["update"], before: { a: 1 }, after: { a: 2 } };
const vault = { address: "aws_backup_vault.v", mode: "managed", type: "aws_backup_vault", name: "v", change: update };

test.each<[string, unknown]>([
  ["[0] is no object", ["delete"]],
  ["[1] is no object", [vault, null]],
  ["[0].address is no text", [{ ...vault, address: undefined }]],
  ["[0].type is no text", [{ ...vault, type: ["aws_backup_vault"] }]],
  ['[0].mode is neither "managed" nor "data"', [{ ...vault, mode: "Managed" }]],
  ["[0].change is no object", [{ ...vault, change: [update] }]],
  ["[0].change.actions is none of", [{ ...vault, change: { ...update, actions: "delete" } }]],
  ["[0].change.actions is none of", [{ ...vault, change: { ...update, actions: ["destroy"] } }]],
  ["[0].change.actions is none of", [{ ...vault, change: { ...update, actions: [] } }]],
  ["[0].change.actions is none of", [{ ...vault, change: { ...update, actions: ["delete", "update"] } }]],
  ["[0].change.before is no object", [{ ...vault, change: { ...update, before: "a" } }]],
  ["[0].change.before is no object", [{ ...vault, change: { ...update, actions: ["delete"], before: null } }]],
  ["[0].change.after is no object", [{ ...vault, change: { ...update, after: [] } }]],
  ["[0].change.after_unknown is no object", [{ ...vault, change: { ...update, after_unknown: "a" } }]],
])("changes of another shape, resource_changes%s: exit 2, by name and place", async (words, changes) => {
  const file = join(directory, "shape.json");
  const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] };
  for (const list of ["resource_changes", "resource_drift"]) {
    writeFileSync(file, JSON.stringify({ ...plan, [list]: changes }));
    const { exitCode, stdout, stderr } = await summary(file);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`${file}: ${list}${words}`);
  }
});

test("what turns text around or paints a terminal is shown by its number, and stays what it is in JSON", async () => {
  const file = join(directory, "turned.json");
  const address = "aws_backup_vault.a\u202eb\u001b[2J";
  writeFileSync(
    file,
    JSON.stringify({
      strongroom: { stack: "member-\u2066x", changed: true },
      format_version: "1.2",
      terraform_version: "1.11.4",
      resource_changes: [{ ...vault, address }],
      resource_drift: [{ ...vault, address }],
    }),
  );
  const hidden = /[\u001b\u202e\u2066]/;
  const text = (await summary(file)).stdout;
  expect(text).toContain("member-<U+2066>x: aws_backup_vault.a<U+202E>b<U+001B>[2J differs a");
  const markdown = (await summary(file, "--markdown")).stdout;
  expect(markdown).toContain("`aws_backup_vault.a<U+202E>b<U+001B>[2J`");
  const json = (await summary(file, "--format", "json")).stdout;
  expect(json).toContain("a\\u202eb\\u001b[2J");
  expect(JSON.parse(json)).toMatchObject({ stacks: [{ changes: [{ address }] }] });
  expect([text, markdown, json].filter((output) => hidden.test(output))).toEqual([]);
});

test.each([
  ["of HCP Terraform", "https://app.terraform.io/app/acme/backup-x/runs/run-abc123", true],
  ["of another host", "https://app.terraform.io.example.com/app/acme/backup-x/runs/run-abc123", false],
  ["of no run", "https://app.terraform.io/app/acme/backup-x", false],
  ["with more than a run", "https://app.terraform.io/app/acme/backup-x/runs/run-abc123?next=//example.com", false],
  ["of a user", "https://me@app.terraform.io/app/acme/backup-x/runs/run-abc123", false],
  ["without TLS", "http://app.terraform.io/app/acme/backup-x/runs/run-abc123", false],
])("an address %s in a plan", async (_what, url, isLink) => {
  const file = join(directory, "kept.json");
  writeFileSync(file, JSON.stringify({ strongroom: { stack: "organization", changed: true, url } }));
  const markdown = (await summary(file, "--markdown")).stdout;
  expect(markdown.includes(`](${url})`)).toBe(isLink);
  expect((await summary(file)).stdout.includes(url)).toBe(isLink);
  const elsewhere = { TF_CLOUD_HOSTNAME: "terraform.example.com" };
  expect((await run(["plan-summary", file, "--markdown"], elsewhere, directory)).stdout).not.toContain("](https");
});

test("two plans of one stack: exit 2", async () => {
  const copy = join(directory, "shorten-a-retention.json");
  cpSync(shortened, copy);
  expect(await summary(shortened, copy)).toMatchObject({ exitCode: 2, stdout: "" });
});

test("a failed plan: exit 1, with what Terraform said and what to do", async () => {
  const { exitCode, stdout } = await summary(recordedFile("change-the-lock"));
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Instance cannot be destroyed");
  expect(stdout).toContain("To change it in place, see docs/first-deployment.md, section Change a lock.");
});

test.each([
  ["a file that is not there", ["plan-summary", "nowhere.json"], "nowhere.json: cannot be read: there is no such file"],
  ["a file that is no plan", ["plan-summary", join(repository, "package.json")], "is not a whole plan"],
  ["no file", ["plan-summary"], "missing required argument"],
  ["labels that are no list", ["plan-summary", shortened, "--labels", "x"], "It must be a JSON array of labels."],
  ["affected without a base", ["affected", "--head", directory], "either --base DIR or --since REF"],
  [
    "affected without an output",
    ["affected", "--base", "nowhere", "--head", directory],
    "manifest.json: cannot be read: there is no such file",
  ],
])("%s: exit 2, in words", async (_what, args, words) => {
  const { exitCode, stdout, stderr } = await run(args, {}, directory);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/\n\s+at /);
});

/** Configs that `validate` refuses, the last of them for a policy that AWS would. */
const refused = {
  "of another shape": "a: 1\n",
  "whose files were left behind": edit(
    validText,
    "protectBackups: { targets: [root] }",
    "protectBackups: { targets: [root] }\n  additional: [{ name: ours, file: ours.json, targets: [root] }]",
  ),
  "beyond a quota": edit(
    validText,
    "select: { tag: { key: backup, values: [daily] } }",
    `select: { tag: { key: backup, values: [${Array.from({ length: 1500 }, (_, index) => `v${index}`)}] } }`,
  ),
};

test.each(Object.entries(refused))("a config %s: exit 2, with every finding of validate", async (_what, text) => {
  const file = join(directory, "refused.yaml");
  writeFileSync(file, text);
  const { stdout: findings, stderr: count } = await run(["validate", file], {}, directory);
  expect(findings).toContain(" error ");
  for (const option of ["--config", "--base-config"]) {
    const refusal = { exitCode: 2, stdout: "", stderr: findings + count };
    expect(await run(["plan-summary", shortened, option, file], {}, directory)).toEqual(refusal);
  }
});

test("affected: a JSON array on stdout, for people on stderr", async () => {
  const output = async (name: string, text: string) => {
    writeFileSync(join(directory, `${name}.yaml`), text);
    const outputDirectory = join(directory, name);
    await run(["synth", join(directory, `${name}.yaml`)], { CDKTF_OUTDIR: outputDirectory });
    return outputDirectory;
  };
  const [base, head] = [await output("base", validText), await output("head", validText.replace("365", "180"))];
  expect(await run(["affected", "--base", base, "--head", head])).toMatchObject({
    exitCode: 0,
    stdout: '["encryption"]\n',
    stderr: "1 of 5 stacks affected\n",
  });
  expect((await run(["affected", "--base", base, "--head", base])).stdout).toBe("[]\n");
  const matrix = (await run(["affected", "--base", base, "--head", head, "--format", "matrix"])).stdout;
  expect(JSON.parse(matrix)).toEqual({ include: [{ job: 1, stacks: "encryption" }] });
});
