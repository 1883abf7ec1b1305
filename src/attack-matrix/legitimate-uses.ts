/** What must go on working under every guardrail. */

import {
  forService,
  keyIsInMemberAccount,
  keyIsOurs,
  madeByBackup,
  tagging,
  toCentralVault,
  toControlTowerVault,
  toLocalVault,
} from "./contexts";
import { keyUses } from "./key-uses";
import { backupUses } from "./backup-uses";
import { type ContextOf, hasLayer, type Request, uses } from "./request";
import {
  backupRole,
  breakGlassRole,
  bucket,
  centralRecoveryPoint,
  centralVault,
  copiedDatabaseSnapshot,
  copiedSnapshot,
  database,
  databaseSnapshot,
  everything,
  everythingIn,
  fileSystem,
  image,
  inAccount,
  inMember,
  instance,
  key,
  localRecoveryPoint,
  localVault,
  memberKey,
  plan,
  restoreRole,
  role,
  snapshot,
  table,
  teamRecoveryPoint,
  teamVault,
  volume,
} from "./resources";
import { roleUses } from "./role-uses";
import { tagUses } from "./tag-uses";
import { type Scene } from "./scene";
import { expiredBackups, taggedCreations } from "./service-rows";

const passedToBackup: ContextOf = () => ({ "iam:PassedToService": "backup.amazonaws.com" });
const managementAccount = ({ management }: Scene) => management;
const ownDatabaseSnapshot = inMember("rds:{region}:{account}:snapshot:before-upgrade");
const applicationRole = role(
  ({ member }) => member,
  () => "Checkout",
);

