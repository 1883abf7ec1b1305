/** Actions that a guardrail denies beside others of their kind, so that each has an attack of its own. */

import { keyIsInMemberAccount } from "./contexts";
import { attacks } from "./request";
import { backupRole, inMember, key, localVault, restoreRole } from "./resources";

const testingPlan = inMember("backup:{region}:{account}:restore-testing-plan:test-0");
const sharedVault = inMember("backup:{region}:{account}:backup-vault:air-gapped");

export const furtherAttacks = [
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    [
      ["deletes what a restore test tests", "backup:DeleteRestoreTestingSelection", testingPlan],
      ["lets a restore test run once in a year", "backup:UpdateRestoreTestingPlan", testingPlan],
      [
        "takes the controls out of an audit framework",
        "backup:UpdateFramework",
        inMember("backup:{region}:{account}:framework:audit-0"),
      ],
      [
        "sends an audit report to a bucket that nobody reads",
        "backup:UpdateReportPlan",
        inMember("backup:{region}:{account}:report-plan:report-0"),
      ],
      [
        "ends the tiering of Amazon S3 backups",
        "backup:DeleteTieringConfiguration",
        inMember("backup:{region}:{account}:tiering-configuration:tiers-0"),
      ],
      [
        "moves Amazon S3 backups to another tier",
        "backup:UpdateTieringConfiguration",
        inMember("backup:{region}:{account}:tiering-configuration:tiers-0"),
      ],
      ["ends the sharing of an air-gapped vault", "backup:DeleteBackupVaultSharingPolicy", sharedVault],
      [
        "lets a team of its own approve access to an air-gapped vault",
        "backup:AssociateBackupVaultMpaApprovalTeam",
        sharedVault,
      ],
      [
        "takes the approval team away from an air-gapped vault",
        "backup:DisassociateBackupVaultMpaApprovalTeam",
        sharedVault,
      ],
      ["revokes the access to an air-gapped vault for a restore", "backup:RevokeRestoreAccessBackupVault", localVault],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectRoles"],
    [
      ["removes the permissions boundary of the backup role", "iam:DeleteRolePermissionsBoundary", backupRole],
      ["deletes the permissions of the backup role, so that backups fail", "iam:DeleteRolePolicy", backupRole],
      ["tags the restore role, for policies that decide by tags", "iam:TagRole", restoreRole],
      ["removes a tag of the restore role, for policies that decide by tags", "iam:UntagRole", restoreRole],
      ["lengthens the sessions of the restore role", "iam:UpdateRole", restoreRole],
      ["changes the description of the backup role", "iam:UpdateRoleDescription", backupRole],
    ],
  ),
  ...attacks(
    "keyAdministrator",
    ["keyGuard", "protectKeys"],
    [
      ["points the alias of the key to another key", "kms:UpdateAlias", key],
      ["deletes the alias of the key", "kms:DeleteAlias", key],
      ["ends the rotation of the key", "kms:DisableKeyRotation", key],
      ["makes the replica of a Region the primary key", "kms:UpdatePrimaryRegion", key],
    ],
    { where: keyIsInMemberAccount },
  ),
];
