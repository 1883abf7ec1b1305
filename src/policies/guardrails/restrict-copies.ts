import { backupVaultArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
import { denyOnBackupMade, type SnapshotActions } from "./backup-made";
import { exceptRoles } from "./principals";

/** A snapshot that is shared can be copied by whom it is shared with. */
const sharingActions: SnapshotActions = {
  sid: "KeepSnapshots",
  tagged: ["ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute"],
  named: ["rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute", "redshift:AuthorizeSnapshotAccess"],
};

/**
 * Copies stay in the organization, and go to its own vaults by name. No role is exempt: no operation of the
 * organization needs another target. The backup role shares snapshots, because AWS Backup copies some services so.
 *
 * Condition keys: AWS Backup Developer Guide, "Creating backup copies across AWS accounts". Read 2026-11-21.
 */
export function restrictCopies(deployment: Deployment): Statement[] {
  const { organization, centralVaultName, localVaultName, roles } = deployment;
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
            backupVaultArn(organization.partition, "*", "*", localVaultName),
          ],
        },
      },
    },
    ...denyOnBackupMade(
      organization.partition,
      sharingActions,
      exceptRoles(deployment, [roles.breakGlass, roles.backup]),
    ),
  ];
}
