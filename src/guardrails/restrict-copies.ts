import { backupVaultArn } from "../aws/arn";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Statement } from "../aws/policy-statement";
import { denyOnBackupMade } from "./backup-made";
import { type Guardrail, noOptions } from "./guardrail";
import { exceptBackupRoles } from "./principals";

export const restrictCopies: Guardrail = {
  description:
    "Denies copying to vaults other than the organization's own, and sharing snapshots that AWS Backup made.",
  options: noOptions,
  forgeable: true,
  initially: { targets: "root" },
  statements,
};

/** Names of the vaults that AWS Control Tower makes. Source: AWS Control Tower User Guide, "AWS Backup". */
const controlTowerCentralVault = "aws-controltower-central-backupvault-*";

/**
 * Copies stay in the organization, and go to its own vaults by name. No role is exempt: no operation of the
 * organization needs another target. The backup roles alone share snapshots, because AWS Backup copies some services so.
 *
 * Condition keys: AWS Backup Developer Guide, "Creating backup copies across AWS accounts". Read 2026-11-21.
 */
function statements(deployment: GuardedDeployment): Statement[] {
  const { organization, centralVaultName, localVaultName } = deployment;
  return [
    {
      Sid: "CopyWithinOrganization",
      Effect: "Deny",
      Action: "backup:CopyFromBackupVault",
      Resource: "*",
      Condition: {
        "ForAllValues:StringNotLike": { "backup:CopyTargetOrgPaths": [`${organization.id}/${organization.rootId}/*`] },
      },
    },
    {
      Sid: "CopyToOwnVaults",
      Effect: "Deny",
      Action: "backup:CopyFromBackupVault",
      Resource: "*",
      Condition: {
        "ForAllValues:ArnNotLike": {
          "backup:CopyTargets": [
            backupVaultArn(organization.partition, "*", organization.centralBackup.id, centralVaultName),
            backupVaultArn(organization.partition, "*", organization.centralBackup.id, controlTowerCentralVault),
            backupVaultArn(organization.partition, "*", "*", localVaultName),
          ],
        },
      },
    },
    ...denyOnBackupMade(
      organization.partition,
      "KeepSnapshots",
      ({ sharing }) => sharing,
      exceptBackupRoles(deployment),
    ),
  ];
}
