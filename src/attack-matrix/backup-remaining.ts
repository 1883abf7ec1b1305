/** What nothing stops of the attacks on backups themselves, worst first. */

import { type RemainingAttack } from "./request";
import { bucket, everything, fileSystem, image, inMember, type ResourceOf, table } from "./resources";

/** Source: Service Authorization Reference, "Amazon EKS", resource types. Read 2026-11-27. */
const backupRoleOfCluster: ResourceOf = (scene) =>
  inMember(`eks:{region}:{account}:access-entry/shop/role/${scene.member}/${scene.deployment.roles.backup}/00000000`)(
    scene,
  );
const shutOutOfCluster = {
  damage:
    "No backups of the cluster from then on, whose jobs fail; AWS does not say whether AWS Backup makes the entry again. " +
    "Whoever runs the cluster needs the same action, and can delete the cluster.",
  offered:
    "An alarm on failed backup jobs, and on changes of access entries. The audit control BACKUP_LAST_RECOVERY_POINT_CREATED.",
};

const ownDatabaseSnapshot = inMember("rds:{region}:{account}:snapshot:hoard");
const ownClusterSnapshot = inMember("rds:{region}:{account}:cluster-snapshot:hoard");

export const backupRemaining: readonly RemainingAttack[] = [
  {
    what: "turns off the EventBridge notifications of a bucket, which ends its continuous backup without an error",
    by: "memberAdministrator",
    action: "s3:PutBucketNotification",
    resource: bucket,
    damage:
      "Point-in-time restores of the bucket from then on, and no job fails. The request does not say what it turns off, " +
      "and teams set the notifications of their buckets by the same action.",
    offered:
      "The vault event `CONTINUOUS_BACKUP_INTERRUPTED`. An alarm on `PutBucketNotificationConfiguration` in AWS " +
      "CloudTrail, as AWS advises. Scheduled backups beside the continuous one.",
  },
  {
    what: "suspends the versioning of a bucket, without which AWS Backup backs up no bucket",
    by: "memberAdministrator",
    action: "s3:PutBucketVersioning",
    resource: bucket,
    damage: "No backups of the bucket from then on. The request does not say whether it turns versioning on or off.",
    offered:
      "An alarm on `PutBucketVersioning`, and on failed backup jobs. AWS Config rule `s3-bucket-versioning-enabled`.",
  },
  {
    what: "gives the hypervisor of virtual machines another host or password, so that their backups fail",
    by: "memberAdministrator",
    action: "backup-gateway:UpdateHypervisor",
    resource: everything,
    damage: "No backups of its virtual machines, whose jobs fail. Whoever runs the hypervisor needs the same action.",
    offered: "An alarm on failed backup jobs, and on `UpdateHypervisor`.",
  },
  {
    what: "lets a gateway transfer hardly anything",
    by: "memberAdministrator",
    action: "backup-gateway:PutBandwidthRateLimitSchedule",
    resource: inMember("backup-gateway:{region}:{account}:gateway/bgw-00000000"),
    damage: "As above, for jobs that do not end within their completion window.",
    offered: "As above, with an alarm on `PutBandwidthRateLimitSchedule`.",
  },
  {
    what: "takes an SAP HANA database out of AWS Systems Manager for SAP, by which AWS Backup knows it",
    by: "memberAdministrator",
    action: "ssm-sap:DeregisterApplication",
    resource: inMember("ssm-sap:{region}:{account}:HANA/app"),
    damage: "No backups of the database from then on; AWS does not say so. Those that exist stay.",
    offered: "An alarm on `DeregisterApplication`. The audit control BACKUP_LAST_RECOVERY_POINT_CREATED.",
  },
  {
    what: "stops AWS Config, by which audit frameworks see what is not protected",
    by: "memberAdministrator",
    action: "config:StopConfigurationRecorder",
    resource: inMember("config:{region}:{account}:configuration-recorder/default/0"),
    damage: "Nothing is destroyed. Nobody notices by AWS Backup Audit Manager what is not backed up.",
    offered: "AWS Control Tower's control, or an SCP of your own, that denies it.",
  },
  {
    what: "reports a restore test that failed as successful",
    by: "memberAdministrator",
    action: "backup:PutRestoreValidationResult",
    resource: everything,
    damage: "Nothing is destroyed. The report is wrong; the job itself says whether AWS Backup restored the resource.",
    offered: "An alarm on `PutRestoreValidationResult` by anybody but the function that validates.",
  },
  {
    what: "denies access to AWS Backup in the policy of a table",
    by: "memberAdministrator",
    action: "dynamodb:PutResourcePolicy",
    resource: table,
    damage:
      "No backups of the table from then on. It can also share the table, which shares no backup: teams do so by the " +
      "same action.",
    offered: "An alarm on failed backup jobs, and on `PutResourcePolicy`. IAM Access Analyzer.",
  },
  {
    what: "denies access to AWS Backup in the policy of a file system",
    by: "memberAdministrator",
    action: "elasticfilesystem:PutFileSystemPolicy",
    resource: fileSystem,
    damage: "As for a table.",
    offered: "As for a table, with an alarm on `PutFileSystemPolicy`.",
  },
  // Source: Amazon EKS User Guide, "Back up your EKS Clusters with AWS Backup": AWS Backup creates access entries. Read 2026-11-27.
  {
    what: "deletes the access entry by which the backup role reaches an EKS cluster",
    by: "memberAdministrator",
    action: "eks:DeleteAccessEntry",
    resource: backupRoleOfCluster,
    ...shutOutOfCluster,
  },
  {
    what: "takes from the access entry of the backup role what it may do in an EKS cluster",
    by: "memberAdministrator",
    action: "eks:DisassociateAccessPolicy",
    resource: backupRoleOfCluster,
    ...shutOutOfCluster,
  },
  {
    what: "copies an image that AWS Backup made under a name of its own, then shares the copy",
    by: "memberAdministrator",
    action: "ec2:CopyImage",
    resource: image,
    damage: "As for snapshots: the request carries no tag of the image that is copied.",
    offered: "As for snapshots, with an alarm on `ModifyImageAttribute`.",
  },
  {
    what: "copies an RDS snapshot that AWS Backup made, if Amazon RDS asks about the copy alone",
    by: "memberAdministrator",
    action: "rds:CopyDBSnapshot",
    resource: ownDatabaseSnapshot,
    damage:
      "As for EBS snapshots. `restrictCopies` denies the copy by the name of what is copied. AWS does not say whether " +
      "Amazon RDS asks IAM about that snapshot, or about the new one alone.",
    offered: "As for EBS snapshots, with an alarm on `CopyDBSnapshot` and `ModifyDBSnapshotAttribute`.",
  },
  {
    what: "copies an Aurora snapshot that AWS Backup made, if Amazon RDS asks about the copy alone",
    by: "memberAdministrator",
    action: "rds:CopyDBClusterSnapshot",
    resource: ownClusterSnapshot,
    damage: "As for RDS snapshots.",
    offered: "As for RDS snapshots.",
  },
];
