/** The SCPs of the guardrails: scope, exemptions, sizes. What they deny and allow is tried in test/attack-matrix. */

import { type Statement } from "../../src/aws/policy-statement";
import fc from "fast-check";
import { quotas } from "../../src/aws/quotas";
import { resolveDeployment } from "../../src/model/resolve";
import { policySize } from "../../src/policies/policy-document";
import { buildGuardrailPolicies } from "../../src/policies/guardrail-policies";
import { configOf, edit, validText } from "../config/valid";

function statementsOf(text: string): Record<string, Statement[]> {
  return Object.fromEntries(
    buildGuardrailPolicies(resolveDeployment(configOf(text))).map(({ name, content }) => [
      name,
      JSON.parse(content).Statement,
    ]),
  );
}

const statements = statementsOf(validText);
const all = Object.values(statements).flat();

test("there is one policy a guardrail, and only for those that the config names", () => {
  expect(Object.keys(statements).sort()).toEqual([
    "strongroom-protect-backup-tag",
    "strongroom-protect-backups",
    "strongroom-protect-roles",
    "strongroom-require-backup-tag",
    "strongroom-restrict-copies",
    "strongroom-stay-in-organization",
  ]);
  expect(Object.keys(statementsOf(edit(validText, "  stayInOrganization: { targets: [root] }\n", "")))).not.toContain(
    "strongroom-stay-in-organization",
  );
});

test("every statement denies, and none names the vault lock action that does not exist", () => {
  expect(all.map(({ Effect }) => Effect)).toEqual(all.map(() => "Deny"));
  const actions = all.flatMap(({ Action }) => Action);
  expect(actions).toContain("backup:DeleteBackupVaultLockConfiguration");
  expect(actions).not.toContain("backup:RemoveBackupVaultLockConfiguration");
});

test("every policy is within its quota", () => {
  for (const { content } of buildGuardrailPolicies(resolveDeployment(configOf(validText)))) {
    expect(content.length).toBeLessThan(quotas.serviceControlPolicy.characters);
  }
});

test("the deployment role and AWS Control Tower's are exempt wherever a statement could stop them", () => {
  const text = edit(validText, "deploymentRoleName: AWSControlTowerExecution", "deploymentRoleName: Deployer");
  const withExemption = Object.entries(statementsOf(text)).flatMap(([name, list]) =>
    ["strongroom-stay-in-organization", "strongroom-restrict-copies"].includes(name)
      ? []
      : list.filter(({ Sid }) => !/^(ProtectSnapshots|KeepCopyTag|KeepBackupEvents|KeepDatabaseBackups)/.test(Sid)),
  );
  for (const { Condition } of withExemption) {
    expect(Condition?.ArnNotLike?.["aws:PrincipalArn"]).toEqual(
      expect.arrayContaining(["arn:aws:iam::*:role/Deployer", "arn:aws:iam::*:role/AWSControlTowerExecution"]),
    );
  }
});

test("break-glass may do what protectBackups denies, and may not change roles", () => {
  const exempt = (name: string) =>
    statements[name]?.flatMap(({ Condition }) => Condition?.ArnNotLike?.["aws:PrincipalArn"] ?? []);
  expect(exempt("strongroom-protect-backups")).toContain("arn:aws:iam::*:role/BackupAdminRole");
  expect(exempt("strongroom-protect-roles")).not.toContain("arn:aws:iam::*:role/BackupAdminRole");
});

