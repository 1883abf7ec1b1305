/** What no layer stops, worst first, with what AWS offers against it. */

import { keyIsOurs, madeByBackup } from "./contexts";
import { hasLayer, type Request } from "./request";
import {
  bucket,
  centralVault,
  everything,
  everythingIn,
  inAccount,
  inMember,
  key,
  localRecoveryPoint,
  localVault,
  snapshot,
  teamKey,
  volume,
} from "./resources";
import { type Scene } from "./scene";

export interface RemainingAttack extends Request {
  /** What is lost. */
  readonly damage: string;
  readonly offered: string;
}

const managementAccount = ({ management }: Scene) => management;

export const remainingAttackTable: readonly RemainingAttack[] = [
  {
    what: "closes the central backup account",
    by: "managementAdministrator",
    action: "organizations:CloseAccount",
    resource: inAccount(managementAccount, "organizations::{account}:account/o-1/333333333333"),
    damage: "Every copy, 90 days later, locked or not. Until then AWS Support can reopen the account.",
    offered:
      "A logically air-gapped vault that is shared, with multi-party approval, to an organization of its own. An alarm on " +
      "`CloseAccount` in AWS CloudTrail. A management account without people and workloads.",
  },
  {
    what: "detaches the SCPs",
    by: "managementAdministrator",
    action: "organizations:DetachPolicy",
    resource: inAccount(managementAccount, "organizations::{account}:policy/o-1/service_control_policy/p-1"),
    damage:
      "Every layer but the lock and the key policy. In compliance mode, copies in the central vault stay; what stops this " +
      "principal is the lock, and nothing else.",
    offered: "Vault lock in compliance mode. An alarm on changes of AWS Organizations.",
  },
  {
    what: "changes the key policy, to delete the key afterwards",
    by: "keyDeploymentRole",
    action: "kms:PutKeyPolicy",
    resource: key,
    where: keyIsOurs,
    damage: "Everything under the key, after 7 to 30 days in which the deletion can be cancelled.",
    offered:
      "An alarm on `ScheduleKeyDeletion` and `PutKeyPolicy`. A logically air-gapped vault under a key that AWS owns. A " +
      "key account that nothing else runs in, and where few may assume the deployment role.",
  },
  {
    what: "removes a lock in governance mode, then deletes",
    by: "centralDeploymentRole",
    action: "backup:DeleteBackupVaultLockConfiguration",
    resource: centralVault,
    where: (scene) => !hasLayer(scene, "complianceLock"),
    damage: "Every copy in the vault.",
    offered: "Compliance mode, once its cooling-off time is over.",
  },
  {
    what: "changes the access policy of the central vault, then deletes what no lock holds",
    by: "centralDeploymentRole",
    action: "backup:DeleteBackupVaultAccessPolicy",
    resource: centralVault,
    damage: "Copies in a vault without a lock. With one, nothing.",
    offered: "Vault lock.",
  },
  {
    what: "changes the access policy of the local vault, then deletes",
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
    damage: "Backups of one account. It is what the role is for.",
    offered: "A lock of the local vault. Multi-party approval for who signs in.",
  },
  {
    what: "deletes snapshots at Amazon EC2, as it must when they expire",
    by: "backupRole",
    action: "ec2:DeleteSnapshot",
    resource: snapshot,
    context: madeByBackup,
    damage:
      "Backups of one account. Only AWS Backup assumes the role, and `protectRoles` keeps it so. Amazon EC2 refuses to " +
      "delete a snapshot that AWS Backup manages.",
    offered: "Copies. A lock of the local vault.",
  },
  {
    what: "deletes the key of its own volumes and databases",
    by: "memberAdministrator",
    action: "kms:ScheduleKeyDeletion",
    resource: teamKey,
    damage:
      "The resources, and their local backups where AWS Backup does not fully manage the type (EC2, EBS, RDS, Aurora). " +
      "Copies in the central vault are under its key, and stay.",
    offered: "Copies. An alarm on `ScheduleKeyDeletion`.",
  },
  {
    what: "deletes the continuous backup of a database at Amazon RDS",
    by: "memberAdministrator",
    action: "rds:DeleteDBInstanceAutomatedBackup",
    resource: inMember("rds:{region}:{account}:auto-backup:ab-0"),
    damage:
      "Restores to a point in time, of one database. Neither name nor tag tells an automated backup that AWS Backup uses " +
      "from any other.",
    offered: "Copies, which are snapshots.",
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
    what: "overwrites the tags of a bucket, the backup tag with them",
    by: "memberAdministrator",
    action: "s3:PutBucketTagging",
    resource: bucket,
    damage: "No backups from then on. The action carries no tag keys that an SCP could look at.",
    offered:
      "Selection by resource type instead of by tag. The audit control BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN. Tag " +
      "policies.",
  },
  {
    what: "creates a bucket without the backup tag, where `services` does not name S3",
    by: "application",
    action: "s3:CreateBucket",
    resource: bucket,
    where: ({ deployment }) => !deployment.backupTagRequirement?.services.includes("S3"),
    damage: "No backup of the bucket.",
    offered: "As above, or `guardrails.requireBackupTag.services` with S3, where every tool tags at creation.",
  },
  {
    what: "restores a backup, to read it",
    by: "memberAdministrator",
    action: "backup:StartRestoreJob",
    resource: localRecoveryPoint,
    damage: "Nothing is destroyed. Who administers an account can read its data.",
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
    what: "turns on a Region that nobody governs, and works there",
    by: "memberAdministrator",
    action: "account:EnableRegion",
    resource: everything,
    damage: "No backups there.",
    offered: "AWS Control Tower's Region deny, or an SCP of your own.",
  },
];
