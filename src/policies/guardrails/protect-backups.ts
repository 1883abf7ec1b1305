import { kmsAliasArn, kmsKeyArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
import { denyOnBackupMade, type SnapshotActions } from "./backup-made";
import { exceptRoles } from "./principals";

/**
 * Actions that delete or weaken backups, or what makes them.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Backup". Read 2026-11-21.
 */
const destructiveActions = [
  "backup:AssociateBackupVaultMpaApprovalTeam",
  "backup:CancelLegalHold",
  "backup:DeleteBackupPlan",
  "backup:DeleteBackupSelection",
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteBackupVaultNotifications",
  "backup:DeleteBackupVaultSharingPolicy",
  "backup:DeleteFramework",
  "backup:DeleteRecoveryPoint",
  "backup:DeleteReportPlan",
  "backup:DeleteRestoreTestingPlan",
  "backup:DeleteRestoreTestingSelection",
  "backup:DeleteTieringConfiguration",
  "backup:DisassociateBackupVaultMpaApprovalTeam",
  "backup:DisassociateRecoveryPoint",
  "backup:DisassociateRecoveryPointFromParent",
  "backup:PutBackupVaultAccessPolicy",
  "backup:PutBackupVaultLockConfiguration",
  "backup:PutBackupVaultNotifications",
  "backup:PutBackupVaultSharingPolicy",
  "backup:RevokeRestoreAccessBackupVault",
  "backup:StopBackupJob",
  "backup:UpdateBackupPlan",
  "backup:UpdateFramework",
  "backup:UpdateGlobalSettings",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:UpdateRegionSettings",
  "backup:UpdateReportPlan",
  "backup:UpdateRestoreTestingPlan",
  "backup:UpdateRestoreTestingSelection",
  "backup:UpdateTieringConfiguration",
];

/** Deleting, disabling, and archiving, from where a restore takes days. */
const snapshotActions: SnapshotActions = {
  sid: "ProtectSnapshots",
  tagged: [
    "ec2:DeleteSnapshot",
    "ec2:DeregisterImage",
    "ec2:DisableImage",
    "ec2:ModifySnapshotTier",
    "fsx:DeleteBackup",
    "redshift-serverless:DeleteSnapshot",
    "redshift-serverless:UpdateSnapshot",
  ],
  named: [
    "rds:DeleteDBClusterSnapshot",
    "rds:DeleteDBSnapshot",
    "rds:ModifyDBSnapshot",
    "redshift:BatchDeleteClusterSnapshots",
    "redshift:BatchModifyClusterSnapshots",
    "redshift:DeleteClusterSnapshot",
    "redshift:ModifyClusterSnapshot",
  ],
};

/** Actions after which a key no longer decrypts, or obeys somebody else. */
const keyActions = [
  "kms:DeleteAlias",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:UpdateAlias",
  "kms:UpdatePrimaryRegion",
];

/**
 * `Resource` of the first is `*`, because the ARN of a recovery point is that of its service. AWS Backup deletes a
 * snapshot that has expired with the role that made it, so the backup role is exempt there.
 */
export function protectBackups(deployment: Deployment): Statement[] {
  const { organization, roles, regions } = deployment;
  return [
    {
      Sid: "ProtectBackups",
      Effect: "Deny",
      Action: destructiveActions,
      Resource: "*",
      Condition: exceptRoles(deployment, [roles.breakGlass]),
    },
    ...denyOnBackupMade(
      organization.partition,
      snapshotActions,
      exceptRoles(deployment, [roles.breakGlass, roles.backup]),
    ),
    {
      Sid: "KeepRegionsEnabled",
      Effect: "Deny",
      Action: "account:DisableRegion",
      Resource: "*",
      Condition: { ...exceptRoles(deployment, []), StringEquals: { "account:TargetRegion": regions } },
    },
    ...protectPinnedKey(deployment),
  ];
}

/**
 * A key that Strongroom creates has a key policy that says who administers it. The policy of a pinned key is somebody
 * else's, but its ARN is known. In the management account no SCP would reach it.
 */
function protectPinnedKey(deployment: Deployment): Statement[] {
  const { encryption, organization, roles } = deployment;
  return encryption.pinnedKeyId === undefined || encryption.account.id === organization.management.id
    ? []
    : [
        {
          Sid: "ProtectKey",
          Effect: "Deny",
          Action: keyActions,
          Resource: [
            kmsKeyArn(organization.partition, "*", encryption.account.id, encryption.pinnedKeyId),
            kmsAliasArn(organization.partition, "*", encryption.account.id, encryption.alias),
          ],
          Condition: exceptRoles(deployment, [roles.breakGlass, ...encryption.administratorRoles]),
        },
      ];
}