test("snapshots that AWS Backup made are left to the roles with which it backs up, and to break-glass by AWS Backup", () => {
  const text = edit(
    validText,
    "  backup: OrgBackupRole\n",
    "  backup: OrgBackupRole\n  otherBackupRoles: [team/OldBackup]\n",
  );
  const named = (start: string) =>
    Object.values(statementsOf(text))
      .flat()
      .filter(({ Sid }) => Sid.startsWith(`${start}By`));
  const backupRoles = ["arn:aws:iam::*:role/OrgBackupRole", "arn:aws:iam::*:role/team/OldBackup"];
  const breakGlass = "arn:aws:iam::*:role/BackupAdminRole";
  expect(named("KeepSnapshots").map(({ Condition }) => Condition?.ArnNotLike?.["aws:PrincipalArn"])).toEqual([
    backupRoles,
    backupRoles,
    backupRoles,
  ]);
  const everybody = named("ProtectSnapshots");
  const ofBreakGlass = named("ProtectSnapshotsFromBreakGlass");
  expect(ofBreakGlass.map(({ Action, Resource }) => [Action, Resource])).toEqual(
    everybody.map(({ Action, Resource }) => [Action, Resource]),
  );
  for (const { Condition } of everybody) {
    expect(Condition?.ArnNotLike?.["aws:PrincipalArn"]).toEqual([breakGlass, ...backupRoles]);
  }
  for (const { Condition } of ofBreakGlass) {
    expect(Condition?.ArnLike).toEqual({ "aws:PrincipalArn": breakGlass });
    expect(Condition?.["ForAllValues:StringNotEquals"]).toEqual({ "aws:CalledVia": "backup.amazonaws.com" });
  }
});

test("protected role names can neither be changed nor created", () => {
  const [statement] = statements["strongroom-protect-roles"] ?? [];
  expect(statement?.Action).toEqual(expect.arrayContaining(["iam:CreateRole", "iam:UpdateAssumeRolePolicy"]));
  expect(statement?.Resource).toEqual([
    "arn:aws:iam::*:role/AWSControlTowerExecution",
    "arn:aws:iam::*:role/BackupAdminRole",
    "arn:aws:iam::*:role/OrgBackupRole",
    "arn:aws:iam::*:role/OrgRestoreRole",
    "arn:aws:iam::*:role/aws-controltower-BackupRole",
    "arn:aws:iam::*:role/service-role/AWSBackupDefaultServiceRole",
  ]);
});

/** With the state in a bucket, and whoever writes it in a member account. */
function statementsWithState(state: string, more = ""): Statement[] {
  const text = edit(validText, "state: { type: local }", `${more}state: { type: s3, region: eu-west-1, ${state} }`);
  return statementsOf(text)["strongroom-protect-roles"] ?? [];
}

const runners = (account: string) =>
  `runners: { plan: "arn:aws:iam::${account}:role/Plan", apply: "arn:aws:iam::${account}:role/Apply" }\n  `;

const named = (list: readonly Statement[], sid: string) => list.find(({ Sid }) => Sid === sid);

test("the objects of the state are those of Terraform's stacks, and left to who writes them", () => {
  const writes = named(statementsWithState("bucket: acme", runners("222222222222")), "ProtectState");
  expect(writes?.Resource).toEqual([
    "arn:aws:s3:::acme/central-vault.tfstate*",
    "arn:aws:s3:::acme/encryption.tfstate*",
    "arn:aws:s3:::acme/member-*.tfstate*",
    "arn:aws:s3:::acme/network-*.tfstate*",
    "arn:aws:s3:::acme/organization.tfstate*",
  ]);
  expect(writes?.Condition?.ArnNotLike?.["aws:PrincipalArn"]).toContain("arn:aws:iam::222222222222:role/Apply");
  expect(writes?.Condition?.ArnNotLike?.["aws:PrincipalArn"]).not.toContain("arn:aws:iam::222222222222:role/Plan");
  const byRole = "bucket: acme, keyPrefix: b/, roleArn: arn:aws:iam::222222222222:role/State";
  const assumed = named(statementsWithState(byRole, runners("222222222222")), "ProtectState");
  expect(assumed?.Resource).toContain("arn:aws:s3:::acme/b/encryption.tfstate*");
  expect(assumed?.Condition?.ArnNotLike?.["aws:PrincipalArn"]).toContain("arn:aws:iam::222222222222:role/State");
  expect(assumed?.Condition?.ArnNotLike?.["aws:PrincipalArn"]).not.toContain("arn:aws:iam::222222222222:role/Apply");
});

test("where the config does not say who writes the state, only its bucket is protected", () => {
  const list = statementsWithState("bucket: acme, kmsKeyId: alias/state");
  expect(named(list, "ProtectStateBucket")?.Resource).toBe("arn:aws:s3:::acme");
  expect(named(list, "ProtectState")).toBeUndefined();
  // An alias without an account is that of many keys.
  expect(named(list, "ProtectStateKey")).toBeUndefined();
});

