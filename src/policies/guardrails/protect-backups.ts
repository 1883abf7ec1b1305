import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
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
  "backup:UpdateBackupPlan",
  "backup:UpdateFramework",
  "backup:UpdateGlobalSettings",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:UpdateRegionSettings",
  "backup:UpdateReportPlan",
  "backup:UpdateRestoreTestingPlan",
  "backup:UpdateRestoreTestingSelection",
];

/** `Resource` is `*`, because the ARN of a recovery point is that of its service. */
export function protectBackups(deployment: Deployment): Statement[] {
  return [
    {
      Sid: "ProtectBackups",
      Effect: "Deny",
      Action: destructiveActions,
      Resource: "*",
      Condition: exceptRoles(deployment, [deployment.roles.breakGlass]),
    },
  ];
}
