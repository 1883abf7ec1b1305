/**
 * What people type who know CDKTF, Terraform and HCP Terraform, one after the other on one organization: the real
 * cdktf-cli and the real Terraform, against the embedded AWS and a server that answers HCP Terraform's API. The version of
 * the commit before deploys, and this one goes on from there. The tests build on each other, in their order.
 */

import { ListRecoveryPointsByBackupVaultCommand, StartBackupJobCommand } from "@aws-sdk/client-backup";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import {
  ListDelegatedAdministratorsCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
} from "@aws-sdk/client-organizations";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inherited, type Run } from "../cli/run";
import { repository } from "../config/valid";
import { withTerraform } from "../permissions/remote";
import { type Clients, createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { type HcpTerraformServer, startHcpTerraform } from "./hcp-terraform/server";
import { buildPrevious, unnamedChanges } from "./previous-version";
import { enablePrerequisites, type Ids, seed, withIds } from "./seed";
import { parse, synthesizeTo } from "./synthesize";
import { inParallel, Terraform, terraformEnvironment } from "./terraform";

const directory = mkdtempSync(join(tmpdir(), "strongroom-habits-"));
const previous = buildPrevious(join(directory, "previous"));

const hostname = "app.eu.terraform.io";
/** The org file stays as it was before the upgrade. */
const template = withTerraform(readFileSync(join(previous ?? repository, "examples", "minimal.yaml"), "utf8"), {
  state: { type: "cloud", hostname, organization: "acme", project: "Backup", workspacePrefix: "backup-" },
});
const { homeRegion, organization } = parse(template);
const stacks = ["central-vault", "encryption", "member-shop", "network-shop", "organization"];

/** What a refusal names that a person will look for in docs/architecture.md. */
const namedInDocs: Readonly<Record<string, string>> = { organization: "terraform_data.never-destroyed" };

const project = join(directory, "project");
const program = join(project, "node_modules", ".bin", "strongroom");
const cdktfProgram = join(repository, "node_modules", ".bin", "cdktf");

let aws: EmbeddedAws;
let hcp: HcpTerraformServer;
let clients: Clients;
let ids: Ids;
let terraform: Terraform;

beforeAll(async () => {
  hcp = await startHcpTerraform(hostname, ["acme"], join(directory, "hcp"));
  aws = await startEmbeddedAws(join(directory, "hold"));
  const config = parse(template);
  clients = createClients(aws.endpoint, config.terraform.deploymentRoleName);
  ids = await seed(config, clients);
  await enablePrerequisites(clients.organizations, real(organization.rootId));
  mkdirSync(join(project, "node_modules", ".bin"), { recursive: true });
  writeFileSync(join(project, "org.yaml"), withIds(template, ids));
  writeFileSync(
    join(project, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: "npx --no strongroom synth", sendCrashReports: "false" }),
  );
  use(previous ?? repository);
  terraform = new Terraform(join(project, "cdktf.out"), aws.endpoint, hcp.environment);
});

afterAll(async () => {
  await aws.stop();
  await hcp.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("cdktf diff STACK OTHER plans the first one alone, and ends with exit code 0 where there are changes", async () => {
  const { exitCode, stdout } = await cdktf("diff", "network-shop", "encryption", "--skip-provider-lock");
  expect(stdout).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
  expect(stdout).not.toMatch(/^encryption /m);
  expect(exitCode).toBe(0);
});

test("terraform init -backend-config moves the state of a stack, and not where others look for it", async () => {
  const local = new Terraform(join(directory, "local.out"), aws.endpoint, hcp.environment);
  synthesizeTo(local.outputDirectory, withTerraform(template, { state: { type: "local" } }), ids);
  const read = (...path: string[]) => readFileSync(join(local.outputDirectory, "stacks", ...path), "utf8");
  await local.init("encryption", "-backend-config=path=elsewhere.tfstate");
  await local.init("encryption");
  expect(read("encryption", ".terraform", "terraform.tfstate")).toContain('"path": "elsewhere.tfstate"');
  expect(read("member-shop", "cdk.tf.json")).toContain('"path": "../../../terraform.encryption.tfstate"');

  synthesizeTo(local.outputDirectory, template, ids);
  const { exitCode, output } = await local.run("encryption", ["init", "-input=false", "-migrate-state"]);
  expect([exitCode, output]).toEqual([1, expect.stringContaining("Invalid command-line option")]);
});

test("terraform plan -out, show -json, apply of the saved plan and state list work in a stack's directory", async () => {
  expect((await terraform.plan("network-shop", "-out=saved")).exitCode).toBe(2);
  const { output } = await terraform.run("network-shop", ["show", "-json", "saved"]);
  const { resource_changes: changes } = JSON.parse(output) as { resource_changes: readonly { address: string }[] };
  expect((await terraform.run("network-shop", ["apply", "-input=false", "saved"])).exitCode).toBe(0);
  expect(await terraform.stateAddresses("network-shop")).toEqual(
    expect.arrayContaining(changes.map(({ address }) => address)),
  );
});

test("cdktf diff '*' finds no stack", async () => {
  const { exitCode, stderr } = await cdktf("diff", "*", "--skip-synth");
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("Could not find stack: *")]);
});