test.each([
  ["alias/state", "key/*", "alias/state"],
  ["arn:aws:kms:eu-west-1:222222222222:alias/state", "key/*", "alias/state"],
  ["mrk-00000000000000000000000000000000", "key/mrk-00000000000000000000000000000000", undefined],
  ["key/mrk-00000000000000000000000000000000", "key/mrk-00000000000000000000000000000000", undefined],
])("the key of the state, given as %s, is %s with the alias %s", (kmsKeyId, key, alias) => {
  const list = statementsWithState(`bucket: acme, kmsKeyId: "${kmsKeyId}"`, runners("222222222222"));
  const guard = named(list, "ProtectStateKey");
  expect(guard?.Resource).toBe(`arn:aws:kms:eu-west-1:222222222222:${key}`);
  expect(guard?.Condition?.["ForAnyValue:StringEquals"]).toEqual(alias && { "kms:ResourceAliases": alias });
});

test("roles that run Terraform are named where SCPs reach them, and not in the management account", () => {
  const roles = (account: string) => named(statementsWithState("bucket: acme", runners(account)), "ProtectRoles");
  expect(roles("222222222222")?.Resource).toEqual(
    expect.arrayContaining(["arn:aws:iam::222222222222:role/Plan", "arn:aws:iam::222222222222:role/Apply"]),
  );
  expect([roles("111111111111")?.Resource].flat().filter((arn) => arn?.includes("111111111111"))).toEqual([]);
});

test("the name of every exempt role is protected, so that nobody can make one", () => {
  const text = edit(validText, "deploymentRoleName: AWSControlTowerExecution", "deploymentRoleName: Deployer");
  const policies = statementsOf(text);
  const exempt = Object.values(policies)
    .flat()
    .flatMap(({ Condition }) => Condition?.ArnNotLike?.["aws:PrincipalArn"] ?? []);
  const [guard] = policies["strongroom-protect-roles"] ?? [];
  expect(guard?.Resource).toEqual(expect.arrayContaining([...new Set(exempt)]));
});

test("a launch is asked for its tag where the request carries one, not on its image or subnet", () => {
  const withVolumes = statementsOf(
    edit(validText, "services: [Aurora, DynamoDB, EC2, EFS, RDS]", "services: [EBS, EC2]"),
  );
  const launch = withVolumes["strongroom-require-backup-tag"]?.find(({ Action }) =>
    Action.includes("ec2:RunInstances"),
  );
  const ofEc2 = [launch?.Resource ?? []].flat().filter((arn) => arn.includes(":ec2:"));
  expect(ofEc2).toEqual(["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*"]);
  expect(launch?.Condition?.StringNotEquals).toEqual({
    "aws:RequestTag/backup": ["custom", "daily", "disabled", "monthly"],
  });
});

test("a tag is asked for with its key as it is, which the key of a condition would not compare", () => {
  const [ofValue, ofKey] = statements["strongroom-require-backup-tag"] ?? [];
  expect(ofKey?.Condition).toEqual({
    ArnNotLike: ofValue?.Condition?.ArnNotLike,
    "ForAllValues:StringNotEquals": { "aws:TagKeys": "backup" },
  });
  expect([ofKey?.Action, ofKey?.Resource]).toEqual([ofValue?.Action, ofValue?.Resource]);
});

test("a restore needs no tag, because AWS Backup does not copy tags", () => {
  for (const { Condition } of statements["strongroom-require-backup-tag"] ?? []) {
    expect(Condition?.ArnNotLike?.["aws:PrincipalArn"]).toContain("arn:aws:iam::*:role/OrgRestoreRole");
  }
});

