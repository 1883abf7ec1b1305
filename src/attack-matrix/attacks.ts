/** Every attack on backups that we can think of, with what stops it. */

import { furtherAttacks } from "./further-attacks";
import {
  forItself,
  forService,
  keyIsInMemberAccount,
  keyIsOurs,
  madeByBackup,
  namingNoTag,
  tagging,
  toOutsideVault,
  toUnknownVault,
  withMfa,
} from "./contexts";
import { keyAttacks } from "./key-attacks";
import { type Attack, attacks, type ContextOf, hasLayer, type Layer } from "./request";
import { backupAttacks } from "./backup-attacks";
import {
  backupRole,
  breakGlassRole,
  centralRecoveryPoint,
  centralVault,
  copiedDatabaseSnapshot,
  copiedImage,
  copiedSnapshot,
  databaseSnapshot,
  defaultBackupRole,
  deploymentRole,
  everything,
  everythingIn,
  inAccount,
  inCentral,
  inMember,
  key,
  localRecoveryPoint,
  localVault,
  memberKey,
  restoreRole,
  role,
  snapshot,
  table,
  teamRecoveryPoint,
  teamVault,
  volume,
} from "./resources";
import { roleAttacks } from "./role-attacks";
import { tagAttacks } from "./tag-attacks";
import { type Scene } from "./scene";
import { changedTags, removedTags, sharedBackups, weakenedBackups } from "./service-rows";

const governed: ContextOf = ({ region }) => ({ "account:TargetRegion": region });

const account = inMember("account::{account}:account");
const centralAccount = ({ central }: Scene) => central;
const keyAccount = (scene: Scene) => scene.keyAccount;
const administratorAccount = ({ administrator }: Scene) => administrator;
const managementAccount = ({ management }: Scene) => management;
const breakGlassName = ({ deployment }: Scene) => deployment.roles.breakGlass;
const serviceLinkedRoleName = () => "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

const hasBreakGlassRole = (scene: Scene) => hasLayer(scene, "breakGlassTrust");

