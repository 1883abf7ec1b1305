/**
 * Access policies of backup vaults. They take no wildcard in `Action`, and of other accounts' actions they admit
 * `backup:CopyIntoBackupVault` alone.
 *
 * Source: AWS Backup Developer Guide, "Vault access policies" and "Creating backup copies across AWS accounts".
 * Read 2026-11-21.
 */

import { accountRootArn } from "../aws/arn";
import { type Deployment } from "../model/deployment";
import { type PolicyDocument, policyDocument, type Statement } from "./policy-document";

/** Copies come in from the organization only, and nobody deletes what came. */
export function buildCentralVaultPolicy({ organization }: Deployment): PolicyDocument {
  return policyDocument([
    {
      Sid: "OrganizationCopiesIn",
      Effect: "Allow",
      Principal: "*",
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization.id } },
    },
    nobodyDeletes,
  ]);
}

/** The central account copies back for a restore, and nobody deletes. */
export function buildLocalVaultPolicy({ organization }: Deployment): PolicyDocument {
  return policyDocument([
    {
      Sid: "CentralAccountCopiesBack",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(organization.partition, organization.centralBackup.id) },
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
    },
    nobodyDeletes,
  ]);
}

/** Leaves the policy itself changeable, so that it cannot lock out the role that deploys it. */
const nobodyDeletes: Statement = {
  Sid: "NobodyDeletes",
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
