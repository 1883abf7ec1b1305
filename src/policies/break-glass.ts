/** The role of a person in an emergency: who may assume it, and what it may do. */

import { accountRootArn, accountsOf, kmsKeyArn, roleArn } from "../aws/arn";
import { ownBackups } from "../aws/backup-services";
import { type Statement } from "../aws/policy-statement";
import { isIdentityCenterRole, isUser } from "../aws/principal-arn";
import { type Deployment } from "../model/deployment";
import { type PolicyDocument, policyDocument } from "./policy-document";

export interface BreakGlassRole {
  readonly trust: PolicyDocument;
  readonly permissions: PolicyDocument;
  readonly maxSessionSeconds: number;
}

/** Undefined where the config names nobody who may assume it: then there is no such role. */
export function buildBreakGlassRole(deployment: Deployment): BreakGlassRole | undefined {
  const { principals, maxSessionMinutes } = deployment.breakGlass;
  return principals.length === 0
    ? undefined
    : {
        trust: buildTrust(deployment),
        permissions: buildPermissions(deployment),
        maxSessionSeconds: maxSessionMinutes * 60,
      };
}

/**
 * What matches the sessions of a principal, and of no other. The end of the name of a role of IAM Identity Center is 16
 * characters: `*` would also match permission sets whose names go on. In us-east-1 the ARN names no Region.
 *
 * Source: IAM Identity Center User Guide, "Referencing permission sets in resource policies". Read 2026-11-21.
 */
function patternsOf(arn: string): string[] {
  if (!isIdentityCenterRole(arn)) {
    return [arn];
  }
  const exact = arn.replace(/_\*$/, `_${"?".repeat(16)}`);
  return exact.includes("/*/") ? [exact, exact.replace("/*/", "/")] : [exact];
}

/**
 * MFA is asked of users alone. The credentials of a role never carry `aws:MultiFactorAuthPresent`, however its session
 * began: to demand the key of them would lock them out in the emergency. There, the trust policy of that role, or IAM
 * Identity Center, asks for MFA.
 *
 * Sources: IAM User Guide, "Secure API access with MFA" and "AWS global condition context keys",
 * `aws:MultiFactorAuthPresent`. Read 2026-11-21.
 */
function buildTrust({ breakGlass, organization }: Deployment): PolicyDocument {
  const needsMfa = (arn: string) => breakGlass.requireMfa && isUser(arn);
  const statement = (sid: string, principals: readonly string[], mfa: boolean): Statement[] =>
    principals.length === 0
      ? []
      : [
          {
            Sid: sid,
            Effect: "Allow",
            // A policy that names a principal which does not exist is refused, and one that names a role of a permission
            // set breaks when the set is provisioned anew. Accounts always exist; the condition names the principals.
            Principal: { AWS: accountsOf(principals).map((id) => accountRootArn(organization.partition, id)) },
            Action: "sts:AssumeRole",
            Condition: {
              ArnLike: { "aws:PrincipalArn": principals.flatMap(patternsOf) },
              StringEquals: { "aws:PrincipalOrgID": organization.id },
              ...(mfa ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {}),
            },
          },
        ];
  return policyDocument([
    ...statement("AssumeWithMfa", breakGlass.principals.filter(needsMfa), true),
    ...statement(
      "Assume",
      breakGlass.principals.filter((arn) => !needsMfa(arn)),
      false,
    ),
  ]);
}

/**
 * To restore, to delete what must not be kept, and to delete the key. Not to change a vault's access policy or lock:
 * that is the deployment role's, so that no one role can do both.
 */
function buildPermissions({ organization, roles, encryption }: Deployment): PolicyDocument {
  const { partition } = organization;
  return policyDocument([
    {
      Sid: "UseBackups",
      Effect: "Allow",
      Action: [
        "backup:CancelLegalHold",
        "backup:CreateLegalHold",
        "backup:DeleteBackupAccessPoint",
        "backup:DeleteBackupVault",
        "backup:DeleteRecoveryPoint",
        "backup:Describe*",
        "backup:DisassociateRecoveryPoint",
        "backup:DisassociateRecoveryPointFromParent",
        "backup:Get*",
        "backup:List*",
        "backup:StartCopyJob",
        "backup:StartRestoreJob",
        "backup:StopBackupJob",
        "backup:UpdateRecoveryPointLifecycle",
      ],
      Resource: "*",
    },
    {
      Sid: "DeleteByBackup",
      Effect: "Allow",
      Action: deletionsByBackup,
      Resource: "*",
      Condition: { "ForAnyValue:StringEquals": { "aws:CalledVia": "backup.amazonaws.com" } },
    },
    {
      Sid: "PassRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: [roles.backup, roles.restore].map((name) => roleArn(partition, "*", name)),
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
    {
      Sid: "DeleteKey",
      Effect: "Allow",
      Action: keyDeletionActions,
      Resource: kmsKeyArn(partition, "*", encryption.account.id, "*"),
    },
  ]);
}

/**
 * What AWS Backup does in the name of somebody who deletes a recovery point that is not its own: it asks for their
 * permission at the service. Of an Amazon DynamoDB backup, that is where it was made without advanced features.
 *
 * Source: AWS managed policy AWSBackupFullAccess, version 30, statements with `aws:CalledVia`.
 */
const deletionsByBackup = [
  ...new Set(["dynamodb:DeleteBackup", ...ownBackups.flatMap(({ expiring }) => Object.keys(expiring))]),
].sort();

/** What the key policy leaves to the break-glass role: deleting the key, and taking it back. */
export const keyDeletionActions = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:ScheduleKeyDeletion",
];