export const legitimateUseTable: readonly Request[] = [
  ...uses("backupRole", [
    ["takes an EBS snapshot", "ec2:CreateSnapshot", volume],
    ["copies the tags of a volume to its snapshot", "ec2:CreateTags", snapshot, tagging("first", undefined, "daily")],
    ["creates an image of an instance", "ec2:CreateImage", instance],
    ["takes an RDS snapshot", "rds:CreateDBSnapshot", database],
    ["starts the backup of a table", "dynamodb:StartAwsBackupJob", table],
    ["backs up a file system", "elasticfilesystem:Backup", fileSystem],
    ["reads a bucket's tags", "s3:GetBucketTagging", bucket],
    ["lists the tags of one of many buckets", "s3:ListTagsForResource", bucket],
    ["tags a recovery point", "backup:TagResource", localRecoveryPoint, tagging("first", undefined, "daily")],
    ["moves a snapshot to cold storage", "ec2:ModifySnapshotTier", snapshot, madeByBackup],
    ...expiredBackups,
    ["shares a snapshot with the central account, to copy it", "ec2:ModifySnapshotAttribute", snapshot, madeByBackup],
    ["shares an RDS snapshot with the central account", "rds:ModifyDBSnapshotAttribute", databaseSnapshot],
    ["copies a recovery point to the central vault", "backup:CopyFromBackupVault", localRecoveryPoint, toCentralVault],
    ["copies into the central vault", "backup:CopyIntoBackupVault", centralVault],
    ["reads the local vault", "backup:DescribeBackupVault", localVault],
    ["encrypts with the key", "kms:GenerateDataKeyWithoutPlaintext", key],
    ["lets a service use the key", "kms:CreateGrant", key, forService],
    ["reads a volume under a team's own key", "kms:Decrypt", memberKey],
    ["lets Amazon EBS use a team's own key", "kms:CreateGrant", memberKey, forService],
  ]),
  ...uses("defaultBackupRole", [
    ["deletes an EBS snapshot that has expired", "ec2:DeleteSnapshot", snapshot, madeByBackup],
    ["deletes an RDS snapshot that has expired", "rds:DeleteDBSnapshot", databaseSnapshot],
    ["shares a snapshot, to copy it", "ec2:ModifySnapshotAttribute", snapshot, madeByBackup],
    ["shares an RDS snapshot, to copy it", "rds:ModifyDBSnapshotAttribute", databaseSnapshot],
    ["restores a volume, without tags", "ec2:CreateVolume", volume],
    ["restores to a new file system, without tags", "elasticfilesystem:CreateFileSystem", everything],
  ]),
  ...uses("controlTowerBackupRole", [
    [
      "copies to the central vault of AWS Control Tower",
      "backup:CopyFromBackupVault",
      teamRecoveryPoint,
      toControlTowerVault,
    ],
    ["deletes an EBS snapshot that has expired", "ec2:DeleteSnapshot", snapshot, madeByBackup],
    ["deletes an RDS snapshot that has expired", "rds:DeleteDBSnapshot", databaseSnapshot],
    ["shares a snapshot, to copy it", "ec2:ModifySnapshotAttribute", snapshot, madeByBackup],
    ["shares an RDS snapshot, to copy it", "rds:ModifyDBSnapshotAttribute", databaseSnapshot],
    ["restores a volume, without tags", "ec2:CreateVolume", volume],
    ["restores to a new file system, without tags", "elasticfilesystem:CreateFileSystem", everything],
  ]),
  ...uses("restoreRole", [
    ["restores an instance, without tags", "ec2:RunInstances", instance],
    ["restores a volume, without tags", "ec2:CreateVolume", volume],
    ["restores a database", "rds:RestoreDBInstanceFromDBSnapshot", database],
    ["creates a database for a restored cluster, without tags", "rds:CreateDBInstance", database],
    ["restores a table", "dynamodb:RestoreTableFromAwsBackup", table],
    ["restores to a new file system, without tags", "elasticfilesystem:CreateFileSystem", everything],
    ["restores to a new bucket, without tags", "s3:CreateBucket", bucket],
    ["decrypts with the key", "kms:Decrypt", key],
    ["tags what it restored", "ec2:CreateTags", volume, tagging("first", undefined, "daily")],
  ]),
  ...uses("backupService", [
    ["assumes the backup role", "sts:AssumeRole", backupRole],
    ["assumes the restore role", "sts:AssumeRole", restoreRole],
  ]),
  ...uses("serviceLinkedRole", [
    ["copies into the central vault", "backup:CopyIntoBackupVault", centralVault],
    ["deletes a snapshot that has expired", "ec2:DeleteSnapshot", snapshot, madeByBackup],
  ]),
  ...uses("restoreTesting", [
    ["removes a restored volume after a restore test", "ec2:DeleteVolume", volume],
    ["removes a restored database after a restore test", "rds:DeleteDBInstance", database],
  ]),
  ...uses("centralServiceLinkedRole", [
    ["copies a shared snapshot", "ec2:CopySnapshot", copiedSnapshot],
    ["reads a source under a team's own key", "kms:Decrypt", memberKey],
    ["lets a service read a source under a team's own key", "kms:CreateGrant", memberKey, forService],
    ["encrypts the copy with the key", "kms:GenerateDataKey", key],
    ["lets a service use the key for the copy", "kms:CreateGrant", key, forService],
    ["deletes a copied RDS snapshot that has expired", "rds:DeleteDBSnapshot", copiedDatabaseSnapshot],
  ]),
  ...uses("centralRestore", [
    ["copies back to the local vault", "backup:CopyIntoBackupVault", localVault],
    ["reads a copy, to copy it back", "backup:CopyFromBackupVault", centralRecoveryPoint, toLocalVault],
  ]),
  ...uses("deploymentRole", [
    ["creates the local vault", "backup:CreateBackupVault", localVault],
    ["writes the access policy of the local vault", "backup:PutBackupVaultAccessPolicy", localVault],
    ["removes the access policy of the local vault", "backup:DeleteBackupVaultAccessPolicy", localVault],
    ["sets the Region's service opt-in", "backup:UpdateRegionSettings", everything],
    ["creates the backup role", "iam:CreateRole", backupRole],
    ["changes the trust policy of the restore role", "iam:UpdateAssumeRolePolicy", restoreRole],
    ["attaches a policy to the backup role", "iam:AttachRolePolicy", backupRole],
    ["writes the permissions of the backup role", "iam:PutRolePolicy", backupRole],
    ["writes the permissions of the break-glass role", "iam:PutRolePolicy", breakGlassRole],
    ["sets the longest session of the break-glass role", "iam:UpdateRole", breakGlassRole],
  ]),
  ...uses("controlTower", [
    ["changes a role that AWS Control Tower deploys", "iam:UpdateAssumeRolePolicy", backupRole],
    ["deletes a backup plan that AWS Control Tower deploys", "backup:DeleteBackupPlan", plan],
  ]),
  ...uses("centralDeploymentRole", [
    ["creates the central vault", "backup:CreateBackupVault", centralVault],
    ["writes the access policy of the central vault", "backup:PutBackupVaultAccessPolicy", centralVault],
  ]),
  ...uses(
    "centralDeploymentRole",
    [["changes the lock of the central vault in place", "backup:PutBackupVaultLockConfiguration", centralVault]],
    (scene) => !hasLayer(scene, "complianceLock"),
  ),
  ...uses("keyDeploymentRole", [
    ["writes the key policy", "kms:PutKeyPolicy", key],
    ["reads the rotation of the key", "kms:GetKeyRotationStatus", key],
    ["replicates the key to a new Region", "kms:ReplicateKey", key],
    ["tags the key", "kms:TagResource", key],
  ]),
  ...uses("namedKeyAdministrator", [["writes the key policy", "kms:PutKeyPolicy", key]]),
  ...uses("managementDeploymentRole", [
    [
      "updates an SCP",
      "organizations:UpdatePolicy",
      inAccount(managementAccount, "organizations::{account}:policy/o-1/service_control_policy/p-1"),
    ],
    [
      "attaches a backup policy",
      "organizations:AttachPolicy",
      inAccount(managementAccount, "organizations::{account}:policy/o-1/backup_policy/p-1"),
    ],
    ["turns cross-account backup on", "backup:UpdateGlobalSettings", everythingIn(managementAccount)],
  ]),
  ...uses("breakGlass", [
    ["restores a recovery point", "backup:StartRestoreJob", localRecoveryPoint],
    ["passes the restore role to AWS Backup", "iam:PassRole", restoreRole, passedToBackup],
    ["deletes a recovery point that must not be kept", "backup:DeleteRecoveryPoint", localRecoveryPoint],
    ["cancels a legal hold", "backup:CancelLegalHold", inMember("backup:{region}:{account}:legal-hold:0")],
  ]),
  ...uses("centralBreakGlass", [
    ["starts a copy back to a workload account", "backup:StartCopyJob", centralRecoveryPoint],
  ]),
  ...uses(
    "keyBreakGlass",
    [
      ["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key],
      ["cancels the deletion of the key", "kms:CancelKeyDeletion", key],
    ],
    (scene) => keyIsOurs(scene) || keyIsInMemberAccount(scene),
  ),
  ...uses("onCallWithMfa", [["assumes the break-glass role", "sts:AssumeRole", breakGlassRole]]),
  ...uses("onCallRole", [["assumes the break-glass role", "sts:AssumeRole", breakGlassRole]]),
  ...uses("onCallFromVirginia", [["assumes the break-glass role", "sts:AssumeRole", breakGlassRole]]),
  ...uses("onCallFromIdentityCenter", [["assumes the break-glass role", "sts:AssumeRole", breakGlassRole]]),
  ...uses("application", [
    ...taggedCreations,
    ["launches an instance from an image, which carries no tag of the request", "ec2:RunInstances", image],
    ["copies a volume, whose source carries no tag of the request", "ec2:CopyVolumes", volume],
    ["tags a volume that has no backup tag yet", "ec2:CreateTags", volume, tagging("first", undefined, "daily")],
    ["tags a volume again with the same value", "ec2:CreateTags", volume, tagging("first", "daily", "daily")],
    [
      "removes every tag of a network interface",
      "ec2:DeleteTags",
      inMember("ec2:{region}:{account}:network-interface/eni-00000000"),
      () => ({}),
    ],
    ["removes a tag of its own", "ec2:DeleteTags", volume, () => ({ "aws:TagKeys": ["cost-center"] })],
    ["deletes a snapshot of its own", "ec2:DeleteSnapshot", snapshot],
    ["exports an RDS snapshot of its own", "rds:StartExportTask", ownDatabaseSnapshot],
    ["stores an image of its own in a bucket", "ec2:CreateStoreImageTask", image],
    ["shares an image of its own", "ec2:ModifyImageAttribute", image],
    ["deletes an RDS snapshot of its own", "rds:DeleteDBSnapshot", ownDatabaseSnapshot],
    ["terminates an instance", "ec2:TerminateInstances", instance],
    ["creates a vault of its own", "backup:CreateBackupVault", teamVault],
    ["passes the restore role to AWS Backup", "iam:PassRole", restoreRole, passedToBackup],
    ["creates a role of its own", "iam:CreateRole", applicationRole],
    ["uses a restored volume under the key", "kms:Decrypt", key],
  ]),
  ...roleUses,
  ...keyUses,
  ...tagUses,
  ...backupUses,
];
