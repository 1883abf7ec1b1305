/** The policy of the multi-Region key and of each of its replicas, and what teams add to the policies of their own keys. */

import { accountRootArn, backupServiceLinkedRoleArn, roleArn } from "../aws/arn";
import { type Statement } from "../aws/policy-statement";
import { deployers } from "../guardrails/principals";
import { type Account, type Deployment } from "../model/deployment";
import { keyDeletionActions } from "./break-glass";
import { type PolicyDocument, policyDocument } from "./policy-document";

/**
 * What AWS Control Tower asks for on the backup key, for every principal of the organization.
 * Source: AWS Control Tower User Guide, "Prerequisites" of AWS Backup. Read 2026-11-21.
 */
const useActions = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:GetKeyPolicy",
  "kms:ReEncrypt*",
];

const grantActions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

/** What Terraform asks about the key while it plans. */
const readActions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];

/** Everything that Terraform needs to keep the key, and nothing that makes it unusable. */
const administrationActions = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:Get*",
  "kms:List*",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RotateKeyOnDemand",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
];

/** What corrects a key policy that shuts its administrators out, and undoes a deletion. */
const repairActions = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:EnableKey",
  "kms:GetKeyPolicy",
  "kms:ListKeyPolicies",
  "kms:PutKeyPolicy",
];

/**
 * One document for all Regions: replicas have a policy of their own, and a difference would break copies there.
 *
 * Administrators are named by a condition, not as principals: AWS KMS refuses a policy with a principal that does not
 * exist, and a role that was deleted and created again is another principal under the same name.
 *
 * AWS's default statement, and the one that AWS Control Tower recommends, lets the account decide: every administrator
 * who can write an IAM policy there could delete the key. Here the root user alone, "which cannot be deleted", can correct
 * the policy once the roles are gone. Nobody skips the check that whoever writes a key policy may write the next one.
 *
 * Sources: AWS KMS Developer Guide, "Default key policy" and "AWS KMS condition keys",
 * `kms:BypassPolicyLockoutSafetyCheck`. Read 2026-11-27.
 */
export function buildKeyPolicy(deployment: Deployment): PolicyDocument {
  const { organization, encryption, roles, terraform } = deployment;
  const { partition } = organization;
  const root = { AWS: accountRootArn(partition, encryption.account.id) };
  const named = (names: readonly string[]) => ({
    ArnLike: { "aws:PrincipalArn": names.map((name) => roleArn(partition, encryption.account.id, name)) },
  });
  const inOrganization = { StringEquals: { "aws:PrincipalOrgID": organization.id } };
  return policyDocument([
    {
      Sid: "AdministerKey",
      Effect: "Allow",
      Principal: root,
      Action: administrationActions,
      Resource: "*",
      Condition: named([...new Set([...deployers(deployment), ...encryption.administratorRoles])].sort()),
    },
    ...(terraform.planRoleName === undefined
      ? []
      : [
          {
            Sid: "ReadKey",
            Effect: "Allow" as const,
            Principal: root,
            Action: readActions,
            Resource: "*",
            Condition: named([terraform.planRoleName]),
          },
        ]),
    {
      Sid: "DeleteKey",
      Effect: "Allow",
      Principal: root,
      Action: keyDeletionActions,
      Resource: "*",
      Condition: named([roles.breakGlass]),
    },
    {
      Sid: "RootUserRepairsKey",
      Effect: "Allow",
      Principal: root,
      Action: repairActions,
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": root.AWS } },
    },
    {
      Sid: "KeepKeyManageable",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:PutKeyPolicy",
      Resource: "*",
      Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    },
    {
      Sid: "OrganizationUsesKey",
      Effect: "Allow",
      Principal: "*",
      Action: useActions,
      Resource: "*",
      Condition: inOrganization,
    },
    {
      Sid: "OrganizationGrantsToServices",
      Effect: "Allow",
      Principal: "*",
      Action: grantActions,
      Resource: "*",
      Condition: { ...inOrganization, ...forServices },
    },
  ]);
}

/** A service makes the grant for the caller. Nobody grants the key to somebody of their own choice. */
const forServices = { Bool: { "kms:GrantIsForAWSResource": "true" } };

/**
 * What an account adds to the policy of each key of its own that encrypts a resource which AWS Backup does not fully
 * manage (EC2, EBS, RDS, Aurora and others): the account's own roles back up and restore, and those of the central backup
 * account, AWS Backup's service-linked role first, read the source of the copy. A resource under an AWS managed key cannot be copied to another account.
 *
 * Source: AWS Backup Developer Guide, "Creating backup copies across AWS accounts" and "Encryption for backups".
 * Read 2026-11-21.
 */
export function buildMemberKeyStatements({ organization, roles }: Deployment, account: Account): Statement[] {
  const { partition, centralBackup } = organization;
  const own = [roles.backup, roles.restore].map((name) => roleArn(partition, account.id, name));
  const central = [
    backupServiceLinkedRoleArn(partition, centralBackup.id),
    roleArn(partition, centralBackup.id, roles.restore),
  ];
  const statement = (sid: string, accountId: string, Action: readonly string[], condition: Statement["Condition"]) => ({
    Sid: sid,
    Effect: "Allow" as const,
    Principal: { AWS: accountRootArn(partition, accountId) },
    Action,
    Resource: "*",
    Condition: condition,
  });
  const byCentralRoles = { ArnLike: { "aws:PrincipalArn": central } };
  const byOwnRoles = { ArnLike: { "aws:PrincipalArn": own } };
  return [
    statement("StrongroomBackupAndRestore", account.id, memberUseActions, byOwnRoles),
    statement("StrongroomBackupAndRestoreGrants", account.id, grantActions, { ...byOwnRoles, ...forServices }),
    statement("StrongroomCentralCopies", centralBackup.id, memberUseActions, byCentralRoles),
    statement("StrongroomCentralCopiesGrants", centralBackup.id, grantActions, { ...byCentralRoles, ...forServices }),
  ];
}

const memberUseActions = useActions.filter((action) => action !== "kms:GetKeyPolicy");
