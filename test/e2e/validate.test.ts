/** `terraform validate` of synthesized stacks, against the schema of the real AWS provider. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buildWorkspaces } from "../../src/delivery/hcp-terraform/workspaces";
import { buildAccountBootstrap } from "../../src/delivery/bootstrap/account-bootstrap";
import { buildDeploymentRoles } from "../../src/policies/deployment-roles/deployment-roles";
import { buildGithubRunners } from "../../src/delivery/bootstrap/github-runners";
import { buildStateBucket } from "../../src/delivery/bootstrap/state-bucket";
import { validateFile } from "../../src/answers/validate";
import { edit, repository, validText } from "../config/valid";
import { deploymentOf, remoteText, withTerraform } from "../permissions/remote";
import { synthesize } from "../synthesize";
import { run } from "../cli/run";
import { inParallel, Terraform } from "./terraform";

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

const directory = mkdtempSync(join(tmpdir(), "strongroom-validate-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What Terraform says against the stacks of a config, and the version of the AWS provider that it used. */
async function diagnose(name: string, text: string) {
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, text);
  const { findings, result } = validateFile(file);
  if (!result) {
    throw new Error(JSON.stringify(findings, null, 2));
  }
  const outputDirectory = join(directory, name);
  const awsProviderVersion = process.env.STRONGROOM_AWS_PROVIDER_VERSION;
  const { stackIds } = synthesize({ ...result, outputDirectory, awsProviderVersion });
  const terraform = new Terraform(outputDirectory, "http://127.0.0.1:1");
  const diagnostics: Diagnostic[] = [];
  for (const stackId of stackIds) {
    await terraform.init(stackId, "-backend=false");
  }
  await inParallel(stackIds, async (stackId) => {
    const { output } = await terraform.run(stackId, ["validate", "-json"]);
    diagnostics.push(...(JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics);
  });
  const { output } = await terraform.run("encryption", ["version", "-json"]);
  const selections = (JSON.parse(output) as { provider_selections: Record<string, string> }).provider_selections;
  const version = Object.entries(selections).find(([address]) => address.endsWith("/hashicorp/aws"))?.[1] ?? "";
  return { diagnostics, version, stackIds };
}

const state = "state: { type: local } # or s3, or cloud: docs/configuration.md";
const imports = [
  { stack: "central-vault", to: "aws_backup_vault_lock_configuration.lock-eu-central-1", id: "org-central-vault" },
];
const examples: readonly (readonly [string, string])[] = [
  ["local state", validText],
  [
    "S3 state",
    edit(validText, state, "state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup/ }"),
  ],
  [
    "HCP Terraform",
    edit(validText, state, "state: { type: cloud, organization: acme, project: Backup, workspacePrefix: backup- }"),
  ],
  ["HCP Terraform that runs the stacks", remoteText(validText)],
  ["a plan role", withTerraform(validText, { planRoleName: "StrongroomPlan" })],
  ["imports", withTerraform(validText, { imports })],
  ["five Regions", readFileSync(join(repository, "examples", "five-regions.yaml"), "utf8")],
];

test.each(examples)("providerAlias, %s: every stack is valid", async (name, text) => {
  const { diagnostics, stackIds } = await diagnose(name.replaceAll(" ", "-"), text);
  expect(stackIds.length).toBeGreaterThan(4);
  expect(diagnostics).toEqual([]);
});

test("resourceRegion: every stack is valid, as far as the version of the provider can say", async () => {
  const { diagnostics, version } = await diagnose(
    "resource-region",
    edit(validText, "regionStrategy: providerAlias", "regionStrategy: resourceRegion"),
  );
  if (Number(version.split(".")[0]) >= 6) {
    expect(diagnostics).toEqual([]);
    return;
  }
  process.stderr.write(
    `NOT RUN: terraform validate of regionStrategy resourceRegion needs version 6 of the AWS provider, this is ${version}. ` +
      "Checked instead: nothing but the argument `region` is wrong for it.\n",
  );
  expect(diagnostics).not.toHaveLength(0);
  expect(diagnostics.filter(({ detail }) => !detail.includes('named "region"'))).toEqual([]);
});