test("cdktf diff from a provider mirror asks the registry for checksums, until strongroom lock has written them", async () => {
  const mirror = join(directory, "mirror.tfrc");
  const providers = join(project, "cdktf.out", "stacks", "network-shop", ".terraform", "providers");
  writeFileSync(mirror, `provider_installation {\n  filesystem_mirror {\n    path = "${providers}"\n  }\n}\n`);
  hcp.reachesOthers = false;
  const unlocked = await run(cdktfProgram, ["diff", "encryption", "--skip-synth"], { TF_CLI_CONFIG_FILE: mirror });
  expect([unlocked.exitCode, unlocked.stdout]).toEqual([
    1,
    expect.stringContaining("Could not retrieve providers for locking"),
  ]);
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const platform = `${process.platform}_${architecture}`;
  expect(await run(program, ["lock", "--platform", platform, "--fs-mirror", providers])).toMatchObject({ exitCode: 0 });
});

test("cdktf diff of a stack that reads the key fails before encryption is applied", async () => {
  const { exitCode, stdout } = await cdktf("diff", "member-shop");
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining("Unable to find remote state")]);
});

test("cdktf deploy '*' deploys every stack, and each state goes into its workspace", async () => {
  const { exitCode, stdout } = await cdktf("deploy", "*", "--auto-approve");
  expect([exitCode, exitCode === 0 ? "" : stdout]).toEqual([0, ""]);
  hcp.reachesOthers = true;
  expect(hcp.api.workspaces.map(({ name }) => name).sort()).toEqual(stacks.map((id) => `backup-${id}`));
  const { outputs } = JSON.parse(hcp.api.currentState("backup-encryption") ?? "{}");
  expect(hcp.api.currentState("backup-member-shop")).toContain(outputs.key_id.value);
});

test("cdktf output prints the outputs of a stack", async () => {
  const { exitCode, stdout } = await cdktf("output", "encryption", "--skip-synth");
  const { outputs } = JSON.parse(hcp.api.currentState("backup-encryption") ?? "{}");
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`key_id = ${outputs.key_id.value}`)]);
});

test("after an upgrade from the commit before, every change that Terraform plans is one of the changelog", async () => {
  use(repository);
  const { exitCode } = await run(program, ["synth"]);
  expect(exitCode).toBe(0);
  const planned = await run(program, ["plan", "--parallel", "2"]);
  expect([planned.exitCode, planned.stderr]).toEqual([0, expect.anything()]);
  expect(unnamedChanges(join(project, "cdktf.out", "stacks"), stacks)).toEqual([]);
  // What protects from a destroy is there when it is applied.
  await terraform.apply("organization");
  expect(locked()).toEqual([]);
});