const everyAttack = [
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
        "removes the access policy of the local vault, to delete recovery points afterwards",
        "backup:DeleteBackupVaultAccessPolicy",
        localVault,
      ],
      ["replaces the access policy of the local vault", "backup:PutBackupVaultAccessPolicy", localVault],
      ["removes a lock of the local vault", "backup:DeleteBackupVaultLockConfiguration", localVault],
      ["locks the local vault so that every backup fails", "backup:PutBackupVaultLockConfiguration", localVault],
      ["silences the vault's notifications", "backup:DeleteBackupVaultNotifications", localVault],
      ["sends the vault's notifications elsewhere", "backup:PutBackupVaultNotifications", localVault],
      ["shares a logically air-gapped vault", "backup:PutBackupVaultSharingPolicy", localVault],
      ["stops the backup job of every night", "backup:StopBackupJob", everything],
      ["opts a service out of AWS Backup in the Region", "backup:UpdateRegionSettings", everything],
      ["cancels a legal hold", "backup:CancelLegalHold", inMember("backup:{region}:{account}:legal-hold:0")],
      [
        "deletes a restore test",
        "backup:DeleteRestoreTestingPlan",
        inMember("backup:{region}:{account}:restore-testing-plan:test-0"),
      ],
      [
        "changes a restore test so that it tests nothing",
        "backup:UpdateRestoreTestingSelection",
        inMember("backup:{region}:{account}:restore-testing-plan:test-0"),
      ],
      ["deletes an audit framework", "backup:DeleteFramework", inMember("backup:{region}:{account}:framework:audit-0")],
      [
        "deletes an audit report",
        "backup:DeleteReportPlan",
        inMember("backup:{region}:{account}:report-plan:report-0"),
      ],
      ...weakenedBackups,
      ["disables a Region, so that nothing in it can be reached", "account:DisableRegion", account, governed],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["restrictCopies"],
    [
      [
        "copies a recovery point to a vault of the same name in another organization",
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
      ...sharedBackups,
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectRoles"],
    [
      ["lets itself assume the backup role", "iam:UpdateAssumeRolePolicy", backupRole],
      ["lets itself assume the break-glass role", "iam:UpdateAssumeRolePolicy", breakGlassRole],
      ["lets itself assume the deployment role", "iam:UpdateAssumeRolePolicy", deploymentRole],
      ["detaches a managed policy from the backup role, so that backups fail", "iam:DetachRolePolicy", backupRole],
      ["gives the restore role every permission", "iam:AttachRolePolicy", restoreRole],
      ["puts a permissions boundary on the backup role", "iam:PutRolePermissionsBoundary", backupRole],
      ["deletes the backup role, so that expired backups are never deleted", "iam:DeleteRole", backupRole],
      ["lets itself assume the default backup role of AWS Backup", "iam:UpdateAssumeRolePolicy", defaultBackupRole],
      [
        "creates a role with the backup role's name under a path, so that the backup role cannot be created",
        "iam:CreateRole",
        role(
          ({ member }) => member,
          ({ deployment }) => `team/${deployment.roles.backup}`,
        ),
      ],
      [
        "creates a role with an exempt name, where it does not exist yet",
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
      [
        "accepts the invitation of another organization, which takes the account there",
        "organizations:AcceptHandshake",
        inMember("organizations::{account}:handshake/o-outside000/transfer/h-0"),
      ],
      [
        "closes the account: AWS deletes its recovery points after 90 days, locked or not",
        "account:CloseAccount",
        account,
      ],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackupTag"],
    [
      ...removedTags,
      ["removes every tag of a volume, without naming one", "ec2:DeleteTags", volume, namingNoTag],
      ...changedTags,
      [
        "changes another tag by which a backup plan selects",
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
    [["lets itself assume the break-glass role", "iam:UpdateAssumeRolePolicy", breakGlassRole]],
  ),
  ...attacks(
    "memberRoot",
    ["stayInOrganization"],
    [
      ["closes the account", "account:CloseAccount", account],
      ["leaves the organization", "organizations:LeaveOrganization", everything],
    ],
  ),
  ...tagAttacks,
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
    [["removes the access policy of the local vault", "backup:DeleteBackupVaultAccessPolicy", localVault]],
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
        "deletes a recovery point, with a name that only looks exempt",
        "backup:DeleteRecoveryPoint",
        localRecoveryPoint,
      ],
    ],
  ),
  ...attacks(
    "pipeline",
    ["centralVaultPolicy"],
    [["copies unwanted backups into the central vault", "backup:CopyIntoBackupVault", centralVault]],
  ),
  ...attacks(
    "pipeline",
    ["localVaultPolicy"],
    [["copies unwanted backups into a workload account's vault", "backup:CopyIntoBackupVault", localVault]],
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
    ["keyPolicy", "protectKeys"],
    [["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key]],
    { where: keyIsOurs },
  ),
  ...attacks("pipeline", ["keyPolicy"], [["grants itself the use of the key", "kms:CreateGrant", key, forItself]], {
    where: keyIsOurs,
  }),
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
      ["disables a copied image, locked or not", "ec2:DisableImage", copiedImage, madeByBackup],
      ["deletes a copied RDS snapshot at Amazon RDS", "rds:DeleteDBSnapshot", copiedDatabaseSnapshot],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectRoles"],
    [
      ["lets itself assume the break-glass role", "iam:UpdateAssumeRolePolicy", role(centralAccount, breakGlassName)],
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
    [["shares a copied snapshot", "ec2:ModifySnapshotAttribute", copiedSnapshot, madeByBackup]],
  ),
  ...attacks(
    "keyAdministrator",
    ["keyGuard", "protectKeys"],
    [
      ["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key],
      ["disables the key", "kms:DisableKey", key],
      ["replaces the key policy", "kms:PutKeyPolicy", key],
    ],
    { where: keyIsInMemberAccount },
  ),
  ...attacks(
    "keyAdministrator",
    ["keyGuard", "protectKeys"],
    [
      ["deletes the imported material of the key", "kms:DeleteImportedKeyMaterial", key],
      ["lets the material of the key expire, by importing it again", "kms:ImportKeyMaterial", key],
      ["replicates the key to a Region, under another key policy", "kms:ReplicateKey", key],
    ],
    { where: keyIsInMemberAccount },
  ),
  ...attacks(
    "centralAdministrator",
    ["memberKeyStatements"],
    [
      ["decrypts with a team's own key", "kms:Decrypt", memberKey],
      ["lets a service of its own use a team's own key", "kms:CreateGrant", memberKey, forService],
    ],
  ),
  ...attacks(
    "keyAdministrator",
    ["protectRoles"],
    [["creates a role that the key policy trusts", "iam:CreateRole", role(keyAccount, breakGlassName)]],
    { where: keyIsInMemberAccount },
  ),
  ...attacks(
    "keyDeploymentRole",
    ["keyPolicy", "protectKeys"],
    [["schedules the deletion of the key", "kms:ScheduleKeyDeletion", key]],
    {
      where: keyIsOurs,
      remains:
        "Without `protectKeys`, it can change the key policy first: two calls, both in AWS CloudTrail, and at least 7 days " +
        "until the deletion.",
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
    ["keyPolicy", "protectKeys"],
    [
      ["decrypts with the key", "kms:Decrypt", key],
      ["grants itself the use of the key", "kms:CreateGrant", key, forService],
    ],
    { where: keyIsOurs },
  ),
  ...attacks(
    "outsider",
    ["breakGlassTrust", "protectKeys"],
    [["assumes the break-glass role, with MFA", "sts:AssumeRole", breakGlassRole, withMfa]],
    { where: hasBreakGlassRole },
  ),
  ...attacks(
    "outsider",
    ["restoreRoleTrust", "protectKeys"],
    [["assumes the restore role", "sts:AssumeRole", restoreRole]],
  ),
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
    "similarPermissionSet",
    ["breakGlassTrust"],
    [["assumes the break-glass role", "sts:AssumeRole", breakGlassRole]],
  ),
  ...attacks(
    "onCallWithKeys",
    ["breakGlassTrust"],
    [["assumes the break-glass role with a stolen access key", "sts:AssumeRole", breakGlassRole]],
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
    "breakGlass",
    ["restrictCopies", "breakGlassPermissions"],
    [["shares an RDS snapshot that AWS Backup made", "rds:ModifyDBSnapshotAttribute", databaseSnapshot]],
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
    { remains: "It can change the access policy first. It cannot reach the copies in the central vault." },
  ),
  ...attacks(
    "deploymentRole",
    ["protectBackups"],
    [["deletes an RDS snapshot that AWS Backup made", "rds:DeleteDBSnapshot", databaseSnapshot]],
  ),
  ...attacks(
    "deploymentRole",
    ["restrictCopies"],
    [["shares an EBS snapshot that AWS Backup made", "ec2:ModifySnapshotAttribute", snapshot, madeByBackup]],
  ),
  ...attacks(
    "controlTower",
    ["protectBackups"],
    [["deletes an EBS snapshot that AWS Backup made", "ec2:DeleteSnapshot", snapshot, madeByBackup]],
  ),
  ...attacks(
    "controlTower",
    ["restrictCopies"],
    [["shares an RDS snapshot that AWS Backup made", "rds:ModifyDBSnapshotAttribute", databaseSnapshot]],
  ),
  ...attacks(
    "centralDeploymentRole",
    ["protectBackups"],
    [
      ["disables a copied image, locked or not", "ec2:DisableImage", copiedImage, madeByBackup],
      ["deletes a copied RDS snapshot at Amazon RDS", "rds:DeleteDBSnapshot", copiedDatabaseSnapshot],
    ],
    { remains: "As management administrator, it can detach the SCP first." },
  ),
  ...attacks(
    "centralDeploymentRole",
    ["restrictCopies"],
    [["shares a copied snapshot", "ec2:ModifySnapshotAttribute", copiedSnapshot, madeByBackup]],
  ),
  ...attacks("deploymentRole", ["stayInOrganization"], [["closes the account", "account:CloseAccount", account]]),
  ...attacks(
    "centralDeploymentRole",
    ["centralVaultPolicy", "vaultLock"],
    [["deletes a copy in the central vault", "backup:DeleteRecoveryPoint", centralRecoveryPoint]],
    { remains: "It can change the access policy first: then only the lock stops it." },
  ),
  ...attacks(
    "centralDeploymentRole",
    ["complianceLock"],
    [
      ["removes the lock of the central vault", "backup:DeleteBackupVaultLockConfiguration", centralVault],
      ["weakens the lock of the central vault", "backup:PutBackupVaultLockConfiguration", centralVault],
    ],
    { remains: "It succeeds until the lock date, and always in governance mode." },
  ),
  ...roleAttacks,
  ...furtherAttacks,
  ...keyAttacks,
  ...backupAttacks,
];

type Stopping = (typeof everyAttack)[number]["stoppedBy"][number];

/** Every layer stops something: with one that does not, the compiler refuses the table, and names the layer. */
export const attackTable: [Exclude<Layer, Stopping>] extends [never] ? readonly Attack[] : Exclude<Layer, Stopping> =
  everyAttack;