const aws = process.env.STRONGROOM_AWS_PROVIDER_VERSION || ">= 5.100";
const s3 = { type: "s3", bucket: "acme-tfstate", region: "eu-central-1", kmsKeyId: "alias/state" };
const remote = deploymentOf(remoteText(validText));
const githubRunners = buildGithubRunners(
  deploymentOf(
    withTerraform(validText, {
      state: s3,
      runners: { plan: "arn:aws:iam::111111111111:role/Plan", apply: "arn:aws:iam::111111111111:role/ci/Apply" },
    }),
  ),
  { owner: "acme", ownerId: "123", name: "backup", id: "456", branch: "main" },
  undefined,
  aws,
);
const roles = buildDeploymentRoles(remote).accounts.map(
  (account) => [`the roles of ${account.account}`, buildAccountBootstrap(remote, account, aws)] as const,
);

test.each([
  ...roles,
  ["the roles of jobs of GitHub Actions", githubRunners] as const,
  ["the bucket of the state", buildStateBucket(deploymentOf(withTerraform(validText, { state: s3 })), aws)] as const,
])("what `bootstrap` prints is valid: %s", async (name, configuration) => {
  const terraform = new Terraform(join(directory, "bootstrap"), "http://127.0.0.1:1");
  const folder = join(terraform.outputDirectory, "stacks", name.replaceAll(" ", "-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
  await terraform.init(basename(folder), "-backend=false");
  const { output } = await terraform.run(basename(folder), ["validate", "-json"]);
  expect((JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics).toEqual([]);
});

test("what `lock` writes is what every stack is initialized with, and no other package is", async () => {
  const home = join(directory, "locked");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "org.yaml"), readFileSync(join(repository, "examples", "minimal.yaml"), "utf8"));
  const strongroom = (...args: string[]) => run(args, process.env, home);
  // `terraform providers lock` asks the registry, unless a mirror is named.
  const mirror = /filesystem_mirror\s*{[^}]*path\s*=\s*"([^"]+)"/.exec(
    process.env.TF_CLI_CONFIG_FILE ? readFileSync(process.env.TF_CLI_CONFIG_FILE, "utf8") : "",
  )?.[1];
  const written = await strongroom("lock", ...(mirror === undefined ? [] : ["--fs-mirror", mirror]));
  expect([written.exitCode, written.stderr]).toEqual([0, ""]);
  await strongroom("synth");
  const terraform = new Terraform(join(home, "cdktf.out"), "http://127.0.0.1:1");
  const stackLock = join(home, "cdktf.out", "stacks", "encryption", ".terraform.lock.hcl");
  const lock = readFileSync(stackLock, "utf8");
  expect(lock).toContain('provider "registry.terraform.io/hashicorp/aws"');
  await terraform.init("encryption", "-lockfile=readonly");
  expect(readFileSync(stackLock, "utf8")).toBe(lock);

  writeFileSync(join(home, ".terraform.lock.hcl"), lock.replaceAll(/"(h1|zh):./g, '"$1:0'));
  await strongroom("synth");
  const { exitCode, stderr } = await strongroom("plan", "encryption");
  expect([exitCode, stderr.replaceAll(/\s+/g, " ")]).toEqual([
    1,
    expect.stringMatching(/match any of the checksums previously recorded/),
  ]);
});

test("what `bootstrap` prints is valid: the workspaces, where the provider of HCP Terraform can be installed", async () => {
  const terraform = new Terraform(join(directory, "bootstrap"), "http://127.0.0.1:1");
  const folder = join(terraform.outputDirectory, "stacks", "workspaces");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(buildWorkspaces(remote, { localState: true })));
  const { exitCode } = await terraform.run("workspaces", ["init", "-input=false", "-backend=false"]);
  if (exitCode !== 0) {
    process.stderr.write(
      "NOT RUN: terraform validate of the workspaces needs the provider hashicorp/tfe, which cannot be installed here. " +
        "Checked instead, in the unit tests: every argument is one that the bindings of the provider know.\n",
    );
    return;
  }
  const { output } = await terraform.run("workspaces", ["validate", "-json"]);
  expect((JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics).toEqual([]);
});
