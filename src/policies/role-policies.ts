/** Trust and permissions of the roles that AWS Backup assumes. */

import { managedPolicyArn } from "../aws/arn";
import { backupServices, ofEveryService, resourceTypes } from "../aws/backup-services";
import { type Partition } from "../aws/regions";
import { type PolicyDocument, policyDocument } from "./policy-document";

/** Who may assume the backup and the restore role: AWS Backup alone. */
export const serviceTrust: PolicyDocument = policyDocument([
  {
    Sid: "AWSBackupAssumesRole",
    Effect: "Allow",
    Principal: { Service: "backup.amazonaws.com" },
    Action: "sts:AssumeRole",
  },
]);

const restorePolicies = [
  "service-role/AWSBackupServiceRolePolicyForRestores",
  ...ofEveryService(({ rolePolicies }) => rolePolicies.restore),
];

const backupPolicies = [
  "service-role/AWSBackupServiceRolePolicyForBackup",
  ...ofEveryService(({ rolePolicies }) => rolePolicies.backup),
];

export interface ManagedPolicy {
  /** Name without its path. */
  readonly name: string;
  readonly arn: string;
}

/**
 * The AWS managed policies that back up and restore: those that AWS Control Tower gives its backup role.
 * Source: AWS Control Tower User Guide, "AWS Backup and AWS Control Tower". Read 2026-11-21.
 */
export function backupRolePolicies(partition: Partition): ManagedPolicy[] {
  return managedPolicies(partition, [...backupPolicies, ...restorePolicies]);
}

/** Those that restore, and no more. */
export function restoreRolePolicies(partition: Partition): ManagedPolicy[] {
  return managedPolicies(partition, restorePolicies);
}

/** What the backup role needs beside them. */
export function backupRolePermissions(partition: Partition): PolicyDocument {
  return policyDocument(
    resourceTypes
      .flatMap((type) => backupServices[type].rolePolicies.backupPermissions ?? [])
      .map(({ sid, action, resource }) => ({
        Sid: sid,
        Effect: "Allow",
        Action: action,
        Resource: `arn:${partition}:${resource}`,
      })),
  );
}

function managedPolicies(partition: Partition, names: readonly string[]): ManagedPolicy[] {
  return names.map((name) => ({ name: name.replace(/^.*\//, ""), arn: managedPolicyArn(partition, name) }));
}
