/**
 * What Terraform calls for each type of resource and data source: to read it, and to create, change and delete it.
 *
 * Nothing here deletes a vault, its access policy, a lock or a key: the stacks never do, because these carry
 * `prevent_destroy` or are forgotten instead.
 *
 * Source: the calls of the AWS provider, which the end-to-end test records; Service Authorization Reference of each
 * service; for the key of a vault, AWS Backup Developer Guide, "Access control"; for multi-Region keys, AWS KMS
 * Developer Guide, "Authorizing AWS KMS to synchronize multi-Region keys". Read 2026-11-21.
 */

import { backupVaultArn, kmsKeyArn, roleArn } from "../../aws/arn";
import { type Account, type Deployment } from "../../model/deployment";
import { stacksOf } from "../../model/stacks";
import { type Operator } from "../../policies/policy-document";

/** The account in which the permissions are given. */
export interface PermissionScope {
  readonly deployment: Deployment;
  readonly account: Account;
}

/** Actions on resources, as one statement of a policy says them. */
export interface Grant {
  readonly actions: readonly string[];
  /** Missing: `*`, because the actions know no resources, or ones that have no ARN before they exist. */
  readonly resources?: (scope: PermissionScope) => readonly string[];
  readonly condition?: (scope: PermissionScope) => Readonly<Record<string, Operator>>;
  /** For services that answer in one Region for all of them. Otherwise the governed Regions alone are allowed. */
  readonly global?: true;
}

export interface ResourcePermissions {
  readonly read: readonly Grant[];
  readonly write: readonly Grant[];
}

const vaults = ({ deployment, account }: PermissionScope) => {
  const { organization, centralVaults, centralVaultName, localVaultName } = deployment;
  const name = account.id === centralVaults.account.id ? centralVaultName : localVaultName;
  return [backupVaultArn(organization.partition, "*", account.id, name)];
};

const breakGlassRole = ({ deployment: { organization, roles: names }, account }: PermissionScope) => [
  roleArn(organization.partition, account.id, names.breakGlass),
];

/** Backup and restore roles are in workload accounts alone. */
const roles = (scope: PermissionScope) => {
  const { deployment, account } = scope;
  const { organization, roles: names } = deployment;
  const isWorkload = stacksOf(deployment).some(({ kind, account: { id } }) => kind === "member" && id === account.id);
  const own = isWorkload ? [names.backup, names.restore] : [];
  return [...own.map((name) => roleArn(organization.partition, account.id, name)), ...breakGlassRole(scope)];
};

/** The one that is pinned, or any multi-Region key of the key account: its id is not known before it exists. */
const keys = ({ deployment: { organization, encryption } }: PermissionScope) => [
  kmsKeyArn(organization.partition, "*", encryption.account.id, encryption.pinnedKeyId ?? "mrk-*"),
];

const alias = ({ deployment: { organization, encryption } }: PermissionScope) => [
  `arn:${organization.partition}:kms:*:${encryption.account.id}:${encryption.alias}`,
];

const policies = ({ deployment: { organization } }: PermissionScope) =>
  ["service_control_policy", "backup_policy"].map(
    (type) =>
      `arn:${organization.partition}:organizations::${organization.management.id}:policy/${organization.id}/${type}/*`,
  );

const policyTargets = ({ deployment: { organization } }: PermissionScope) =>
  ["root", "ou", "account"].map(
    (type) => `arn:${organization.partition}:organizations::${organization.management.id}:${type}/${organization.id}/*`,
  );

const ec2 = ({ deployment: { organization }, account }: PermissionScope, resource: string) =>
  `arn:${organization.partition}:ec2:*:${account.id}:${resource}`;

const endpoints = (scope: PermissionScope) => [ec2(scope, "vpc-endpoint/*")];

