/**
 * One organization, from its config to AWS: applied by the real Terraform with the real AWS provider, and then asked
 * for through AWS's own APIs. The tests build on each other, in their order.
 */

import {
  DeleteBackupVaultCommand,
  DescribeBackupVaultCommand,
  DescribeGlobalSettingsCommand,
  DescribeRegionSettingsCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupVaultsCommand,
  ListTagsCommand,
} from "@aws-sdk/client-backup";
import { DescribeRouteTablesCommand, DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
} from "@aws-sdk/client-kms";
import {
  DescribePolicyCommand,
  ListDelegatedAdministratorsCommand,
  ListPoliciesForTargetCommand,
  ListTargetsForPolicyCommand,
} from "@aws-sdk/client-organizations";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { type Deployment } from "../../src/model/deployment";
import { type Clients, createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, type Ids, seed } from "./seed";
import { changed as changedText, parse, synthesizeTo } from "./synthesize";
import { inParallel, Terraform } from "./terraform";

const template = readFileSync(join(__dirname, "organization.yaml"), "utf8");
const home = "eu-central-1";
const other = "eu-west-1";

let aws: EmbeddedAws;
let clients: Clients;
let ids: Ids;
let directory: string;
let holdFile: string;
let terraform: Terraform;
let deployment: Deployment;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "strongroom-e2e-"));
  holdFile = join(directory, "hold");
  const config = parse(template);
  aws = await startEmbeddedAws(holdFile);
  clients = createClients(aws.endpoint, config.terraform.deploymentRoleName);
  ids = await seed(config, clients);
  terraform = new Terraform(join(directory, "cdktf.out"), aws.endpoint);
  ({ deployment } = synthesizeTo(terraform.outputDirectory, template, ids));
  for (const stackId of terraform.waves().flat()) {
    await terraform.init(stackId);
  }
});

afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("the waves put the key before the vaults, and vaults and roles before the policies", () => {
  expect(terraform.waves()).toEqual([
    ["encryption", "network-payments"],
    ["central-vault", "member-payments", "member-reports"],
    ["organization"],
  ]);
});

test("a plan says which prerequisites of the organization are missing, and how to meet them", async () => {
  const { exitCode, output } = await terraform.plan("organization");
  const words = output.replace(/[\s│]+/g, " ");
  expect(exitCode).toBe(1);
  expect(words).toContain("aws organizations enable-aws-service-access --service-principal backup.amazonaws.com");
  expect(words).toContain(`enable-policy-type --root-id ${deployment.organization.rootId} --policy-type BACKUP_POLICY`);
  expect(words).toContain("--policy-type SERVICE_CONTROL_POLICY");
  await enablePrerequisites(clients.organizations, deployment.organization.rootId);
});

test("an apply that is killed half-way and repeated converges", async () => {
  await terraform.apply("encryption");
  writeFileSync(holdFile, "");
  const killed = await terraform.applyAndKill("member-payments", /aws_iam_role_policy_attachment\.\S+: Creating/);
  rmSync(holdFile);
  expect(killed.exitCode).toBe(137);
  const half = await terraform.stateAddresses("member-payments");
  expect(half.some((address) => address.startsWith("aws_iam_role."))).toBe(true);
  expect(half.filter((address) => address.startsWith("aws_iam_role_policy_attachment."))).toEqual([]);
  await terraform.apply("member-payments");
  expect((await terraform.plan("member-payments")).exitCode).toBe(0);
});

test("every stack applies, wave by wave", async () => {
  for (const wave of terraform.waves()) {
    await inParallel(wave, (stackId) => terraform.apply(stackId));
  }
});

