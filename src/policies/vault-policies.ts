/**
 * Access policies of backup vaults. They take no wildcard in `Action`, and of other accounts' actions they admit
 * `backup:CopyIntoBackupVault` alone.
 *
 * Source: AWS Backup Developer Guide, "Vault access policies" and "Creating backup copies across AWS accounts".
 * Read 2026-11-21.
 */

import { accountRootArn, backupServiceLinkedRoleArn, roleArn } from "../aws/arn";
import { type Statement } from "../aws/policy-statement";
import { type Deployment } from "../model/deployment";
import { type PolicyDocument, policyDocument } from "./policy-document";

/** Only AWS Backup's own roles of the organization copy in, and nobody deletes what came. */
export function buildCentralVaultPolicy({ organization, roles }: Deployment): PolicyDocument {
  return policyDocument([
    {
      Sid: "OrganizationCopiesIn",
      Effect: "Allow",
      Principal: "*",
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: {
        ArnLike: {
          "aws:PrincipalArn": [
            roleArn(organization.partition, "*", roles.backup),
            backupServiceLinkedRoleArn(organization.partition, "*"),
          ],
        },
        StringEquals: { "aws:PrincipalOrgID": organization.id },
      },
    },
    { Sid: "NobodyDeletes", ...denyDeletion },
  ]);
}

/** The central account copies back for a restore, and the break-glass role alone deletes. */
export function buildLocalVaultPolicy({ organization, roles }: Deployment): PolicyDocument {
  const { partition, centralBackup } = organization;
  return policyDocument([
    {
      Sid: "CentralAccountCopiesBack",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(partition, centralBackup.id) },
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
    },
    {
      Sid: "OnlyBreakGlassDeletes",
      ...denyDeletion,
      Condition: { ArnNotLike: { "aws:PrincipalArn": roleArn(partition, "*", roles.breakGlass) } },
    },
  ]);
}

/** Leaves the policy itself changeable, so that it cannot lock out the role that deploys it. */
const denyDeletion: Omit<Statement, "Sid"> = {
  Effect: "Deny",
  Principal: "*",
  Action: [
    "backup:DeleteBackupVault",
    "backup:DeleteRecoveryPoint",
    "backup:DisassociateRecoveryPoint",
    "backup:DisassociateRecoveryPointFromParent",
    "backup:UpdateRecoveryPointLifecycle",
  ],
  Resource: "*",
};
