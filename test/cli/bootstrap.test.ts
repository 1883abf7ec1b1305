/** `strongroom bootstrap` and `strongroom role-policies`: documents on standard output, and why there are none. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { validText } from "../config/valid";
import { remoteText, withTerraform } from "../permissions/remote";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();

function configFile(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

const remote = configFile("remote.yaml", remoteText(validText));
const local = configFile("local.yaml", validText);
const s3 = configFile(
  "s3.yaml",
  withTerraform(validText, {
    state: { type: "s3", bucket: "acme-tfstate", region: "eu-central-1", kmsKeyId: "alias/state" },
  }),
);
const runners = configFile(
  "runners.yaml",
  withTerraform(validText, {
    state: { type: "s3", bucket: "acme-tfstate", region: "eu-central-1" },
    runners: { plan: "arn:aws:iam::111111111111:role/Plan", apply: "arn:aws:iam::111111111111:role/Apply" },
  }),
);
const invalid = configFile("invalid.yaml", withTerraform(validText, { planRoleName: "OrgBackupRole" }));

const answer = async (...args: readonly string[]) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
};

test("role-policies prints every account, or one", async () => {
  const { accounts } = await answer("role-policies", "--config", remote);
  expect(accounts.map(({ account }: { account: string }) => account)).toEqual([
    "backup-storage",
    "management",
    "payments",
  ]);
  expect(await answer("role-policies", "--config", remote, "--account", "payments")).toEqual(accounts[2]);
});

test("bootstrap prints the workspaces, and with --account the roles", async () => {
  expect((await answer("bootstrap", "--config", remote)).terraform.cloud.workspaces.name).toBe("backup-bootstrap");
  expect((await answer("bootstrap", "--config", remote, "--local-state")).terraform.backend).toHaveProperty("local");
  const { provider, resource } = await answer("bootstrap", "--config", remote, "--account", "payments");
  expect(provider.aws[0].allowed_account_ids).toEqual(["444444444444"]);
  expect(Object.keys(resource.aws_iam_role)).toEqual(["plan", "apply"]);
});

test("bootstrap prints the bucket of the state, with the key that the config names by an alias", async () => {
  const { resource } = await answer("bootstrap", "--config", s3);
  expect(resource.aws_s3_bucket.state).toMatchObject({ bucket: "acme-tfstate", lifecycle: { prevent_destroy: true } });
  expect(resource.aws_kms_alias.state.name).toBe("alias/state");
});

test("bootstrap prints the roles of jobs of GitHub Actions, and says that no workflow is asked for where no release built this", async () => {
  const { exitCode, stdout, stderr } = await run(["bootstrap", "--config", runners, "--github", "acme@123/backup@456"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).resource.aws_iam_role.apply.assume_role_policy).toContain(
    "repo:acme@123/backup@456:environment:production",
  );
  expect(stderr).toContain("every workflow of the repository may assume these roles");
});

test.each([
  [2, ["bootstrap", "--config", runners, "--github", "acme/backup"], "gh api repos/OWNER/NAME"],
  [2, ["bootstrap", "--config", runners, "--github", "acme@1/backup@2", "--branch", "*"], "the name of a branch"],
  [2, ["bootstrap", "--config", runners, "--github", "acme@1/backup@2", "--workflow-commit", "v1"], "40 hexadecimal"],
  [2, ["bootstrap", "--config", runners, "--github", "acme@1/backup@2", "--account", "payments"], "one of them"],
  [2, ["bootstrap", "--config", s3, "--github", "acme@1/backup@2"], "terraform.runners"],
  [2, ["bootstrap", "--config", local], "local state needs no bootstrap"],
  [2, ["bootstrap", "--config", s3, "--account", "payments"], "terraform.runners"],
  [2, ["role-policies", "--config", s3, "--account", "backup-admin"], "only accounts with a stack have roles"],
  [2, ["role-policies", "--config", s3, "--account", "payment"], "Did you mean `payments`?"],
  [1, ["role-policies", "--config", invalid], "plan-role"],
  [1, ["bootstrap", "--config", invalid], "plan-role"],
])("exit code %d: %j", async (code, args, words) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect([exitCode, stdout]).toEqual([code, ""]);
  expect(stderr).toContain(words);
});