describe("AWS KMS", () => {
  test("holds a multi-Region primary at home, rotated, and a replica in the other Region", async () => {
    const primary = await describeKey(home);
    const replica = await describeKey(other);
    expect(primary).toMatchObject({ MultiRegion: true, KeyState: "Enabled" });
    expect(primary?.MultiRegionConfiguration?.MultiRegionKeyType).toBe("PRIMARY");
    expect(replica?.MultiRegionConfiguration?.MultiRegionKeyType).toBe("REPLICA");
    expect(replica?.KeyId).toBe(primary?.KeyId);
    const kms = await clients.kms(account("management"), home);
    const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: primary?.KeyId }));
    expect(rotation).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
  });

  test.each([home, other])("has the policy and the alias on the key of %s", async (region) => {
    const kms = await clients.kms(account("management"), region);
    const key = await describeKey(region);
    const { Policy: text } = await kms.send(new GetKeyPolicyCommand({ KeyId: key?.KeyId, PolicyName: "default" }));
    const [administration, deletion, use, grants] = [
      "AdministerKey",
      "DeleteKey",
      "OrganizationUsesKey",
      "OrganizationGrantsToServices",
    ].map((sid) => JSON.parse(text ?? "{}").Statement.find(({ Sid }: { Sid: string }) => Sid === sid));
    expect(administration).toMatchObject({
      Principal: { AWS: `arn:aws:iam::${account("management")}:root` },
      Condition: {
        ArnLike: { "aws:PrincipalArn": [`arn:aws:iam::${account("management")}:role/AWSControlTowerExecution`] },
      },
    });
    expect(administration.Action).not.toContain("kms:ScheduleKeyDeletion");
    expect(deletion.Condition).toEqual({
      ArnLike: { "aws:PrincipalArn": [`arn:aws:iam::${account("management")}:role/BackupAdminRole`] },
    });
    expect(use.Condition).toEqual({ StringEquals: { "aws:PrincipalOrgID": deployment.organization.id } });
    expect([...use.Action, ...grants.Action]).toHaveLength(9);
    const { Aliases: aliases } = await kms.send(new ListAliasesCommand({ KeyId: key?.KeyId }));
    expect(aliases?.map(({ AliasName: name }) => name)).toEqual(["alias/central-backup"]);
    expect(aliases?.[0]?.AliasArn).toContain(`:${region}:`);
  });
});

describe("AWS Organizations", () => {
  test("has the backup policies on their targets, with their content", async () => {
    const onProduction = await policiesOn(target("Production"), "BACKUP_POLICY");
    const onRoot = await policiesOn(deployment.organization.rootId, "BACKUP_POLICY");
    const onPayments = await policiesOn(account("payments"), "BACKUP_POLICY");
    expect(Object.keys(onProduction)).toEqual(["strongroom-backup-daily"]);
    expect(Object.keys(onRoot)).toEqual(["strongroom-backup-databases"]);
    expect(Object.keys(onPayments)).toEqual(["strongroom-backup-databases"]);
    const { plans } = onProduction["strongroom-backup-daily"];
    expect(Object.keys(plans)).toEqual(expect.arrayContaining([`daily_${home}`, `daily_${other}`]));
    const copies = Object.keys(plans[`daily_${home}`].rules.daily.copy_actions);
    expect(copies).toContain(`arn:aws:backup:${home}:${account("backup-storage")}:backup-vault:org-central-vault`);
    expect(copies).toContain(`arn:aws:backup:${other}:${account("backup-storage")}:backup-vault:org-central-vault`);
    expect(plans[`daily_${home}`].selections.tags.selection.iam_role_arn["@@assign"]).toBe(
      "arn:aws:iam::$account:role/OrgBackupRole",
    );
  });

  test("has the SCPs on their targets, minified", async () => {
    const onRoot = await policiesOn(deployment.organization.rootId, "SERVICE_CONTROL_POLICY");
    const onProduction = await policiesOn(target("Production"), "SERVICE_CONTROL_POLICY");
    expect(Object.keys(onRoot).sort()).toEqual([
      "FullAWSAccess",
      "strongroom-protect-backups",
      "strongroom-protect-roles",
      "strongroom-restrict-copies",
      "strongroom-stay-in-organization",
    ]);
    expect(Object.keys(onProduction).sort()).toEqual([
      "FullAWSAccess",
      "strongroom-protect-backup-tag",
      "strongroom-require-backup-tag",
    ]);
    expect(onRoot["strongroom-protect-backups"].Statement[0].Action).toContain("backup:DeleteRecoveryPoint");
    for (const text of await policyTexts(deployment.organization.rootId, "SERVICE_CONTROL_POLICY")) {
      expect(text).not.toMatch(/\n|": |", /);
    }
  });

  test("attaches a policy with two targets to both", async () => {
    const { Policies: policies } = await clients.organizations.send(
      new ListPoliciesForTargetCommand({ TargetId: account("payments"), Filter: "BACKUP_POLICY" }),
    );
    const { Targets: targets } = await clients.organizations.send(
      new ListTargetsForPolicyCommand({ PolicyId: policies?.[0]?.Id }),
    );
    expect(targets?.map(({ TargetId: id }) => id).sort()).toEqual(
      [account("payments"), deployment.organization.rootId].sort(),
    );
  });

  test("has the backup administrator as delegated administrator", async () => {
    const { DelegatedAdministrators: administrators } = await clients.organizations.send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: "backup.amazonaws.com" }),
    );
    expect(administrators?.map(({ Id: id }) => id)).toEqual([account("backup-admin")]);
  });
});

