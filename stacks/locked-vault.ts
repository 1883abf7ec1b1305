import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { type Vault, type VaultLock } from "../src/model/deployment";
import { minified, type PolicyDocument } from "../src/policies/policy-document";
import { type Placement } from "./region-strategy";

/** A vault with its access policy and, where the config has one, its lock. Ids come from the Region. */
export function createVault(
  scope: Construct,
  { region, name, lock }: Vault,
  kmsKeyArn: string,
  accessPolicy: PolicyDocument,
  placement: Placement,
): void {
  const vault = new BackupVault(scope, `vault-${region}`, {
    ...placement,
    name,
    kmsKeyArn,
    lifecycle: { preventDestroy: true },
  });
  new BackupVaultPolicy(scope, `vault-policy-${region}`, {
    ...placement,
    backupVaultName: vault.name,
    policy: minified(accessPolicy),
  });
  if (lock) {
    createLock(scope, region, lock, vault, placement);
  }
}

/**
 * The provider never reads `changeable_for_days` back (issue 46876), so it is ignored, and with it a change from
 * governance to compliance would be: no difference in the plan, and a lock that anybody with the permission can still
 * remove. The mode therefore stands in a resource of its own, whose change asks for a replacement, which
 * `prevent_destroy` refuses out loud. docs/first-deployment.md says how to change a lock in place.
 */
function createLock(scope: Construct, region: string, lock: VaultLock, vault: BackupVault, placement: Placement): void {
  const mode = new TerraformResource(scope, `lock-mode-${region}`, { terraformResourceType: "terraform_data" });
  const modeAddress = `${mode.terraformResourceType}.${mode.friendlyUniqueId}`;
  mode.addOverride("input", lock.mode);
  new BackupVaultLockConfiguration(scope, `lock-${region}`, {
    ...placement,
    backupVaultName: vault.name,
    minRetentionDays: lock.minRetentionDays,
    maxRetentionDays: lock.maxRetentionDays,
    changeableForDays: lock.mode === "compliance" ? lock.coolingOffDays : undefined,
    lifecycle: {
      preventDestroy: true,
      ignoreChanges: ["changeable_for_days"],
      replaceTriggeredBy: [modeAddress],
    },
  });
}