test("copies go to the organization's own vaults only, and only the central account reaches those of others", () => {
  const [, own, back] = statements["strongroom-restrict-copies"] ?? [];
  const central = ["org-central-vault", "aws-controltower-central-backupvault-*"];
  const local = ["org-local-vault", "aws-controltower-local-backupvault-*"];
  const arns = (account: string, names: readonly string[]) =>
    names.map((name) => `arn:aws:backup:*:${account}:backup-vault:${name}`);
  expect(own?.Condition).toEqual({
    StringNotEquals: { "aws:PrincipalAccount": "333333333333" },
    "ForAnyValue:StringNotLike": {
      "backup:CopyTargets": [...arns("333333333333", central), ...arns("${aws:PrincipalAccount}", local)],
    },
  });
  expect(back?.Condition).toEqual({
    StringEquals: { "aws:PrincipalAccount": "333333333333" },
    "ForAnyValue:ArnNotLike": { "backup:CopyTargets": [...arns("333333333333", central), ...arns("*", local)] },
  });
});

test("protectBackupTag protects every key by which a plan selects, and is empty without one", () => {
  const [statement] = statements["strongroom-protect-backup-tag"] ?? [];
  expect(statement?.Condition?.["ForAnyValue:StringEquals"]).toEqual({ "aws:TagKeys": ["backup"] });
  const withoutTags = edit(
    edit(
      edit(validText, "select: { tag: { key: backup, values: [monthly] } }", "select: { resourceTypes: [EBS] }"),
      / {2}requireBackupTag:\n(?: {4}.*\n)+/.exec(validText)?.[0] ?? "",
      "",
    ),
    "select: { tag: { key: backup, values: [daily] } }",
    "select: { resourceTypes: [S3] }",
  );
  expect(Object.keys(statementsOf(withoutTags))).not.toContain("strongroom-protect-backup-tag");
});

test("a guardrail that does not fit into one policy gets more, and loses no statement", () => {
  const deployment = resolveDeployment(configOf(validText));
  const backupTagKeys = Array.from({ length: 40 }, (_, index) => `key-${index}`);
  const policies = buildGuardrailPolicies({ ...deployment, backupTagKeys }).filter(
    ({ origin }) => origin.name === "protectBackupTag",
  );
  const [first, second] = policies;
  expect(policies.length).toBeGreaterThan(2);
  expect([first?.name, second?.name]).toEqual(["strongroom-protect-backup-tag", "strongroom-protect-backup-tag--2"]);
  expect(policies.filter(({ content }) => content.length > quotas.serviceControlPolicy.characters)).toEqual([]);
  expect(policies.flatMap(({ content }) => JSON.parse(content).Statement)).toHaveLength(43);
});

test("policies are packed by their bytes, as they are checked, whatever the letters of the tag keys", () => {
  const deployment = resolveDeployment(configOf(validText));
  const tagKey = fc.string({ unit: fc.constantFrom("a", "é", "ж", "鍵", "🔑"), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.uniqueArray(tagKey, { minLength: 20, maxLength: 40 }), (backupTagKeys) => {
      const policies = buildGuardrailPolicies({ ...deployment, backupTagKeys }).filter(
        ({ origin }) => origin.name === "protectBackupTag",
      );
      const tooLarge = policies.filter(({ content }) => policySize(content) > quotas.serviceControlPolicy.characters);
      expect(tooLarge.filter(({ content }) => JSON.parse(content).Statement.length > 1)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test("a tag is asked for at the creation of the services that the config names, and of S3 only then", () => {
  const actionsWith = (services: string) =>
    statementsOf(edit(validText, "    services: [Aurora, DynamoDB, EC2, EFS, RDS]", services))[
      "strongroom-require-backup-tag"
    ]?.flatMap(({ Action }) => Action);
  expect(actionsWith("")).not.toContain("s3:CreateBucket");
  expect([...new Set(actionsWith("    services: [S3, EKS]"))]).toEqual(["s3:CreateBucket", "eks:CreateCluster"]);
});

test("the value of a tag is compared with that of the resource, which Terraform must not evaluate", () => {
  const [statement] =
    statements["strongroom-protect-backup-tag"]?.filter(({ Sid }) => Sid === "KeepBackupTagValue1") ?? [];
  expect(statement?.Condition?.StringNotEquals).toEqual({
    "aws:RequestTag/backup": ["${aws:ResourceTag/backup}", "daily", "monthly"],
  });
});
