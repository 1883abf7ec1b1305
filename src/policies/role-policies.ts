/** Trust and permissions of the roles that AWS Backup assumes. */

import { managedPolicyArn } from "../aws/arn";
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
  "AWSBackupServiceRolePolicyForS3Restore",
];

const backupPolicies = ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];

export interface ManagedPolicy {
  /** Name without its path. */
  readonly name: string;
  readonly arn: string;
}

/**
 * The four AWS managed policies that AWS Control Tower gives its backup role. Without the two for S3, buckets are
 * skipped. Source: AWS Control Tower User Guide, "AWS Backup and AWS Control Tower". Read 2026-11-21.
 */
export function backupRolePolicies(partition: Partition): ManagedPolicy[] {
  return managedPolicies(partition, [...backupPolicies, ...restorePolicies]);
}

/** The two that restore, and no more. */
export function restoreRolePolicies(partition: Partition): ManagedPolicy[] {
  return managedPolicies(partition, restorePolicies);
}

function managedPolicies(partition: Partition, names: readonly string[]): ManagedPolicy[] {
  return names.map((name) => ({ name: name.replace(/^.*\//, ""), arn: managedPolicyArn(partition, name) }));
}
