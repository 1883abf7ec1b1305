/** What no layer stops, by what is attacked and then worst first, with what AWS offers against it. */

import { optionsOf } from "../model/guardrails";
import { madeByBackup, tagging, withTagInBothCases } from "./contexts";
import { keyRemaining } from "./key-remaining";
import { backupRemaining } from "./backup-remaining";
import { hasLayer, type RemainingAttack } from "./request";
import {
  breakGlassRole,
  bucket,
  centralRecoveryPoint,
  centralVault,
  database,
  everything,
  everythingIn,
  inAccount,
  inMember,
  instance,
  localRecoveryPoint,
  localVault,
  snapshot,
  table,
  teamKey,
  volume,
} from "./resources";
import { roleRemaining } from "./role-remaining";
import { type Scene } from "./scene";
import { tagRemaining } from "./tag-remaining";

/** AWS tells the value that is asked for, and not the one that is there. */
const retaggedUnseen = tagging("first", undefined, "disabled");

const managementAccount = ({ management }: Scene) => management;

export const remainingAttackTable: readonly RemainingAttack[] = [
  {
    what: "closes the central backup account",
    by: "managementAdministrator",
    action: "organizations:CloseAccount",
    resource: inAccount(managementAccount, "organizations::{account}:account/o-1/333333333333"),
    damage: "Every copy, 90 days later, locked or not. Until then AWS Support can reopen the account.",
    offered:
      "A logically air-gapped vault that is shared, with multi-party approval, with a separate organization. An alarm on " +
      "`CloseAccount` in AWS CloudTrail. A management account without people and workloads.",
  },
  {
    what: "detaches the SCPs",
    by: "managementAdministrator",
    action: "organizations:DetachPolicy",
    resource: inAccount(managementAccount, "organizations::{account}:policy/o-1/service_control_policy/p-1"),
    damage:
      "Every layer except the lock and the key policy. In compliance mode, copies in the central vault stay: only the lock " +
      "stops this principal.",
    offered: "Vault lock in compliance mode. An alarm on changes of AWS Organizations.",
  },
  {
    what: "disables copied images, after detaching the SCPs",
    by: "managementAdministrator",
    action: "ec2:DisableImage",
    resource: inAccount(managementAccount, "ec2:{region}::image/ami-11111111111111111"),
    context: madeByBackup,
    damage:
      "Copies of Amazon EC2, locked or not, until somebody enables the images again. The row is about the deployment " +
      "role of the central backup account, after the SCPs are detached.",
    offered: "An alarm on `DetachPolicy` and `DisableImage` in AWS CloudTrail. `ec2:EnableImage` undoes it.",
  },
  {
    what: "assumes the break-glass role without MFA",
    by: "onCallRole",
    action: "sts:AssumeRole",
    resource: breakGlassRole,
    damage:
      "Everything that the break-glass role may do. The session of a role never says whether it began with MFA, so the " +
      "trust policy cannot require it.",
    offered: "IAM Identity Center or users as principals. MFA in the trust policy of that role.",
  },
  ...roleRemaining,
  ...keyRemaining,
  {
    what: "removes a lock in governance mode, then deletes copies",
    by: "centralDeploymentRole",
    action: "backup:DeleteBackupVaultLockConfiguration",
    resource: centralVault,
    where: (scene) => !hasLayer(scene, "complianceLock"),
    damage: "Every copy in the vault.",
    offered: "Compliance mode, once its cooling-off time is over.",
  },
  {
    what: "changes the access policy of the central vault, then deletes copies that no lock protects",
    by: "centralDeploymentRole",
    action: "backup:DeleteBackupVaultAccessPolicy",
    resource: centralVault,
    damage: "Copies in a vault without a lock. With a lock, nothing.",
    offered: "Vault lock.",
  },
  {
    what: "changes the access policy of the local vault, then deletes backups",
    by: "deploymentRole",
    action: "backup:DeleteBackupVaultAccessPolicy",
    resource: localVault,
    damage: "Backups of one account. Their copies in the central vault stay.",
    offered: "A lock of the local vault. Copies.",
  },
  {
    what: "deletes recovery points in the local vault",
    by: "breakGlass",
    action: "backup:DeleteRecoveryPoint",
    resource: localRecoveryPoint,
    damage: "Backups of one account. The role exists for this.",
    offered: "A lock of the local vault. Multi-party approval for people who sign in.",
  },
  {
    what: "deletes snapshots at Amazon EC2, as it must when they expire",
    by: "backupRole",
    action: "ec2:DeleteSnapshot",
    resource: snapshot,
    context: madeByBackup,
    damage:
      "Backups of one account. Only AWS Backup can assume the role, and `protectRoles` protects its trust policy. Amazon " +
      "EC2 refuses to delete a snapshot that AWS Backup manages.",
    offered: "Copies. A lock of the local vault.",
  },
  {
    what: "deletes the key of its own volumes and databases",
    by: "memberAdministrator",
    action: "kms:ScheduleKeyDeletion",
    resource: teamKey,
    damage:
      "The resources, and their local backups where AWS Backup does not fully manage the type (EC2, EBS, RDS, Aurora). " +
      "Copies in the central vault have the central key, and stay.",
    offered: "Copies. An alarm on `ScheduleKeyDeletion`.",
  },
  {
    what: "deletes a backup of DynamoDB that was made without advanced features",
    by: "memberAdministrator",
    action: "dynamodb:DeleteBackup",
    resource: inMember("dynamodb:{region}:{account}:table/orders/backup/01500000000000-00000000"),
    damage: "Backups that were made before advanced features were on. Strongroom turns them on.",
    offered: "Advanced features for DynamoDB, with which a recovery point belongs to AWS Backup.",
  },
  {
    what: "overwrites all tags of a bucket, the backup tag included",
    by: "memberAdministrator",
    action: "s3:PutBucketTagging",
    resource: bucket,
    damage: "No backups from then on. The request carries no tag keys that an SCP could check.",
    offered:
      "Selection by resource type instead of by tag. The audit control BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN. Tag " +
      "policies.",
  },
  {
    what: "creates a bucket without the backup tag, where `services` does not name S3",
    by: "application",
    action: "s3:CreateBucket",
    resource: bucket,
    where: ({ deployment }) => !optionsOf(deployment, "requireBackupTag")?.services.includes("S3"),
    damage: "No backup of the bucket.",
    offered:
      "As above, or `guardrails.requireBackupTag.services` with S3, if every tool tags a bucket when it creates it.",
  },
  {
    what: "creates a volume without the backup tag, where `services` does not name EBS",
    by: "application",
    action: "ec2:CreateVolume",
    resource: volume,
    where: ({ deployment }) => !optionsOf(deployment, "requireBackupTag")?.services.includes("EBS"),
    damage: "No backup of the volume by itself. The backup of an instance holds the volumes that are attached to it.",
    offered: "`guardrails.requireBackupTag.services` with EBS: volumes are then backed up twice (`contained-twice`).",
  },
  {
    what: "copies a snapshot that AWS Backup made under a name of its own, then shares the copy",
    by: "memberAdministrator",
    action: "ec2:CopySnapshot",
    resource: snapshot,
    damage:
      "Nothing is destroyed: the data leaves the organization. The request carries no tag of the snapshot that is copied, " +
      "and teams copy their own snapshots by the same action.",
    offered:
      "A key of the team's own, because the other account needs it too. An alarm on `ModifySnapshotAttribute`. Block public access for snapshots.",
  },
  {
    what: "reads a snapshot that AWS Backup made, block by block",
    by: "memberAdministrator",
    action: "ebs:GetSnapshotBlock",
    resource: snapshot,
    damage: "Nothing is destroyed. An administrator of an account can read its data.",
    offered: "A data event of AWS CloudTrail for the direct APIs of EBS. Fewer administrators.",
  },
  {
    what: "restores a copy in the central backup account, to read it",
    by: "centralAdministrator",
    action: "backup:StartRestoreJob",
    resource: centralRecoveryPoint,
    damage: "Nothing is destroyed. An administrator of the account can read every copy.",
    offered: "A central backup account without people and workloads.",
  },
  {
    what: "replaces the policy of its own key, so that no backup can be made or read",
    by: "memberAdministrator",
    action: "kms:PutKeyPolicy",
    resource: teamKey,
    damage: "Local backups of types that AWS Backup does not fully manage, until the policy is corrected. Copies stay.",
    offered: "Copies. An alarm on `PutKeyPolicy`, and on failed backup jobs.",
  },
  {
    what: "turns off the automated backups of a database",
    by: "memberAdministrator",
    action: "rds:ModifyDBInstance",
    resource: database,
    damage: "Point-in-time restores of one database, if AWS Backup does not manage its automated backups.",
    offered: "Copies, which are snapshots. AWS Config rule `db-instance-backup-enabled`.",
  },
  {
    what: "denies access to the backup role in the policy of a bucket",
    by: "memberAdministrator",
    action: "s3:PutBucketPolicy",
    resource: bucket,
    damage: "No backups of the bucket from then on.",
    offered: "An alarm on failed backup jobs. The audit control BACKUP_LAST_RECOVERY_POINT_CREATED.",
  },
  {
    what: "changes the backup tag of a table, where attribute-based access control is off",
    by: "memberAdministrator",
    action: "dynamodb:TagResource",
    resource: table,
    context: retaggedUnseen,
    damage:
      "No backups from then on. Without it, Amazon DynamoDB and Amazon S3 do not tell an SCP the tags that the resource has. " +
      "AWS says of streams that Amazon DynamoDB does not tell those of the request either, and does not say it of tables: " +
      "then `requireBackupTag` would deny every new table, and `protectBackupTag` no removal of the tag.",
    offered:
      "Attribute-based access control, on for the account (Amazon DynamoDB, before the guardrails are attached) or the " +
      "bucket (Amazon S3).",
  },
  {
    what: "turns off attribute-based access control of a bucket, to change its backup tag then",
    by: "memberAdministrator",
    action: "s3:PutBucketAbac",
    resource: bucket,
    damage: "As above. The request does not say whether it turns it on or off.",
    offered: "An alarm on `PutBucketAbac`. Selection by resource type instead of by tag.",
  },
  ...tagRemaining,
  {
    what: "gives a resource the backup tag twice, under keys that differ only in upper and lower case",
    by: "application",
    action: "ec2:CreateVolume",
    resource: volume,
    context: withTagInBothCases,
    damage:
      "No backup of the resource, if IAM compares the value of the other key. A change of the tag can do the same.",
    offered: "As above. Tag policies, which set the case of a key.",
  },
  {
    what: "launches instances by Auto Scaling or Spot without the backup tag",
    by: "autoScaling",
    action: "ec2:RunInstances",
    resource: instance,
    damage: "No backup of the instances. SCPs do not reach service-linked roles.",
    offered: "As above. Tags in the launch template, for instances and volumes.",
  },
  {
    what: "restores a backup, to read it",
    by: "memberAdministrator",
    action: "backup:StartRestoreJob",
    resource: localRecoveryPoint,
    damage: "Nothing is destroyed. An administrator of an account can read its data.",
    offered: "Fewer administrators.",
  },
  {
    what: "deletes the resources themselves",
    by: "memberAdministrator",
    action: "ec2:DeleteVolume",
    resource: volume,
    damage: "What was written since the last backup.",
    offered: "Backups.",
  },
  {
    what: "turns AWS Backup off for the organization",
    by: "managementAdministrator",
    action: "organizations:DisableAWSServiceAccess",
    resource: everythingIn(managementAccount),
    damage: "No backups from then on. Those that exist stay.",
    offered: "An alarm on changes of AWS Organizations. A check that the newest recovery point is not too old.",
  },
  {
    what: "enables a Region that is not governed, and works there",
    by: "memberAdministrator",
    action: "account:EnableRegion",
    resource: everything,
    damage: "No backups there.",
    offered: "AWS Control Tower's Region deny, or an SCP of your own.",
  },
  ...backupRemaining,
];
