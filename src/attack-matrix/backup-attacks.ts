/** Attacks on backups themselves, and on what makes, copies and expires them. */

import { ownBackupTags } from "../aws/service-record";
import { optionsOf } from "../model/guardrails";
import {
  copiedByBackup,
  namingCopyTag,
  toForeignControlTowerVault,
  toForeignLocalVault,
  toLocalVault,
  toOutsideVault,
  toUnknownVault,
  without,
} from "./contexts";
import { attacks, hasLayer } from "./request";
import {
  backupRole,
  centralRecoveryPoint,
  copiedSnapshot,
  defaultBackupRole,
  everything,
  inMember,
  localRecoveryPoint,
  localVault,
  organizationPlan,
  plan,
  role,
  snapshot,
} from "./resources";
import { type Scene } from "./scene";
import { sharedCopies, weakenedCopies } from "./service-rows";

const eventRule = inMember("events:{region}:{account}:rule/AwsBackupManagedRule-BucketSystemTag");

const hasOperators = (scene: Scene) => hasLayer(scene, "restrictBackupOperators");
const operatorRole = role(
  ({ member }) => member,
  ({ deployment }) => optionsOf(deployment, "restrictBackupOperators")?.roles[0] ?? "",
);

export const backupAttacks = [
  ...attacks(
    "memberAdministrator",
    ["restrictCopies"],
    [
      [
        "copies a recovery point to a vault that is called as local vaults are, in an account of its own",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toForeignLocalVault,
      ],
      [
        "copies a recovery point to a vault that is called as those of AWS Control Tower, in an account of its own",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toForeignControlTowerVault,
      ],
      ["shares Redshift Serverless snapshots", "redshift-serverless:PutResourcePolicy", everything],
      [
        "copies a recovery point without a word on the target",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        without("backup:CopyTargets", toLocalVault),
      ],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["restrictCopies"],
    [
      ["copies a copy out of the organization", "backup:CopyFromBackupVault", centralRecoveryPoint, toOutsideVault],
      [
        "copies a copy to a vault of its own inside the organization",
        "backup:CopyFromBackupVault",
        centralRecoveryPoint,
        toUnknownVault,
      ],
      [
        "copies a copy to a local vault without a word on the organization",
        "backup:CopyFromBackupVault",
        centralRecoveryPoint,
        without("backup:CopyTargetOrgPaths", toLocalVault),
      ],
      ...sharedCopies,
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups"],
    [
      ...weakenedCopies,
      [
        "removes the tag from a copied snapshot by which AWS Backup and the guardrails know it",
        "ec2:DeleteTags",
        copiedSnapshot,
        namingCopyTag,
      ],
    ],
  ),
  ...attacks("centralBreakGlass", ["protectBackups", "breakGlassPermissions"], weakenedCopies),
  ...attacks(
    "memberAdministrator",
    ["protectBackups", "protectBackupTag"],
    [
      [
        "removes every tag of a snapshot that came back as a copy, without naming one",
        "ec2:DeleteTags",
        snapshot,
        without("aws:TagKeys", copiedByBackup),
      ],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    [
      [
        "opens recovery points by an access point, which keeps them from expiring",
        "backup:CreateBackupAccessPoint",
        localRecoveryPoint,
      ],
      [
        "keeps backups from expiring by a legal hold",
        "backup:CreateLegalHold",
        inMember("backup:{region}:{account}:legal-hold:0"),
      ],
      [
        "deletes the rule by which AWS Backup hears of changes in buckets, which ends continuous backups without an error",
        "events:DeleteRule",
        eventRule,
      ],
      ["disables the rule", "events:DisableRule", eventRule],
      ["takes AWS Backup out of the targets of the rule", "events:RemoveTargets", eventRule],
      ["sends what the rule finds elsewhere", "events:PutTargets", eventRule],
      ["lets the rule find nothing", "events:PutRule", eventRule],
      ["changes how an SAP HANA database is backed up", "ssm-sap:UpdateHANABackupSettings", everything],
      ["takes the permission to restore from an SAP HANA database", "ssm-sap:DeleteResourcePermission", everything],
      [
        "deletes the gateway by which virtual machines are backed up",
        "backup-gateway:DeleteGateway",
        inMember("backup-gateway:{region}:{account}:gateway/bgw-0"),
      ],
      [
        "takes the gateway from its hypervisor",
        "backup-gateway:DisassociateGatewayFromServer",
        inMember("backup-gateway:{region}:{account}:gateway/bgw-0"),
      ],
      [
        "deletes the hypervisor of the gateway",
        "backup-gateway:DeleteHypervisor",
        inMember("backup-gateway:{region}:{account}:hypervisor/hype-0"),
      ],
      [
        "gives another team's snapshot the tag of copies, so that nobody can delete it any more",
        "ec2:CreateTags",
        snapshot,
        () => ({ "aws:TagKeys": [ownBackupTags.copy] }),
      ],
    ],
  ),
  ...attacks(
    "application",
    ["protectRoles"],
    [
      [
        "creates the default backup role of AWS Backup, as the console does, for whom it likes",
        "iam:CreateRole",
        defaultBackupRole,
      ],
    ],
    {
      remains:
        "Denied on purpose: the guardrails let a role of this name share and delete snapshots that AWS Backup made, and no " +
        "condition key says whom a new role trusts. The deployment role makes it. Left out of `otherBackupRoles`, anybody " +
        "does, and what it backs up does not expire.",
    },
  ),
  ...attacks(
    "application",
    ["protectBackups"],
    [["stops a backup job that it started itself", "backup:StopBackupJob", everything]],
    {
      remains:
        "Denied on purpose: the request names no job, so that nobody can tell its own job from that of every night. The " +
        "break-glass role can stop it, or delete its recovery point.",
    },
  ),
  ...attacks(
    "memberAdministrator",
    ["immutablePlan", "restrictBackupOperators"],
    [
      ["deletes a plan of the organization", "backup:DeleteBackupPlan", organizationPlan],
      ["takes resources out of a plan of the organization", "backup:DeleteBackupSelection", organizationPlan],
    ],
  ),
  ...attacks(
    "backupRole",
    ["immutablePlan"],
    [["empties a plan of the organization", "backup:UpdateBackupPlan", organizationPlan]],
  ),
  ...attacks(
    "memberAdministrator",
    ["restrictBackupOperators"],
    [
      ["starts backups in a loop, so that the scheduled one finds a running job", "backup:StartBackupJob", localVault],
      ["fills a locked vault with copies that nobody can delete", "backup:StartCopyJob", localRecoveryPoint],
      ["scans in a loop, at the organization's cost", "backup:StartScanJob", localRecoveryPoint],
      ["makes a plan that takes the one continuous backup of a resource", "backup:CreateBackupPlan", plan],
      ["assigns resources to a plan that stands in the way of another", "backup:CreateBackupSelection", plan],
      ["changes a backup plan that is not the organization's", "backup:UpdateBackupPlan", plan],
      ["deletes a backup plan that is not the organization's", "backup:DeleteBackupPlan", plan],
      ["takes resources out of a plan that is not the organization's", "backup:DeleteBackupSelection", plan],
      [
        "moves backups to another tier, from which they never come back",
        "backup:CreateTieringConfiguration",
        inMember("backup:{region}:{account}:tiering-configuration:all-0"),
      ],
      ["passes the backup role to a service of its choice", "iam:PassRole", backupRole],
      ["lets itself assume the role of a backup operator", "iam:UpdateAssumeRolePolicy", operatorRole],
      ["creates a role with the name of a backup operator", "iam:CreateRole", operatorRole],
    ],
    { where: hasOperators },
  ),
];
