/** Every attack on backups that we can think of, with what stops it. */

import {
  forItself,
  forService,
  keyIsInMemberAccount,
  keyIsOurs,
  madeByBackup,
  requiresTagOf,
  tagging,
  toOutsideVault,
  toUnknownVault,
  untagging,
  withMfa,
  withWrongTag,
} from "./contexts";
import { type PrincipalName } from "./principals";
import { type Attack, type ContextOf, hasLayer, type Layer, type Row } from "./request";
import {
  backupRole,
  breakGlassRole,
  bucket,
  centralRecoveryPoint,
  centralVault,
  clusterSnapshot,
  database,
  databaseSnapshot,
  deploymentRole,
  everything,
  everythingIn,
  fileSystem,
  fileSystemBackup,
  image,
  inAccount,
  inCentral,
  inMember,
  instance,
  key,
  localRecoveryPoint,
  localVault,
  plan,
  restoreRole,
  role,
  snapshot,
  table,
  teamRecoveryPoint,
  teamVault,
  trusted,
  volume,
  warehouseSnapshot,
} from "./resources";
import { type Scene } from "./scene";

function attacks(
  by: PrincipalName,
  stoppedBy: readonly Layer[],
  rows: readonly Row[],
  more: Partial<Attack> = {},
): Attack[] {
  return rows.map(([what, action, resource, context]) => ({ what, by, action, resource, context, stoppedBy, ...more }));
}

const governed: ContextOf = ({ region }) => ({ "account:TargetRegion": region });

const account = inMember("account::{account}:account");
const centralAccount = ({ central }: Scene) => central;
const keyAccount = (scene: Scene) => scene.keyAccount;
const administratorAccount = ({ administrator }: Scene) => administrator;
const managementAccount = ({ management }: Scene) => management;
const breakGlassName = ({ deployment }: Scene) => deployment.roles.breakGlass;
const serviceLinkedRoleName = () => "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

const hasBreakGlassRole = (scene: Scene) => hasLayer(scene, "breakGlassTrust");

