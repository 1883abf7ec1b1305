/**
 * An organization that has keys, vaults, a lock, a role, policies and endpoints already, all made without Terraform:
 * the script asks what there is, `import-blocks` says how to import it, and Terraform adopts it without replacing any.
 * The tests build on each other, in their order.
 */

import {
  CreateBackupVaultCommand,
  ListBackupVaultsCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultLockConfigurationCommand,
} from "@aws-sdk/client-backup";
import { CreateVpcEndpointCommand, DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { AttachRolePolicyCommand, CreateRoleCommand } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, ReplicateKeyCommand } from "@aws-sdk/client-kms";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribePolicyCommand,
  ListPoliciesCommand,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findAdoptions, questionsAbout } from "../../src/delivery/adoption/import-blocks";
import { type Adoptions } from "../../src/delivery/adoption/import-blocks";
import { inventoryScript, readInventory } from "../../src/delivery/adoption/inventory";
import { roleArn } from "../../src/aws/arn";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { awsResources } from "../../src/terraform/resources";
import { readSynthesis } from "../../src/terraform/synthesis";
import { edit } from "../config/valid";
import { type Clients, createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, type Ids, seed, withIds } from "./seed";
import { runScript } from "./script";
import { parse, synthesizeTo } from "./synthesize";
import { Terraform } from "./terraform";

const home = "eu-central-1";
const other = "eu-west-1";
const template = edit(
  readFileSync(join(__dirname, "organization.yaml"), "utf8"),
  "lock: { mode: governance, minRetentionDays: 30, maxRetentionDays: 2555 }",
  "lock: { mode: compliance, minRetentionDays: 30, maxRetentionDays: 2555, coolingOffDays: 30, acknowledgeIrreversible: true }",
);

let aws: EmbeddedAws;
let clients: Clients;
let ids: Ids;
let config: OrgConfig;
let directory: string;
let terraform: Terraform;
let adoptions: Adoptions;
let keyId: string;
let endpointId: string;

/** The template with what `import-blocks` printed. */
function withImports(): string {
  const imports = adoptions.imports.map((entry) => `    - ${JSON.stringify(entry)}\n`).join("");
  return edit(template, "terraform:\n", `terraform:\n  imports:\n${imports}`);
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "strongroom-adoption-"));
  aws = await startEmbeddedAws(join(directory, "hold"));
  clients = createClients(aws.endpoint, parse(template).terraform.deploymentRoleName);
  ids = await seed(parse(template), clients);
  config = parse(withIds(template, ids));
  await enablePrerequisites(clients.organizations, config.organization.rootId);
  await makeByHand();
  terraform = new Terraform(join(directory, "cdktf.out"), aws.endpoint);
  synthesizeTo(terraform.outputDirectory, template, ids);
});

afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("the script asks the AWS CLI, and what it prints is the inventory", async () => {
  const resources = awsResources(readSynthesis(terraform.outputDirectory));
  const script = inventoryScript(questionsAbout(resources, resources), (accountId) =>
    roleArn("aws", accountId, config.terraform.deploymentRoleName),
  );
  const inventory = await runScript(script, aws.endpoint);
  adoptions = findAdoptions(resources, resources, readInventory("inventory", inventory));
  expect(adoptions.conflicts.map(({ resource, text }) => `${resource.address}: ${text}`)).toEqual([]);
  expect(adoptions.overwritten).toEqual([]);
});

