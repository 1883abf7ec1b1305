/** What AWS Backup, AWS Control Tower and teams must go on doing with backups. */

import { toControlTowerLocalVault, toLocalVault } from "./contexts";
import { hasLayer, type Request, type Row, uses } from "./request";
import {
  backupRole,
  bucket,
  centralRecoveryPoint,
  defaultBackupRole,
  everything,
  fileSystem,
  image,
  inMember,
  localRecoveryPoint,
  localVault,
  plan,
  snapshot,
  table,
  teamRecoveryPoint,
  teamVault,
} from "./resources";

const eventRule = inMember("events:{region}:{account}:rule/AwsBackupManagedRule-BucketSystemTag");
const cluster = inMember("eks:{region}:{account}:cluster/shop");
const gateway = inMember("backup-gateway:{region}:{account}:gateway/bgw-0");

const passedToBackup = () => ({ "iam:PassedToService": "backup.amazonaws.com" });

/** What a backup operator does, and every team where nobody is named as one. */
const operations: readonly Row[] = [
  ["backs up on demand", "backup:StartBackupJob", localVault],
  ["copies on demand", "backup:StartCopyJob", localRecoveryPoint],
  ["scans a recovery point for malware", "backup:StartScanJob", localRecoveryPoint],
  ["creates a backup plan of its own", "backup:CreateBackupPlan", plan],
  ["changes a backup plan of its own", "backup:UpdateBackupPlan", plan],
  ["deletes a backup plan of its own", "backup:DeleteBackupPlan", plan],
  ["assigns resources to a backup plan of its own", "backup:CreateBackupSelection", plan],
  ["takes resources out of a backup plan of its own", "backup:DeleteBackupSelection", plan],
  [
    "moves old backups of buckets to a lower-cost tier",
    "backup:CreateTieringConfiguration",
    inMember("backup:{region}:{account}:tiering-configuration:all-0"),
  ],
  ["passes the backup role to AWS Backup", "iam:PassRole", backupRole, passedToBackup],
  ["passes the default backup role of AWS Backup", "iam:PassRole", defaultBackupRole, passedToBackup],
];

export const backupUses: readonly Request[] = [
  ...uses("application", operations, (scene) => !hasLayer(scene, "restrictBackupOperators")),
  ...uses("backupOperator", operations),
  ...uses("breakGlass", [["passes the backup role to AWS Backup", "iam:PassRole", backupRole, passedToBackup]]),
  ...uses("backupRole", [
    [
      "copies a recovery point to the account's own local vault in another Region",
      "backup:CopyFromBackupVault",
      localRecoveryPoint,
      toLocalVault,
    ],
    ["creates the rule by which it hears of changes in buckets", "events:PutRule", eventRule],
    ["is a target of the rule", "events:PutTargets", eventRule],
    ["ends a continuous backup, and deletes the rule", "events:DeleteRule", eventRule],
    ["turns on the notifications of a bucket", "s3:PutBucketNotification", bucket],
    ["gives itself access to an EKS cluster, to back it up", "eks:CreateAccessEntry", cluster],
    ["sets how an SAP HANA database is backed up", "ssm-sap:UpdateHANABackupSettings", everything],
  ]),
  ...uses("deploymentRole", [
    ["shares a logically air-gapped vault", "backup:PutBackupVaultSharingPolicy", teamVault],
    ["gives a vault its approval team", "backup:AssociateBackupVaultMpaApprovalTeam", teamVault],
    ["creates the default backup role of AWS Backup", "iam:CreateRole", defaultBackupRole],
    ["sets up a gateway anew", "backup-gateway:DeleteGateway", gateway],
    ...operations,
  ]),
  ...uses("breakGlass", [
    ["keeps evidence by a legal hold", "backup:CreateLegalHold", inMember("backup:{region}:{account}:legal-hold:0")],
  ]),
  ...uses("application", [
    ["creates a rule of its own", "events:PutRule", inMember("events:{region}:{account}:rule/nightly")],
    ["has notifications of a bucket sent to a queue", "s3:PutBucketNotification", bucket],
    ["turns on versioning of a bucket", "s3:PutBucketVersioning", bucket],
    ["shares a table of its own", "dynamodb:PutResourcePolicy", table],
    ["writes the policy of a file system", "elasticfilesystem:PutFileSystemPolicy", fileSystem],
    ["gives somebody access to an EKS cluster", "eks:CreateAccessEntry", cluster],
    ["locks a snapshot of its own", "ec2:LockSnapshot", snapshot],
    ["exports an image of its own", "ec2:ExportImage", image],
    ["copies an RDS snapshot of its own", "rds:CopyDBSnapshot", inMember("rds:{region}:{account}:snapshot:mine")],
  ]),
  ...uses("controlTowerBackupRole", [
    [
      "copies to the local vault of AWS Control Tower",
      "backup:CopyFromBackupVault",
      teamRecoveryPoint,
      toControlTowerLocalVault,
    ],
  ]),
  ...uses("centralRestore", [
    [
      "copies back to the local vault of AWS Control Tower",
      "backup:CopyFromBackupVault",
      centralRecoveryPoint,
      toControlTowerLocalVault,
    ],
  ]),
];