export const attackTable: readonly Attack[] = [
  ...attacks(
    "memberAdministrator",
    ["protectBackups", "localVaultPolicy"],
    [
      ["deletes a recovery point in the local vault", "backup:DeleteRecoveryPoint", localRecoveryPoint],
      ["shortens how long a recovery point is kept", "backup:UpdateRecoveryPointLifecycle", localRecoveryPoint],
      ["detaches a continuous backup, which ends it", "backup:DisassociateRecoveryPoint", localRecoveryPoint],
      [
        "detaches a nested recovery point from its parent",
        "backup:DisassociateRecoveryPointFromParent",
        localRecoveryPoint,
      ],
      ["deletes the local vault", "backup:DeleteBackupVault", localVault],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    [
      ["deletes a recovery point in a team's own vault", "backup:DeleteRecoveryPoint", teamRecoveryPoint],
      ["deletes a team's own vault", "backup:DeleteBackupVault", teamVault],
      [
        "removes the access policy of the local vault, to delete afterwards",
        "backup:DeleteBackupVaultAccessPolicy",
        localVault,
      ],
      ["replaces the access policy of the local vault", "backup:PutBackupVaultAccessPolicy", localVault],
      ["removes a lock of the local vault", "backup:DeleteBackupVaultLockConfiguration", localVault],
      ["locks the local vault so that every backup fails", "backup:PutBackupVaultLockConfiguration", localVault],
      ["silences the vault's notifications", "backup:DeleteBackupVaultNotifications", localVault],
      ["sends the vault's notifications elsewhere", "backup:PutBackupVaultNotifications", localVault],
      ["shares a logically air-gapped vault", "backup:PutBackupVaultSharingPolicy", localVault],
      ["deletes a backup plan", "backup:DeleteBackupPlan", plan],
      ["empties a backup plan", "backup:UpdateBackupPlan", plan],
      ["takes resources out of a backup plan", "backup:DeleteBackupSelection", plan],
      ["stops the backup job of every night", "backup:StopBackupJob", everything],
      ["opts a service out of AWS Backup in the Region", "backup:UpdateRegionSettings", everything],
      ["cancels a legal hold", "backup:CancelLegalHold", inMember("backup:{region}:{account}:legal-hold:0")],
      [
        "deletes a restore test",
        "backup:DeleteRestoreTestingPlan",
        inMember("backup:{region}:{account}:restore-testing-plan:test-0"),
      ],
      [
        "makes a restore test test nothing",
        "backup:UpdateRestoreTestingSelection",
        inMember("backup:{region}:{account}:restore-testing-plan:test-0"),
      ],
      ["deletes an audit framework", "backup:DeleteFramework", inMember("backup:{region}:{account}:framework:audit-0")],
      [
        "deletes an audit report",
        "backup:DeleteReportPlan",
        inMember("backup:{region}:{account}:report-plan:report-0"),
      ],
      ["deletes an EBS snapshot that AWS Backup made, at Amazon EC2", "ec2:DeleteSnapshot", snapshot, madeByBackup],
      ["deregisters an image that AWS Backup made", "ec2:DeregisterImage", image, madeByBackup],
      [
        "disables an image that AWS Backup made: it cannot be restored, locked or not",
        "ec2:DisableImage",
        image,
        madeByBackup,
      ],
      [
        "archives a snapshot that AWS Backup made, so that a restore takes days",
        "ec2:ModifySnapshotTier",
        snapshot,
        madeByBackup,
      ],
      ["deletes an Amazon FSx backup that AWS Backup made", "fsx:DeleteBackup", fileSystemBackup, madeByBackup],
      ["deletes an RDS snapshot that AWS Backup made", "rds:DeleteDBSnapshot", databaseSnapshot],
      ["deletes an Aurora snapshot that AWS Backup made", "rds:DeleteDBClusterSnapshot", clusterSnapshot],
      ["deletes a Redshift snapshot that AWS Backup made", "redshift:DeleteClusterSnapshot", warehouseSnapshot],
      ["disables a Region, so that nothing in it can be reached", "account:DisableRegion", account, governed],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["restrictCopies"],
    [
      [
        "copies a recovery point to another organization's vault of our vault's name",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toOutsideVault,
      ],
      [
        "copies a recovery point to a vault of its own inside the organization",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toUnknownVault,
      ],
      ["shares an EBS snapshot that AWS Backup made", "ec2:ModifySnapshotAttribute", snapshot, madeByBackup],
      ["shares an image that AWS Backup made", "ec2:ModifyImageAttribute", image, madeByBackup],
      ["shares an RDS snapshot that AWS Backup made", "rds:ModifyDBSnapshotAttribute", databaseSnapshot],
      ["shares an Aurora snapshot that AWS Backup made", "rds:ModifyDBClusterSnapshotAttribute", clusterSnapshot],
      ["shares a Redshift snapshot that AWS Backup made", "redshift:AuthorizeSnapshotAccess", warehouseSnapshot],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectRoles"],
    [
      ["trusts itself in the backup role", "iam:UpdateAssumeRolePolicy", backupRole],
      ["trusts itself in the break-glass role", "iam:UpdateAssumeRolePolicy", breakGlassRole],
      ["trusts itself in the deployment role", "iam:UpdateAssumeRolePolicy", deploymentRole],
      ["takes a managed policy off the backup role, so that backups fail", "iam:DetachRolePolicy", backupRole],
      ["gives the restore role every permission", "iam:AttachRolePolicy", restoreRole],
      ["puts a permissions boundary on the backup role", "iam:PutRolePermissionsBoundary", backupRole],
      ["deletes the backup role, so that what expires is never deleted", "iam:DeleteRole", backupRole],
      [
        "creates a role of the exempt name, where it does not exist yet",
        "iam:CreateRole",
        role(
          ({ member }) => member,
          () => "AWSControlTowerExecution",
        ),
      ],
      [
        "deletes AWS Backup's service-linked role",
        "iam:DeleteServiceLinkedRole",
        role(({ member }) => member, serviceLinkedRoleName),
      ],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["stayInOrganization"],
    [
      [
        "takes the account out of the organization, and with it out of every SCP",
        "organizations:LeaveOrganization",
        everything,
      ],
      ["closes the account: its recovery points go after 90 days, locked or not", "account:CloseAccount", account],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackupTag"],
    [
      ["removes the backup tag of a volume", "ec2:DeleteTags", volume, untagging],
      ["removes every tag of a volume, naming none", "ec2:DeleteTags", volume],
      ["removes the backup tag of a database", "rds:RemoveTagsFromResource", database, untagging],
      ["removes the backup tag of a table", "dynamodb:UntagResource", table, untagging],
      ["removes the backup tag of a bucket", "s3:UntagResource", bucket, untagging],
      [
        "changes the backup tag of a volume to `disabled`",
        "ec2:CreateTags",
        volume,
        tagging("first", "daily", "disabled"),
      ],
      [
        "changes the backup tag of a database",
        "rds:AddTagsToResource",
        database,
        tagging("first", "daily", "disabled"),
      ],
      [
        "changes the backup tag of a file system",
        "elasticfilesystem:TagResource",
        fileSystem,
        tagging("first", "daily", "disabled"),
      ],
      [
        "changes another tag by which a plan selects",
        "dynamodb:TagResource",
        table,
        tagging("last", "daily", "disabled"),
      ],
    ],
  ),
  ...attacks(
    "memberRoot",
    ["protectBackups", "localVaultPolicy"],
    [["deletes a recovery point in the local vault", "backup:DeleteRecoveryPoint", localRecoveryPoint]],
  ),
  ...attacks(
    "memberRoot",
    ["protectBackups"],
    [
      ["removes the access policy of the local vault", "backup:DeleteBackupVaultAccessPolicy", localVault],
      ["deletes an EBS snapshot that AWS Backup made", "ec2:DeleteSnapshot", snapshot, madeByBackup],
    ],
  ),
  ...attacks(
    "memberRoot",
    ["protectRoles"],
    [["trusts itself in the break-glass role", "iam:UpdateAssumeRolePolicy", breakGlassRole]],
  ),
  ...attacks(
    "memberRoot",
    ["stayInOrganization"],
    [
      ["closes the account", "account:CloseAccount", account],
      ["leaves the organization", "organizations:LeaveOrganization", everything],
    ],
  ),
  ...attacks(
    "application",
    ["requireBackupTag"],
    [["launches an instance without the backup tag", "ec2:RunInstances", instance]],
    { where: requiresTagOf("EC2") },
  ),
  ...attacks(
    "application",
    ["requireBackupTag"],
    [["creates a volume with a value that no plan knows", "ec2:CreateVolume", volume, withWrongTag]],
    { where: requiresTagOf("EBS") },
  ),
  ...attacks(
    "application",
    ["requireBackupTag"],
    [["creates a database without the backup tag", "rds:CreateDBInstance", database]],
    { where: requiresTagOf("RDS") },
  ),
  ...attacks(
    "application",
    ["requireBackupTag"],
    [["creates a table without the backup tag", "dynamodb:CreateTable", table]],
    { where: requiresTagOf("DynamoDB") },
  ),
  ...attacks(
    "application",
    ["requireBackupTag"],
    [["creates a file system without the backup tag", "elasticfilesystem:CreateFileSystem", everything]],
    { where: requiresTagOf("EFS") },
  ),
  ...attacks(
    "backupRole",
    ["protectBackups", "localVaultPolicy"],
    [
      ["deletes a recovery point in the local vault", "backup:DeleteRecoveryPoint", localRecoveryPoint],
      ["shortens how long a recovery point is kept", "backup:UpdateRecoveryPointLifecycle", localRecoveryPoint],
    ],
  ),
  ...attacks(
    "backupRole",
    ["protectBackups"],
    [
      ["removes the access policy of the local vault", "backup:DeleteBackupVaultAccessPolicy", localVault],
      ["disables its own plan", "backup:UpdateBackupPlan", plan],
    ],
  ),
  ...attacks(
    "backupRole",
    ["restrictCopies"],
    [
      [
        "copies a recovery point out of the organization",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toOutsideVault,
      ],
      [
        "copies a recovery point to an attacker's vault inside the organization",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toUnknownVault,
      ],
    ],
  ),
  ...attacks("backupRole", ["protectRoles"], [["gives itself a policy", "iam:PutRolePolicy", backupRole]]),
  ...attacks(
    "backupRole",
    ["protectBackups", "centralVaultPolicy", "vaultLock"],
    [["deletes a copy in the central vault", "backup:DeleteRecoveryPoint", centralRecoveryPoint]],
  ),
  ...attacks(
    "restoreRole",
    ["protectBackups", "localVaultPolicy"],
    [["deletes a recovery point in the local vault", "backup:DeleteRecoveryPoint", localRecoveryPoint]],
  ),
  ...attacks(
    "restoreRole",
    ["protectBackups"],
    [["deletes an RDS snapshot that AWS Backup made", "rds:DeleteDBSnapshot", databaseSnapshot]],
  ),
  ...attacks(
    "lookalike",
    ["protectBackups", "localVaultPolicy"],
    [
      [
        "deletes a recovery point, under a name that only looks exempt",
        "backup:DeleteRecoveryPoint",
        localRecoveryPoint,
      ],
    ],
  ),
  ...attacks(
    "pipeline",
    ["centralVaultPolicy"],
    [["copies rubbish into the central vault", "backup:CopyIntoBackupVault", centralVault]],
  ),
  ...attacks(
    "pipeline",
    ["localVaultPolicy"],
    [["copies rubbish into a workload account's vault", "backup:CopyIntoBackupVault", localVault]],
  ),
  ...attacks(
    "pipeline",
    ["breakGlassTrust"],
    [["assumes the break-glass role of a workload account", "sts:AssumeRole", breakGlassRole]],
    { where: hasBreakGlassRole },
  ),
  ...attacks(
    "pipeline",
    ["backupRoleTrust"],
    [["assumes the backup role of a workload account", "sts:AssumeRole", backupRole]],
  ),
  ...attacks(
    "pipeline",
    ["keyPolicy"],
    [
      ["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key],
      ["grants the use of the key to itself", "kms:CreateGrant", key, forItself],
    ],
    { where: keyIsOurs },
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups", "centralVaultPolicy", "vaultLock"],
    [
      ["deletes a copy in the central vault", "backup:DeleteRecoveryPoint", centralRecoveryPoint],
      ["shortens how long a copy is kept", "backup:UpdateRecoveryPointLifecycle", centralRecoveryPoint],
      ["deletes the central vault", "backup:DeleteBackupVault", centralVault],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups", "complianceLock"],
    [
      ["removes the lock of the central vault", "backup:DeleteBackupVaultLockConfiguration", centralVault],
      ["weakens the lock of the central vault", "backup:PutBackupVaultLockConfiguration", centralVault],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups"],
    [
      ["opens the central vault to everybody", "backup:PutBackupVaultAccessPolicy", centralVault],
      [
        "disables a copied image, locked or not",
        "ec2:DisableImage",
        inCentral("ec2:{region}::image/ami-11111111111111111"),
        madeByBackup,
      ],
      [
        "deletes a copied RDS snapshot at Amazon RDS",
        "rds:DeleteDBSnapshot",
        inCentral("rds:{region}:{account}:snapshot:awsbackup:copyjob-0"),
      ],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectRoles"],
    [
      ["trusts itself in the break-glass role", "iam:UpdateAssumeRolePolicy", role(centralAccount, breakGlassName)],
      [
        "deletes AWS Backup's service-linked role, which expires copies",
        "iam:DeleteServiceLinkedRole",
        role(centralAccount, serviceLinkedRoleName),
      ],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["stayInOrganization"],
    [["closes the account that holds every copy", "account:CloseAccount", inCentral("account::{account}:account")]],
  ),
  ...attacks(
    "centralAdministrator",
    ["restrictCopies"],
    [
      [
        "shares a copied snapshot",
        "ec2:ModifySnapshotAttribute",
        inCentral("ec2:{region}::snapshot/snap-1"),
        madeByBackup,
      ],
    ],
  ),
  ...attacks(
    "keyAdministrator",
    ["keyGuard"],
    [
      ["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key],
      ["disables the key", "kms:DisableKey", key],
      ["replaces the key policy", "kms:PutKeyPolicy", key],
    ],
    { where: keyIsInMemberAccount },
  ),
  ...attacks(
    "keyAdministrator",
    ["protectRoles"],
    [["makes a role that the key policy trusts", "iam:CreateRole", role(keyAccount, breakGlassName)]],
    { where: keyIsInMemberAccount },
  ),
  ...attacks(
    "keyDeploymentRole",
    ["keyPolicy"],
    [["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key]],
    {
      where: keyIsOurs,
      remains:
        "It may change the key policy first: two calls, both in AWS CloudTrail, and at least 7 days until the deletion.",
    },
  ),
  ...attacks(
    "delegatedAdministrator",
    ["managementOnly"],
    [
      [
        "detaches an SCP",
        "organizations:DetachPolicy",
        inAccount(managementAccount, "organizations::{account}:policy/o-1/service_control_policy/p-1"),
      ],
      [
        "empties a backup policy",
        "organizations:UpdatePolicy",
        inAccount(managementAccount, "organizations::{account}:policy/o-1/backup_policy/p-1"),
      ],
      [
        "turns backup policies off",
        "organizations:DisablePolicyType",
        inAccount(managementAccount, "organizations::{account}:root/o-1/r-1"),
      ],
    ],
  ),
  ...attacks(
    "delegatedAdministrator",
    ["protectBackups"],
    [
      ["turns cross-account backup off", "backup:UpdateGlobalSettings", everythingIn(administratorAccount)],
      [
        "deletes the organization's audit report",
        "backup:DeleteReportPlan",
        inAccount(administratorAccount, "backup:{region}:{account}:report-plan:all-0"),
      ],
    ],
  ),
  ...attacks(
    "delegatedAdministrator",
    ["protectBackups", "centralVaultPolicy", "vaultLock"],
    [["deletes a copy in the central vault", "backup:DeleteRecoveryPoint", centralRecoveryPoint]],
  ),
  ...attacks(
    "outsider",
    ["centralVaultPolicy"],
    [["copies into the central vault", "backup:CopyIntoBackupVault", centralVault]],
  ),
  ...attacks(
    "outsideBackupRole",
    ["centralVaultPolicy"],
    [["copies into the central vault", "backup:CopyIntoBackupVault", centralVault]],
  ),
  ...attacks(
    "outsider",
    ["localVaultPolicy"],
    [["copies into a local vault", "backup:CopyIntoBackupVault", localVault]],
  ),
  ...attacks(
    "outsider",
    ["keyPolicy"],
    [
      ["decrypts with the key", "kms:Decrypt", key],
      ["grants the key to itself", "kms:CreateGrant", key, forService],
    ],
    { where: keyIsOurs },
  ),
  ...attacks(
    "outsider",
    ["breakGlassTrust"],
    [["assumes the break-glass role, with MFA", "sts:AssumeRole", breakGlassRole, withMfa]],
    { where: hasBreakGlassRole },
  ),
  ...attacks("outsider", ["restoreRoleTrust"], [["assumes the restore role", "sts:AssumeRole", restoreRole]]),
  ...attacks(
    "otherService",
    ["backupRoleTrust"],
    [["assumes the backup role for an instance", "sts:AssumeRole", backupRole]],
  ),
  ...attacks(
    "onCallWithoutMfa",
    ["breakGlassTrust"],
    [["assumes the break-glass role", "sts:AssumeRole", breakGlassRole]],
  ),
  ...attacks(
    "onCallWithKeys",
    ["breakGlassTrust"],
    [["assumes the break-glass role with a stolen access key", "sts:AssumeRole", breakGlassRole]],
  ),
  ...attacks(
    "neighbourOfOnCall",
    ["protectRoles"],
    [
      ["trusts itself in a role that may break the glass", "iam:UpdateAssumeRolePolicy", trusted("role")],
      ["makes an access key of a user who may break the glass", "iam:CreateAccessKey", trusted("user")],
      ["takes away the MFA device of a user who may break the glass", "iam:DeactivateMFADevice", trusted("user")],
    ],
  ),
  ...attacks(
    "breakGlass",
    ["breakGlassPermissions"],
    [["removes the access policy of the local vault", "backup:DeleteBackupVaultAccessPolicy", localVault]],
  ),
  ...attacks(
    "breakGlass",
    ["protectRoles", "breakGlassPermissions"],
    [["widens its own permissions", "iam:PutRolePolicy", breakGlassRole]],
  ),
  ...attacks(
    "centralBreakGlass",
    ["centralVaultPolicy", "vaultLock"],
    [["deletes a copy in the central vault", "backup:DeleteRecoveryPoint", centralRecoveryPoint]],
  ),
  ...attacks(
    "deploymentRole",
    ["localVaultPolicy"],
    [["deletes a recovery point in the local vault", "backup:DeleteRecoveryPoint", localRecoveryPoint]],
    { remains: "It may change the access policy first. What is in the central vault is out of its reach." },
  ),
  ...attacks("deploymentRole", ["stayInOrganization"], [["closes the account", "account:CloseAccount", account]]),
  ...attacks(
    "centralDeploymentRole",
    ["centralVaultPolicy", "vaultLock"],
    [["deletes a copy in the central vault", "backup:DeleteRecoveryPoint", centralRecoveryPoint]],
    { remains: "It may change the access policy first: then the lock stops it, and nothing else." },
  ),
  ...attacks(
    "centralDeploymentRole",
    ["complianceLock"],
    [
      ["removes the lock of the central vault", "backup:DeleteBackupVaultLockConfiguration", centralVault],
      ["weakens the lock of the central vault", "backup:PutBackupVaultLockConfiguration", centralVault],
    ],
    { remains: "Until the lock date, and in governance mode for ever, it succeeds." },
  ),
];