test("everything that was made by hand is to be imported, and nothing else but what always exists", () => {
  const always = /^aws_backup_(global|region)_settings\./;
  expect(adoptions.imports.filter(({ to }) => !always.test(to)).map(({ stack, to, id }) => [stack, to, id])).toEqual([
    ["central-vault", `aws_backup_vault.vault-${home}`, "org-central-vault"],
    ["central-vault", `aws_backup_vault.vault-${other}`, "org-central-vault"],
    ["central-vault", `aws_backup_vault_lock_configuration.lock-${home}`, "org-central-vault"],
    ["central-vault", `aws_backup_vault_policy.vault-policy-${home}`, "org-central-vault"],
    ["encryption", `aws_kms_alias.alias-${home}`, "alias/central-backup"],
    ["encryption", `aws_kms_alias.alias-${other}`, "alias/central-backup"],
    ["encryption", `aws_kms_key.key-${home}`, keyId],
    ["encryption", `aws_kms_replica_key.key-${other}`, keyId],
    ["member-payments", `aws_backup_vault.vault-${home}`, "org-local-vault"],
    ["member-payments", "aws_iam_role.backup-role", "OrgBackupRole"],
    [
      "member-payments",
      "aws_iam_role_policy_attachment.backup-role-AWSBackupServiceRolePolicyForBackup",
      "OrgBackupRole/arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    ],
    ["network-payments", `aws_vpc_endpoint.s3-${real("vpc-0000000000000e001")}`, endpointId],
    [
      "organization",
      "aws_organizations_delegated_administrator.delegated-administrator",
      `${real("222222222222")}/backup.amazonaws.com`,
    ],
    ["organization", "aws_organizations_policy.policy-strongroom-protect-backups", expect.stringMatching(/^p-/)],
    [
      "organization",
      `aws_organizations_policy_attachment.attachment-strongroom-protect-backups--${config.organization.rootId}`,
      expect.stringMatching(new RegExp(`^${config.organization.rootId}:p-`)),
    ],
  ]);
});

test("without the import blocks, Terraform would make a second key, and fail at the first vault", async () => {
  await terraform.init("encryption");
  const { output } = await terraform.plan("encryption");
  expect(output).toContain(`aws_kms_key.key-${home} will be created`);
});

test("every stack plans its imports and no replacement, and plans nothing after the apply", async () => {
  synthesizeTo(terraform.outputDirectory, withImports(), ids);
  for (const stackId of terraform.waves().flat()) {
    await terraform.init(stackId);
    const planFile = join(directory, `${stackId}.plan`);
    const { exitCode, output } = await terraform.plan(stackId, `-out=${planFile}`);
    expect([stackId, exitCode === 1 ? output : exitCode]).toEqual([stackId, 2]);
    const { resource_changes: changes } = JSON.parse(
      (await terraform.run(stackId, ["show", "-json", planFile])).output,
    ) as Plan;
    const imported = changes.filter(({ change }) => change.importing).map(({ address }) => address);
    const expected = adoptions.imports.filter(({ stack }) => stack === stackId).map(({ to }) => to);
    expect([stackId, imported.sort()]).toEqual([stackId, expected.sort()]);
    expect(changes.filter(({ change }) => change.actions.includes("delete"))).toEqual([]);
    await terraform.apply(stackId);
  }
  await expectNoChanges();
});

test("with the import blocks gone, there is still nothing to do", async () => {
  synthesizeTo(terraform.outputDirectory, template, ids);
  await expectNoChanges();
});

test("AWS has what it had, and now as the config says", async () => {
  const { BackupVaultList: vaults } = await (
    await clients.backup(real("333333333333"), home)
  ).send(new ListBackupVaultsCommand({}));
  expect(vaults).toMatchObject([{ EncryptionKeyArn: keyArn(home), Locked: true, MinRetentionDays: 30 }]);
  const { VpcEndpoints: endpoints } = await (
    await clients.ec2(real("444444444444"), home)
  ).send(new DescribeVpcEndpointsCommand({}));
  expect(endpoints).toHaveLength(1);
  expect(endpoints?.[0]?.RouteTableIds?.toSorted()).toEqual(
    ["rtb-0000000000000e001", "rtb-0000000000000e002"].map(real).sort(),
  );
  const { Policies: policies } = await clients.organizations.send(
    new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }),
  );
  const protecting = policies?.filter(({ Name }) => Name === "strongroom-protect-backups") ?? [];
  expect(protecting).toHaveLength(1);
  const { Policy: policy } = await clients.organizations.send(
    new DescribePolicyCommand({ PolicyId: protecting[0]?.Id }),
  );
  expect(policy?.Content).toContain("backup:DeleteBackupVaultLockConfiguration");
});

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: object };
  }[];
}

async function expectNoChanges(): Promise<void> {
  for (const stackId of terraform.waves().flat()) {
    const { exitCode, output } = await terraform.plan(stackId);
    expect([stackId, exitCode === 0 ? "" : output]).toEqual([stackId, ""]);
  }
}

/** With what AWS takes for granted said out loud, because moto does not. */
async function makeByHand(): Promise<void> {
  const kms = await clients.kms(real("111111111111"), home);
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({ MultiRegion: true, KeyUsage: "ENCRYPT_DECRYPT" }));
  keyId = key?.KeyId ?? "";
  await kms.send(new ReplicateKeyCommand({ KeyId: keyId, ReplicaRegion: other }));
  for (const region of [home, other]) {
    const kmsThere = await clients.kms(real("111111111111"), region);
    await kmsThere.send(new CreateAliasCommand({ AliasName: "alias/central-backup", TargetKeyId: keyId }));
    const backup = await clients.backup(real("333333333333"), region);
    await backup.send(
      new CreateBackupVaultCommand({ BackupVaultName: "org-central-vault", EncryptionKeyArn: keyArn(region) }),
    );
  }
  const central = await clients.backup(real("333333333333"), home);
  await central.send(
    new PutBackupVaultLockConfigurationCommand({
      BackupVaultName: "org-central-vault",
      MinRetentionDays: 30,
      MaxRetentionDays: 2555,
      ChangeableForDays: 3,
    }),
  );
  await central.send(
    new PutBackupVaultAccessPolicyCommand({
      BackupVaultName: "org-central-vault",
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
    }),
  );
  await (
    await clients.backup(real("444444444444"), home)
  ).send(new CreateBackupVaultCommand({ BackupVaultName: "org-local-vault", EncryptionKeyArn: keyArn(home) }));
  const iam = await clients.iam(real("444444444444"));
  await iam.send(
    new CreateRoleCommand({
      RoleName: "OrgBackupRole",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    }),
  );
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: "OrgBackupRole",
      PolicyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    }),
  );
  const { VpcEndpoint: endpoint } = await (
    await clients.ec2(real("444444444444"), home)
  ).send(
    new CreateVpcEndpointCommand({
      VpcId: real("vpc-0000000000000e001"),
      ServiceName: `com.amazonaws.${home}.s3`,
      VpcEndpointType: "Gateway",
      RouteTableIds: [real("rtb-0000000000000e001")],
    }),
  );
  endpointId = endpoint?.VpcEndpointId ?? "";
  const { Policy: policy } = await clients.organizations.send(
    new CreatePolicyCommand({
      Name: "strongroom-protect-backups",
      Description: "made by hand",
      Type: "SERVICE_CONTROL_POLICY",
      Content: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "backup:DeleteBackupVault", Resource: "*" }],
      }),
    }),
  );
  await clients.organizations.send(
    new AttachPolicyCommand({ PolicyId: policy?.PolicySummary?.Id, TargetId: config.organization.rootId }),
  );
  await clients.organizations.send(
    new RegisterDelegatedAdministratorCommand({
      AccountId: real("222222222222"),
      ServicePrincipal: "backup.amazonaws.com",
    }),
  );
}

function real(id: string): string {
  return ids.get(id) ?? id;
}

function keyArn(region: string): string {
  return `arn:aws:kms:${region}:${real("111111111111")}:key/${keyId}`;
}