describe("AWS Backup", () => {
  test("has all three global settings", async () => {
    const backup = await clients.backup(account("management"), home);
    const { GlobalSettings: settings } = await backup.send(new DescribeGlobalSettingsCommand({}));
    expect(settings).toEqual({
      isCrossAccountBackupEnabled: "true",
      isDelegatedAdministratorEnabled: "true",
      isMpaEnabled: "false",
    });
  });

  test.each([
    ["management", home],
    ["management", other],
    ["payments", home],
    ["payments", other],
    ["reports", other],
  ])("has the settings of %s in %s, and leaves the others as they were", async (name, region) => {
    const backup = await clients.backup(account(name), region);
    const settings = await backup.send(new DescribeRegionSettingsCommand({}));
    expect(settings.ResourceTypeOptInPreference).toMatchObject({ Aurora: true, S3: true, CloudFormation: false });
    expect(settings.ResourceTypeManagementPreference).toEqual({
      CloudFormation: false,
      DSQL: false,
      DynamoDB: true,
      EFS: true,
    });
  });

  test.each([home, other])(
    "has the central vault of %s under that Region's key, with lock and policy",
    async (region) => {
      const backup = await clients.backup(account("backup-storage"), region);
      const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: "org-central-vault" }));
      expect(vault.EncryptionKeyArn).toBe((await describeKey(region))?.Arn);
      expect(vault).toMatchObject({ Locked: true, MinRetentionDays: 30, MaxRetentionDays: 2555 });
      expect(vault.LockDate).toBeUndefined();
      const statements = await accessPolicy(account("backup-storage"), region, "org-central-vault");
      expect(statements[0]).toMatchObject({
        Effect: "Allow",
        Principal: "*",
        Action: "backup:CopyIntoBackupVault",
        Condition: { StringEquals: { "aws:PrincipalOrgID": deployment.organization.id } },
      });
      const { Tags: tags } = await backup.send(new ListTagsCommand({ ResourceArn: vault.BackupVaultArn }));
      expect(tags).toEqual({ Owner: "platform" });
    },
  );

  test.each([
    ["payments", home],
    ["payments", other],
    ["reports", other],
  ])(
    "has the local vault of %s in %s, to which the central account copies back and where nobody deletes",
    async (name, region) => {
      const backup = await clients.backup(account(name), region);
      const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: "org-local-vault" }));
      expect(vault.EncryptionKeyArn).toBe((await describeKey(region))?.Arn);
      const [allow, deny] = await accessPolicy(account(name), region, "org-local-vault");
      expect(allow).toMatchObject({
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account("backup-storage")}:root` },
        Action: "backup:CopyIntoBackupVault",
      });
      expect(deny).toMatchObject({ Effect: "Deny", Principal: "*" });
      expect(deny.Action).toContain("backup:DeleteRecoveryPoint");
    },
  );

  test("has no vault in a Region that the account does not use", async () => {
    expect(await vaultNames(account("reports"), home)).toEqual([]);
  });
});

describe("AWS IAM", () => {
  test.each(["payments", "reports"])("has the backup and the restore role in %s", async (name) => {
    const iam = await clients.iam(account(name));
    const policiesOf = async (role: string) => {
      const { AttachedPolicies: policies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
      return policies?.map(({ PolicyName: policy }) => policy).sort();
    };
    expect(await policiesOf("OrgBackupRole")).toEqual([
      "AWSBackupServiceRolePolicyForBackup",
      "AWSBackupServiceRolePolicyForRestores",
      "AWSBackupServiceRolePolicyForS3Backup",
      "AWSBackupServiceRolePolicyForS3Restore",
    ]);
    expect(await policiesOf("OrgRestoreRole")).toEqual([
      "AWSBackupServiceRolePolicyForRestores",
      "AWSBackupServiceRolePolicyForS3Restore",
    ]);
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: "OrgBackupRole" }));
    const trust = JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "{}"));
    expect(trust.Statement[0].Principal).toEqual({ Service: "backup.amazonaws.com" });
  });

  test.each(["management", "backup-storage", "payments", "reports"])(
    "has the break-glass role in %s, for the configured user with MFA, and for two hours",
    async (name) => {
      const iam = await clients.iam(account(name));
      const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: "BackupAdminRole" }));
      const [statement, ...more] = JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "{}")).Statement;
      expect(role?.MaxSessionDuration).toBe(7200);
      expect(more).toEqual([]);
      expect(statement).toMatchObject({
        Principal: { AWS: [`arn:aws:iam::${account("management")}:root`] },
        Condition: {
          ArnLike: { "aws:PrincipalArn": [`arn:aws:iam::${account("management")}:user/on-call`] },
          Bool: { "aws:MultiFactorAuthPresent": "true" },
        },
      });
      const { PolicyDocument: permissions } = await iam.send(
        new GetRolePolicyCommand({ RoleName: "BackupAdminRole", PolicyName: "break-glass" }),
      );
      expect(decodeURIComponent(permissions ?? "")).toContain("backup:DeleteRecoveryPoint");
    },
  );
});

describe("Amazon VPC", () => {
  test("has the endpoint on the route tables that the config lists, and on no other", async () => {
    const [endpoint, ...more] = await endpointsOf(home, "vpc-0000000000000e001");
    expect(more).toEqual([]);
    expect(endpoint).toMatchObject({ VpcEndpointType: "Gateway", ServiceName: `com.amazonaws.${home}.s3` });
    expect(endpoint?.RouteTableIds?.toSorted()).toEqual(
      [real("rtb-0000000000000e001"), real("rtb-0000000000000e002")].sort(),
    );
  });

  test("has the endpoint on every route table of a VPC that says `all`", async () => {
    const ec2 = await clients.ec2(account("payments"), other);
    const { RouteTables: tables } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: "vpc-id", Values: [real("vpc-0000000000000e002")] }] }),
    );
    const [endpoint] = await endpointsOf(other, "vpc-0000000000000e002");
    expect(tables?.length).toBeGreaterThan(2);
    expect(endpoint?.RouteTableIds?.toSorted()).toEqual(tables?.map(({ RouteTableId: id }) => id).sort());
  });
});

describe("under the guardrails", () => {
  test("an administrator of a workload account can delete no vault and change no role of ours", async () => {
    const administrator = [account("payments"), home, "Administrator"] as const;
    const backup = await clients.backup(...administrator);
    const iam = await clients.iam(account("payments"), "Administrator");
    const role = { RoleName: "OrgBackupRole", PolicyName: "x", PolicyDocument: "{}" };
    await expect(backup.send(new DeleteBackupVaultCommand({ BackupVaultName: "org-local-vault" }))).rejects.toThrow(
      /explicit deny in a service control policy \(strongroom-protect-backups\)/,
    );
    await expect(iam.send(new PutRolePolicyCommand(role))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    expect(await vaultNames(account("payments"), home)).toEqual(["org-local-vault"]);
  });

  test("an apply by the deployment role still works", async () => {
    const changedStacks = ["central-vault", "encryption", "member-payments"];
    const longer = new Terraform(join(directory, "longer.out"), aws.endpoint);
    const text = changed((config) => {
      config.roles.breakGlassAccess.principals.push("arn:aws:iam::222222222222:role/OnCall");
      config.serviceOptIn = ["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "RDS", "S3", "CloudFormation"];
    });
    synthesizeTo(longer.outputDirectory, text, ids);
    for (const stackId of changedStacks) {
      await longer.init(stackId);
      await longer.apply(stackId);
    }
    const iam = await clients.iam(account("payments"));
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: "BackupAdminRole" }));
    expect(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).toContain("role/OnCall");
    synthesizeTo(terraform.outputDirectory, template, ids);
    for (const stackId of changedStacks) {
      await terraform.apply(stackId);
    }
  });
});

describe("after the apply", () => {
  test("a second plan of every stack is empty", async () => {
    const changed: string[] = [];
    await inParallel(terraform.waves().flat(), async (stackId) => {
      const { exitCode, output } = await terraform.plan(stackId);
      if (exitCode !== 0) {
        changed.push(`${stackId}:\n${output}`);
      }
    });
    expect(changed).toEqual([]);
  });

  test.each([
    ["encryption", "aws_kms_key.key-eu-central-1"],
    ["encryption", "aws_kms_replica_key.key-eu-west-1"],
    ["central-vault", "aws_backup_vault.vault-eu-central-1"],
    ["member-payments", "aws_backup_vault.vault-eu-west-1"],
  ])("destroying in %s is refused for %s", async (stackId, address) => {
    const { exitCode, output } = await terraform.plan(stackId, "-destroy", `-target=${address}`);
    expect(exitCode).toBe(1);
    expect(output).toContain("Instance cannot be destroyed");
    expect(output).toContain(address);
  });

  test("a governance lock does not turn into a compliance lock in silence, and the documented way turns it in place", async () => {
    const compliance = template.replace(
      "lock: { mode: governance,",
      "lock: { mode: compliance, coolingOffDays: 30, acknowledgeIrreversible: true,",
    );
    const changed = new Terraform(join(directory, "compliance.out"), aws.endpoint);
    synthesizeTo(changed.outputDirectory, compliance, ids);
    await changed.init("central-vault");
    const refused = await changed.plan("central-vault");
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toContain("Instance cannot be destroyed");
    for (const region of [home, other]) {
      const { exitCode } = await changed.run("central-vault", [
        "state",
        "rm",
        `aws_backup_vault_lock_configuration.lock-${region}`,
      ]);
      expect(exitCode).toBe(0);
    }
    await changed.apply("central-vault");
    for (const region of [home, other]) {
      const backup = await clients.backup(account("backup-storage"), region);
      const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: "org-central-vault" }));
      expect(vault.Locked).toBe(true);
      expect(vault.LockDate).toBeInstanceOf(Date);
    }
    expect((await changed.plan("central-vault")).exitCode).toBe(0);
  });

  test("a lock that leaves the config stays on the vault", async () => {
    const unlocked = new Terraform(join(directory, "unlocked.out"), aws.endpoint);
    synthesizeTo(
      unlocked.outputDirectory,
      changed((config) => delete config.vaults.central.lock),
      ids,
    );
    await unlocked.init("central-vault");
    await unlocked.apply("central-vault");
    const backup = await clients.backup(account("backup-storage"), home);
    const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: "org-central-vault" }));
    expect(vault.Locked).toBe(true);
    expect((await unlocked.plan("central-vault")).exitCode).toBe(0);
  });

  test("a Region that leaves an account leaves its vault in AWS", async () => {
    const smaller = new Terraform(join(directory, "smaller.out"), aws.endpoint);
    const text = changed((config) => {
      const payments = config.accounts.find(({ name }: { name: string }) => name === "payments");
      payments.regions = [home];
      payments.vpcs = payments.vpcs.filter(({ region }: { region: string }) => region === home);
    });
    synthesizeTo(smaller.outputDirectory, text, ids);
    await smaller.init("member-payments");
    await smaller.apply("member-payments");
    expect(await vaultNames(account("payments"), other)).toEqual(["org-local-vault"]);
    expect(await smaller.stateAddresses("member-payments")).not.toContain(`aws_backup_vault.vault-${other}`);
    expect((await smaller.plan("member-payments")).exitCode).toBe(0);
  });

  test("the guardrails that came later are attached, one of them as a resource control policy", async () => {
    const guarded = new Terraform(join(directory, "guarded.out"), aws.endpoint);
    const text = changed((config) => {
      config.guardrails.protectKeys = { targets: ["root"] };
      config.guardrails.restrictBackupOperators = { targets: ["Production"], roles: ["PlatformBackup"] };
    });
    synthesizeTo(guarded.outputDirectory, text, ids);
    await guarded.init("organization");
    await guarded.apply("organization");
    const { rootId } = deployment.organization;
    const { "strongroom-protect-keys": policy } = await policiesOn(rootId, "RESOURCE_CONTROL_POLICY");
    expect(policy.Statement).toContainEqual(expect.objectContaining({ Effect: "Deny", Principal: "*" }));
    expect(await policiesOn(target("Production"), "SERVICE_CONTROL_POLICY")).toHaveProperty([
      "strongroom-restrict-backup-operators",
    ]);
    expect((await guarded.plan("organization")).exitCode).toBe(0);
  });

  test("another home Region does not delete the key: the plan is refused", async () => {
    const moved = new Terraform(join(directory, "moved.out"), aws.endpoint);
    synthesizeTo(moved.outputDirectory, template.replace(`homeRegion: ${home}`, `homeRegion: ${other}`), ids);
    await moved.init("encryption");
    const { exitCode, output } = await moved.plan("encryption");
    expect(exitCode).toBe(1);
    expect(output).toContain("terraform_data.key-location has lifecycle.prevent_destroy set");
  });

  test("pinning the key that the stack created releases it and changes no vault", async () => {
    const keyId = (await describeKey(home))?.KeyId ?? "";
    const pinned = new Terraform(join(directory, "pinned.out"), aws.endpoint);
    synthesizeTo(pinned.outputDirectory, `${template}\nencryption: { keyId: ${keyId} }\n`, ids);
    for (const stackId of ["encryption", "member-reports"]) {
      await pinned.init(stackId);
    }
    await pinned.apply("encryption");
    expect(await describeKey(home)).toMatchObject({ KeyState: "Enabled" });
    expect(await describeKey(other)).toMatchObject({ KeyState: "Enabled" });
    expect((await pinned.plan("encryption")).exitCode).toBe(0);
    expect((await pinned.plan("member-reports")).exitCode).toBe(0);
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an edit may make any shape of it
function changed(edit: (config: any) => void): string {
  return changedText(template, edit);
}

function real(id: string): string {
  return ids.get(id) ?? id;
}

function accountId(config: OrgConfig, name: string): string {
  return config.accounts.find((candidate) => candidate.name === name)?.id ?? "";
}

function account(name: string): string {
  return real(accountId(parse(template), name));
}

function target(organizationalUnit: string): string {
  return real(parse(template).organizationalUnits.find(({ name }) => name === organizationalUnit)?.id ?? "");
}

async function describeKey(region: string) {
  const kms = await clients.kms(account("management"), region);
  const { KeyMetadata: metadata } = await kms.send(new DescribeKeyCommand({ KeyId: "alias/central-backup" }));
  return metadata;
}

async function vaultNames(id: string, region: string) {
  const backup = await clients.backup(id, region);
  const { BackupVaultList: vaults } = await backup.send(new ListBackupVaultsCommand({}));
  return vaults?.map(({ BackupVaultName: name }) => name);
}

async function accessPolicy(id: string, region: string, vault: string) {
  const backup = await clients.backup(id, region);
  const { Policy: text } = await backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName: vault }));
  return JSON.parse(text ?? "{}").Statement;
}

type PolicyType = "BACKUP_POLICY" | "RESOURCE_CONTROL_POLICY" | "SERVICE_CONTROL_POLICY";

async function policiesOn(targetId: string, type: PolicyType) {
  const entries = await policiesAttached(targetId, type);
  return Object.fromEntries(entries.map(({ name, text }) => [name, JSON.parse(text)]));
}

async function policyTexts(targetId: string, type: PolicyType) {
  const entries = await policiesAttached(targetId, type);
  return entries.filter(({ name }) => name.startsWith("strongroom-")).map(({ text }) => text);
}

async function policiesAttached(targetId: string, type: PolicyType) {
  const { Policies: summaries = [] } = await clients.organizations.send(
    new ListPoliciesForTargetCommand({ TargetId: targetId, Filter: type }),
  );
  return Promise.all(
    summaries.map(async ({ Id: id, Name: name = "" }) => {
      const { Policy: policy } = await clients.organizations.send(new DescribePolicyCommand({ PolicyId: id }));
      return { name, text: policy?.Content ?? "" };
    }),
  );
}

async function endpointsOf(region: string, vpc: string) {
  const ec2 = await clients.ec2(account("payments"), region);
  const { VpcEndpoints: endpoints = [] } = await ec2.send(
    new DescribeVpcEndpointsCommand({ Filters: [{ Name: "vpc-id", Values: [real(vpc)] }] }),
  );
  return endpoints;
}
