import { backupVaultArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";

/**
 * Copies stay in the organization, and go to its own vaults by name. No role is exempt: no operation of the
 * organization needs another target.
 *
 * Condition keys: AWS Backup Developer Guide, "Creating backup copies across AWS accounts". Read 2026-11-21.
 */
export function restrictCopies({ organization, centralVaultName, localVaultName }: Deployment): Statement[] {
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
  ];
}