const policyTypes = () => ({
  StringEquals: { "organizations:PolicyType": ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"] },
});

const backupService = () => ({ StringEquals: { "organizations:ServicePrincipal": "backup.amazonaws.com" } });

const serviceLinkedRole =
  (path: string) =>
  ({ deployment: { organization }, account }: PermissionScope): string[] => [
    roleArn(organization.partition, account.id, `aws-service-role/${path}`),
  ];

const readKey: Grant = {
  actions: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
  resources: keys,
};

const changeKey: Grant = {
  actions: ["kms:PutKeyPolicy", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription"],
  resources: keys,
};

const createKey: Grant = {
  actions: ["kms:CreateKey", "kms:TagResource"],
  condition: () => ({ Bool: { "kms:MultiRegion": "true" } }),
};

const synchronizeKeys: Grant = {
  actions: ["iam:CreateServiceLinkedRole"],
  resources: serviceLinkedRole("mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys"),
  condition: () => ({ StringEquals: { "iam:AWSServiceName": "mrk.kms.amazonaws.com" } }),
  global: true,
};

export const resourcePermissions: Readonly<Record<string, ResourcePermissions>> = {
  aws_backup_global_settings: {
    read: [{ actions: ["backup:DescribeGlobalSettings"] }],
    write: [{ actions: ["backup:UpdateGlobalSettings"] }],
  },
  aws_backup_region_settings: {
    read: [{ actions: ["backup:DescribeRegionSettings"] }],
    write: [{ actions: ["backup:UpdateRegionSettings"] }],
  },
  aws_backup_vault: {
    read: [{ actions: ["backup:DescribeBackupVault", "backup:ListTags"], resources: vaults }],
    write: [
      { actions: ["backup:CreateBackupVault", "backup:TagResource", "backup:UntagResource"], resources: vaults },
      { actions: ["backup-storage:MountCapsule"] },
      {
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:RetireGrant"],
        resources: keys,
      },
      {
        actions: ["kms:CreateGrant"],
        resources: keys,
        condition: () => ({ Bool: { "kms:GrantIsForAWSResource": "true" } }),
      },
      {
        actions: ["iam:CreateServiceLinkedRole"],
        resources: serviceLinkedRole("backup.amazonaws.com/AWSServiceRoleForBackup"),
        condition: () => ({ StringEquals: { "iam:AWSServiceName": "backup.amazonaws.com" } }),
        global: true,
      },
    ],
  },
  aws_backup_vault_lock_configuration: {
    read: [{ actions: ["backup:DescribeBackupVault"], resources: vaults }],
    write: [{ actions: ["backup:PutBackupVaultLockConfiguration"], resources: vaults }],
  },
  aws_backup_vault_policy: {
    read: [{ actions: ["backup:GetBackupVaultAccessPolicy"], resources: vaults }],
    write: [{ actions: ["backup:PutBackupVaultAccessPolicy"], resources: vaults }],
  },
  aws_iam_role: {
    read: [
      {
        actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
        resources: roles,
        global: true,
      },
    ],
    write: [
      {
        actions: [
          "iam:CreateRole",
          "iam:DeleteRole",
          "iam:ListInstanceProfilesForRole",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        resources: roles,
        global: true,
      },
    ],
  },
  aws_iam_role_policy: {
    read: [{ actions: ["iam:GetRolePolicy"], resources: breakGlassRole, global: true }],
    write: [{ actions: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"], resources: breakGlassRole, global: true }],
  },
  aws_iam_role_policy_attachment: {
    read: [{ actions: ["iam:ListAttachedRolePolicies"], resources: roles, global: true }],
    write: [
      {
        actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        resources: roles,
        condition: ({ deployment: { organization } }) => ({
          ArnLike: {
            "iam:PolicyARN": [
              `arn:${organization.partition}:iam::aws:policy/AWSBackupServiceRolePolicyFor*`,
              `arn:${organization.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor*`,
            ],
          },
        }),
        global: true,
      },
    ],
  },
  aws_kms_alias: {
    read: [{ actions: ["kms:ListAliases"] }],
    write: [
      {
        actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
        resources: (scope) => [...alias(scope), ...keys(scope)],
      },
    ],
  },
  aws_kms_key: {
    read: [readKey],
    write: [createKey, changeKey, { actions: ["kms:EnableKeyRotation"], resources: keys }, synchronizeKeys],
  },
  aws_kms_replica_key: {
    read: [readKey],
    write: [createKey, changeKey, { actions: ["kms:ReplicateKey"], resources: keys }, synchronizeKeys],
  },
  aws_organizations_delegated_administrator: {
    read: [{ actions: ["organizations:ListDelegatedAdministrators"], global: true }],
    write: [
      {
        actions: ["organizations:DeregisterDelegatedAdministrator", "organizations:RegisterDelegatedAdministrator"],
        resources: policyTargets,
        condition: backupService,
        global: true,
      },
    ],
  },
  aws_organizations_policy: {
    read: [
      {
        actions: ["organizations:DescribePolicy", "organizations:ListTagsForResource"],
        resources: policies,
        global: true,
      },
    ],
    write: [
      { actions: ["organizations:CreatePolicy"], condition: policyTypes, global: true },
      {
        actions: ["organizations:DeletePolicy", "organizations:UpdatePolicy"],
        resources: policies,
        condition: policyTypes,
        global: true,
      },
      {
        actions: ["organizations:TagResource", "organizations:UntagResource"],
        resources: policies,
        global: true,
      },
    ],
  },
  aws_organizations_policy_attachment: {
    read: [{ actions: ["organizations:ListTargetsForPolicy"], resources: policies, global: true }],
    write: [
      {
        actions: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
        resources: (scope) => [...policies(scope), ...policyTargets(scope)],
        condition: policyTypes,
        global: true,
      },
    ],
  },
  aws_vpc_endpoint: {
    read: [{ actions: ["ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"] }],
    write: [
      {
        actions: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint"],
        resources: (scope) => [
          ...endpoints(scope),
          ec2(scope, "route-table/*"),
          ...vpcIdsOf(scope).map((id) => ec2(scope, `vpc/${id}`)),
        ],
      },
      { actions: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteVpcEndpoints"], resources: endpoints },
    ],
  },
  "data.aws_organizations_organization": {
    read: [
      {
        actions: [
          "organizations:DescribeOrganization",
          "organizations:ListAWSServiceAccessForOrganization",
          "organizations:ListAccounts",
          "organizations:ListRoots",
        ],
        global: true,
      },
    ],
    write: [],
  },
  "data.aws_route_tables": { read: [{ actions: ["ec2:DescribeRouteTables"] }], write: [] },
};

function vpcIdsOf({ deployment, account }: PermissionScope): string[] {
  const networks = deployment.networks.filter(({ account: { id } }) => id === account.id);
  return [...new Set(networks.flatMap((network) => network.endpoints.map(({ vpcId }) => vpcId)))].sort();
}
