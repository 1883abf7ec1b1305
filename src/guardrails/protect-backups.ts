import { backupVaultArn, kmsAliasArn, kmsKeyArn } from "../aws/arn";
import { sortedSet } from "../sorted-set";
import { controlTowerVaults } from "./control-tower-vaults";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Statement } from "../aws/policy-statement";
import { type OwnBackup } from "../aws/service-record";
import { denyOnBackupMade, keepCopyTag } from "./backup-made";
import { type Guardrail, noOptions } from "./guardrail";
import { keyActions } from "./key-actions";
import { exceptBackupRoles, exceptRoles, outsideBackup } from "./principals";

export const protectBackups: Guardrail = {
  description:
    "Denies deleting or weakening vaults, recovery points, snapshots that AWS Backup made, automated backups of databases, locks and " +
    "settings, and keeping backups from expiring.",
  options: noOptions,
  forgeable: true,
  initially: { targets: "root" },
  statements,
};

/**
 * Actions that delete or weaken backups, keep them from expiring, or end what makes them. Not those on backup plans: the
 * plans of the organization are immutable in its accounts, and a team's own are the team's; `restrictBackupOperators`
 * says whose else.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Backup", "... for AWS Backup
 * Gateway" and "... for AWS Systems Manager for SAP". Read 2026-11-27.
 */
const destructiveActions = [
  "backup-gateway:DeleteGateway",
  "backup-gateway:DeleteHypervisor",
  "backup-gateway:DisassociateGatewayFromServer",
  "backup:AssociateBackupVaultMpaApprovalTeam",
  "backup:CancelLegalHold",
  "backup:CreateBackupAccessPoint",
  "backup:CreateLegalHold",
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
  "backup:UpdateFramework",
  "backup:UpdateGlobalSettings",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:UpdateRegionSettings",
  "backup:UpdateReportPlan",
  "backup:UpdateRestoreTestingPlan",
  "backup:UpdateRestoreTestingSelection",
  "backup:UpdateTieringConfiguration",
  "ssm-sap:DeleteResourcePermission",
];

/**
 * Actions after which AWS Backup no longer hears of changes in a bucket, and its continuous backup ends without an error.
 * Source: AWS Managed Policy Reference, "AWSBackupServiceRolePolicyForS3Backup" (v5). Read 2026-11-27.
 */
const silencingActions = [
  "events:DeleteRule",
  "events:DisableRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
];

/** Source: Service Authorization Reference, "AWS Backup". Read 2026-11-27. */
const vaultCreations = [
  "backup:CreateBackupVault",
  "backup:CreateLogicallyAirGappedBackupVault",
  "backup:CreateRestoreAccessBackupVault",
];

/**
 * `Resource` of the first is `*`, because the ARN of a recovery point is that of its service. AWS Backup deletes a
 * snapshot that has expired with the role that made it, so the backup roles are exempt there: disabling an image works on
 * a copy that a lock holds. Who deletes a recovery point needs the permission to delete its snapshot too, and AWS Backup
 * calls the service in their name: the break-glass role may delete no snapshot in any other way.
 *
 * Plans copy to vaults by name, and `restrictCopies` knows vaults by their names: somebody else's vault of that name, in an
 * account or Region that has none yet, has no access policy.
 */
function statements(deployment: GuardedDeployment): Statement[] {
  const { organization, roles, regions, localVaultName, centralVaultName } = deployment;
  const vaultNames = sortedSet([localVaultName, centralVaultName, ...Object.values(controlTowerVaults)]);
  const tampering = ({ expiring, weakening }: OwnBackup) => ({ ...expiring, ...weakening });
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
      "ProtectSnapshots",
      tampering,
      exceptBackupRoles(deployment, [roles.breakGlass]),
    ),
    ...denyOnBackupMade(
      organization.partition,
      "ProtectSnapshotsFromBreakGlass",
      tampering,
      outsideBackup(deployment, roles.breakGlass),
    ),
    {
      Sid: "KeepVaultNames",
      Effect: "Deny",
      Action: vaultCreations,
      Resource: vaultNames.map((name) => backupVaultArn(organization.partition, "*", "*", name)),
      Condition: exceptRoles(deployment, []),
    },
    ...keepCopyTag(organization.partition, exceptBackupRoles(deployment)),
    {
      Sid: "KeepBackupEvents",
      Effect: "Deny",
      Action: silencingActions,
      Resource: `arn:${organization.partition}:events:*:*:rule/AwsBackupManagedRule*`,
      Condition: exceptBackupRoles(deployment),
    },
    {
      Sid: "KeepDatabaseBackups",
      Effect: "Deny",
      Action: "ssm-sap:UpdateHANABackupSettings",
      Resource: "*",
      Condition: exceptBackupRoles(deployment),
    },
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
function protectPinnedKey(deployment: GuardedDeployment): Statement[] {
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
