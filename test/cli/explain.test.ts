/** `explain`: forms, exit codes and wrong usage. */

import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { edit, validText } from "../config/valid";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const config = join(directory, "org.yaml");
writeFileSync(config, validText);

async function explain(...args: string[]) {
  return await run(["explain", "--config", config, "--at", "2026-03-28T02:00Z", ...args]);
}

const payments = ["--account", "payments", "--region", "eu-central-1"];

test("protected: exit code 0, and what protects it", async () => {
  const { exitCode, stdout, stderr } = await explain(
    ...payments,
    "--type",
    "s3",
    "--tag",
    "backup=monthly",
    "--tag",
    "a=b=c",
  );
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(
    `Protected: S3 in payments (444444444444), eu-central-1, backup=monthly, a=b=c
  plan monthly, rule monthly, by backup=monthly
    schedule   At 04:00, on day 1 of the month (UTC): cron(0 4 1 * ? *)
    next runs  2026-04-01 04:00, 2026-05-01 04:00, 2026-06-01 04:00
    backup     kept 90 days in org-local-vault of payments, eu-central-1; no lock
    copy       kept 2555 days in org-central-vault of backup-storage, eu-west-1; compliance lock of 30 to 2555 days
  note  Assumed: the bucket has versioning.
`,
  );
});

test("--at: the next runs are those at or after it", async () => {
  const { stdout } = await explain(...payments, "--type", "S3", "--tag", "backup=daily", "--format", "json");
  expect(JSON.parse(stdout)).toMatchObject({
    account: { name: "payments", id: "444444444444" },
    type: "S3",
    tags: { backup: "daily" },
    protected: true,
    status: "protected",
    tagState: "selected",
    reason: null,
    at: "2026-03-28T02:00:00.000Z",
    rules: [{ nextRuns: ["2026-03-28T02:00:00.000Z", "2026-03-29T02:00:00.000Z", "2026-03-30T02:00:00.000Z"] }],
  });
});

test("not protected: exit code 1, the reason and the fix", async () => {
  const { exitCode, stdout } = await explain(...payments, "--type", "S3", "--tag", "backup=Daily");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("[tag-case]\n  fix   Set the tag `backup` to `daily`.\n");
});

test.each(["disabled", "custom"])("opted out by %s: exit code 1, and told apart in JSON", async (value) => {
  const { exitCode, stdout } = await explain(
    ...payments,
    "--type",
    "S3",
    "--tag",
    `backup=${value}`,
    "--format",
    "json",
  );
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    protected: false,
    status: "opted-out",
    tagState: value,
    reason: { id: `opted-out-${value}` },
    rules: [],
  });
});

test.each([
  ["no account", ["--region", "eu-central-1", "--type", "S3"], "required option '--account <name>' not specified"],
  [
    "an unknown account",
    ["--account", "paiments", "--region", "eu-central-1", "--type", "S3"],
    "no account `paiments`. Did you mean `payments`?",
  ],
  [
    "an unknown Region",
    ["--account", "payments", "--region", "eu-centrl-1", "--type", "S3"],
    "no Region `eu-centrl-1`. Did you mean `eu-central-1`?",
  ],
  [
    "an unknown type",
    [...payments, "--type", "Dynamo"],
    "AWS Backup has no resource type `Dynamo`; docs/services.md lists the types",
  ],
  ["a misspelt type", [...payments, "--type", "Auroa"], "Did you mean `Aurora`?"],
  ["a tag without a value", [...payments, "--type", "S3", "--tag", "backup"], "write a tag as key=value"],
  ["a tag twice", [...payments, "--type", "S3", "--tag", "a=1", "--tag", "a=2"], "the tag `a` is given twice"],
  [
    "another encryption",
    [...payments, "--type", "S3", "--encryption", "kms"],
    "Allowed choices are aws-managed, customer-managed, none",
  ],
  ["no time", [...payments, "--type", "S3", "--at", "tomorrow"], "write a time as 2026-01-31 or 2026-01-31T02:00Z"],
  ["a day that is none", [...payments, "--type", "S3", "--at", "2026-02-30"], "write a time as 2026-01-31"],
])("wrong usage, %s: exit code 2, one line", async (_, args, message) => {
  const { exitCode, stdout, stderr } = await explain(...args);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("a config with errors: its findings, and no answer", async () => {
  writeFileSync(join(directory, "broken.yaml"), edit(validText, "parent: Workloads", "parent: Work"));
  const { exitCode, stdout, stderr } = await run([
    "explain",
    ...payments,
    "--type",
    "S3",
    "--config",
    join(directory, "broken.yaml"),
  ]);
  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("error ou-unknown");
});

test("a config that is not there: exit code 2", async () => {
  expect((await run(["explain", ...payments, "--type", "S3", "--config", "missing.yaml"])).exitCode).toBe(2);
});
