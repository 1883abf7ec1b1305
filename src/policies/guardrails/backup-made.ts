/**
 * Recovery points that are snapshots and images of their own service, where `backup:` actions are not what deletes or
 * shares them. AWS Backup marks them: by a tag that nobody else can set or remove, or by a reserved name.
 *
 * Sources: AWS managed policy AWSBackupServiceRolePolicyForBackup (tag `aws:backup:source-resource`; names that start
 * with `awsbackup:`); AWS Backup Developer Guide, "Access control", ARNs of recovery points; Service Authorization
 * Reference of each service. Read 2026-11-21.
 */

import { type Partition } from "../../aws/regions";
import { type Operator, type Statement } from "../policy-document";

type Condition = Readonly<Record<string, Operator>>;

export interface SnapshotActions {
  readonly sid: string;
  /** On what carries the tag of AWS Backup. */
  readonly tagged: readonly string[];
  /** On what has a name of AWS Backup. */
  readonly named: readonly string[];
}

/** Denies the actions on what AWS Backup made, and on nothing else. Takes who is exempt as a condition. */
export function denyOnBackupMade(partition: Partition, actions: SnapshotActions, exempt: Condition): Statement[] {
  const arns = (patterns: readonly string[]) => patterns.map((pattern) => `arn:${partition}:${pattern}`);
  const of = (patterns: Readonly<Record<string, readonly string[]>>, chosen: readonly string[]) =>
    arns([...new Set(chosen.flatMap((action) => patterns[action] ?? []))].sort());
  return [
    {
      Sid: `${actions.sid}ByTag`,
      Effect: "Deny",
      Action: actions.tagged,
      Resource: of(taggedResources, actions.tagged),
      Condition: { ...exempt, Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } },
    },
    {
      Sid: `${actions.sid}ByName`,
      Effect: "Deny",
      Action: actions.named,
      Resource: of(namedResources, actions.named),
      Condition: exempt,
    },
  ];
}

const image = ["ec2:*::image/*"];
const snapshot = ["ec2:*::snapshot/*"];
const serverlessSnapshot = ["redshift-serverless:*:*:snapshot/*"];
const fileSystemBackup = ["fsx:*:*:backup/*"];

const taggedResources: Readonly<Record<string, readonly string[]>> = {
  "ec2:DeleteSnapshot": snapshot,
  "ec2:DeregisterImage": image,
  "ec2:DisableImage": image,
  "ec2:ModifyImageAttribute": image,
  "ec2:ModifySnapshotAttribute": snapshot,
  "ec2:ModifySnapshotTier": snapshot,
  "fsx:DeleteBackup": fileSystemBackup,
  "redshift-serverless:DeleteSnapshot": serverlessSnapshot,
  "redshift-serverless:UpdateSnapshot": serverlessSnapshot,
};

const databaseSnapshot = ["rds:*:*:snapshot:awsbackup:*"];
const clusterSnapshot = ["rds:*:*:cluster-snapshot:awsbackup:*"];
const warehouseSnapshot = ["redshift:*:*:snapshot:*/awsbackup:*"];

const namedResources: Readonly<Record<string, readonly string[]>> = {
  "rds:DeleteDBClusterSnapshot": clusterSnapshot,
  "rds:DeleteDBSnapshot": databaseSnapshot,
  "rds:ModifyDBClusterSnapshotAttribute": clusterSnapshot,
  "rds:ModifyDBSnapshot": databaseSnapshot,
  "rds:ModifyDBSnapshotAttribute": databaseSnapshot,
  "redshift:AuthorizeSnapshotAccess": warehouseSnapshot,
  "redshift:BatchDeleteClusterSnapshots": warehouseSnapshot,
  "redshift:BatchModifyClusterSnapshots": warehouseSnapshot,
  "redshift:DeleteClusterSnapshot": warehouseSnapshot,
  "redshift:ModifyClusterSnapshot": warehouseSnapshot,
};
