import { backupVaultArn } from "../aws/arn";
import { controlTowerVaults } from "./control-tower-vaults";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Condition, type Statement } from "../aws/policy-statement";
import { denyOnBackupMade } from "./backup-made";
import { type Guardrail, noOptions } from "./guardrail";
import { exceptBackupRoles, exceptRoles } from "./principals";

export const restrictCopies: Guardrail = {
  description:
    "Denies copying to vaults other than the organization's own, and sharing snapshots that AWS Backup made.",
  options: noOptions,
  forgeable: true,
  initially: { targets: "root" },
  statements,
};

/**
 * Copies go to the organization's own vaults: from an account to the central vault and to its own local one, and from
 * the central account back to a local one. No role is exempt: no operation of the organization needs another target. The
 * backup roles alone share snapshots, because AWS Backup copies some services so.
 *
 * One request may name several targets, so each must be known. AWS does not say whether a request always names them: one
 * that does not is denied, as the examples of AWS deny it.
 *
 * Condition keys: AWS Backup Developer Guide, "Creating backup copies across AWS accounts". Read 2026-11-27.
 */
function statements(deployment: GuardedDeployment): Statement[] {
  const { organization, centralVaultName, localVaultName } = deployment;
  const { partition, centralBackup } = organization;
  const vaults = (account: string, names: readonly string[]) =>
    names.map((name) => backupVaultArn(partition, "*", account, name));
  const central = vaults(centralBackup.id, [centralVaultName, controlTowerVaults.central]);
  const local = (account: string) => vaults(account, [localVaultName, controlTowerVaults.local]);
  const fromCentral: Condition = { StringEquals: { "aws:PrincipalAccount": centralBackup.id } };
  const deny = (sid: string, condition: Condition): Statement => ({
    Sid: sid,
    Effect: "Deny",
    Action: "backup:CopyFromBackupVault",
    Resource: "*",
    Condition: condition,
  });
  return [
    deny("CopyToNamedVaults", { Null: { "backup:CopyTargets": "true" } }),
    // As text, because the name of a variable has a colon, at which ARNs are taken apart. No name of a vault has one.
    deny("CopyToOwnVaults", {
      StringNotEquals: { "aws:PrincipalAccount": centralBackup.id },
      "ForAnyValue:StringNotLike": { "backup:CopyTargets": [...central, ...local("${aws:PrincipalAccount}")] },
    }),
    deny("CopyBackToLocalVaults", {
      ...fromCentral,
      "ForAnyValue:ArnNotLike": { "backup:CopyTargets": [...central, ...local("*")] },
    }),
    // The account of a local vault is any, so that here the organization must be told too.
    deny("CopyBackToNamedOrganization", { ...fromCentral, Null: { "backup:CopyTargetOrgPaths": "true" } }),
    deny("CopyBackWithinOrganization", {
      ...fromCentral,
      "ForAnyValue:StringNotLike": { "backup:CopyTargetOrgPaths": `${organization.id}/${organization.rootId}/*` },
    }),
    {
      // A resource policy shares snapshots, and the request names none.
      Sid: "KeepServerlessSnapshots",
      Effect: "Deny",
      Action: "redshift-serverless:PutResourcePolicy",
      Resource: "*",
      Condition: exceptRoles(deployment, []),
    },
    ...denyOnBackupMade(partition, "KeepSnapshots", ({ sharing }) => sharing, exceptBackupRoles(deployment)),
  ];
}