test("cdktf destroy '*' and terraform destroy change nothing but the endpoints, with recovery points there", async () => {
  for (const [account, vault] of [
    ["333333333333", "org-central-vault"],
    ["444444444444", "org-local-vault"],
  ] as const) {
    const backup = await clients.backup(real(account), homeRegion);
    await backup.send(
      new StartBackupJobCommand({
        BackupVaultName: vault,
        ResourceArn: `arn:aws:ec2:${homeRegion}:${real(account)}:volume/vol-1`,
        IamRoleArn: `arn:aws:iam::${real(account)}:role/OrgBackupRole`,
      }),
    );
  }
  const before = await protection();
  expect(before).toMatchObject({ keyState: "Enabled", recoveryPoints: [1, 1] });
  expect(before.attached.flat().length).toBeGreaterThan(3);
  const protectedStacks = stacks.filter((id) => id !== "network-shop");
  const states = () => protectedStacks.map((id) => hcp.api.currentState(`backup-${id}`));
  const statesBefore = states();
  aws.calls();

  const { exitCode } = await cdktf("destroy", "*", "--auto-approve", "--skip-synth");
  expect(exitCode).not.toBe(0);
  // cdktf has killed what else ran when the first stack was refused.
  for (const name of locked()) {
    await terraform.run(name.replace("backup-", ""), ["force-unlock", "-force", `acme/${name}`]);
  }
  expect(locked()).toEqual([]);
  const notRefused: string[] = [];
  await inParallel(protectedStacks, async (stackId) => {
    const { exitCode, output } = await terraform.run(stackId, ["destroy", "-input=false", "-auto-approve"]);
    if (
      exitCode !== 1 ||
      !output.includes("Instance cannot be destroyed") ||
      !output.includes(namedInDocs[stackId] ?? "")
    ) {
      notRefused.push(`${stackId}:\n${output}`);
    }
  });
  expect(notRefused).toEqual([]);
  const called = [...new Set(aws.calls().map(({ action }) => action))];
  expect(called.length).toBeGreaterThan(5);
  expect(called.filter((action) => !/^ec2:|:(Get|List|Describe|AssumeRole)/.test(action))).toEqual([]);
  expect(await protection()).toEqual(before);
  expect(states()).toEqual(statesBefore);
});

test("the server that stands for HCP Terraform knew every request", () => {
  expect(hcp.api.unknownRequests).toEqual([]);
});

/** Names of the workspaces that are locked. */
function locked(): string[] {
  return hcp.api.workspaces.filter(({ lockReason }) => lockReason !== undefined).map(({ name }) => name);
}

/** What protects the backups, as AWS says it. */
async function protection() {
  const { organizations } = clients;
  const types = ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;
  const kms = await clients.kms(real("222222222222"), homeRegion);
  const points = async (account: string, vault: string) => {
    const backup = await clients.backup(real(account), homeRegion);
    const answer = await backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: vault }));
    return answer.RecoveryPoints?.length;
  };
  return {
    policies: await Promise.all(
      types.map(async (Filter) => (await organizations.send(new ListPoliciesCommand({ Filter }))).Policies),
    ),
    attached: await Promise.all(
      types.flatMap((Filter) =>
        [organization.rootId, "444444444444"].map(
          async (id) =>
            (await organizations.send(new ListPoliciesForTargetCommand({ TargetId: real(id), Filter }))).Policies,
        ),
      ),
    ),
    administrators: (
      await organizations.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal: "backup.amazonaws.com" }))
    ).DelegatedAdministrators?.map(({ Id: id }) => id),
    keyState: (await kms.send(new DescribeKeyCommand({ KeyId: "alias/central-backup" }))).KeyMetadata?.KeyState,
    recoveryPoints: await Promise.all([
      points("333333333333", "org-central-vault"),
      points("444444444444", "org-local-vault"),
    ]),
  };
}

/** Makes the project's strongroom that of a clone. */
function use(clone: string): void {
  const launcher = join(clone, "bin", "strongroom.js");
  writeFileSync(program, `#!/bin/sh\nexec node ${launcher} "$@"\n`, { mode: 0o755 });
}

function cdktf(...args: string[]): Promise<Run> {
  return run(cdktfProgram, args);
}

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise((resolve) => {
    const env = {
      ...inherited(),
      ...terraformEnvironment(aws.endpoint),
      ...hcp.environment,
      ...environment,
      CI: "1",
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    };
    const child = execFile(command, args, { cwd: project, env, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) =>
      // cdktf colours what Terraform says, also where nobody asks for colours.

      resolve({ exitCode: child.exitCode, stdout: stdout.replaceAll(/\u001b\[[\d;]*m/g, ""), stderr }),
    );
  });
}

function real(id: string): string {
  return ids.get(id) ?? id;
}
