import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { type Construct } from "constructs";
import { type Vault, type VaultLock } from "../src/model/deployment";
import { minified, type PolicyDocument } from "../src/policies/policy-document";
import { createMarker } from "./marker";
import { type Placement } from "./region-strategy";

/**
 * A vault with its access policy and, where the config has one, its lock. Ids come from the Region.
 * @param imported addresses of what the next apply imports
 */
export function createVault(
  scope: Construct,
  { region, name, lock }: Vault,
  kmsKeyArn: string,
  accessPolicy: PolicyDocument,
  placement: Placement,
  imported: ReadonlySet<string>,
): void {
  const vault = new BackupVault(scope, vaultId(region), {
    ...placement,
    name,
    kmsKeyArn,
    lifecycle: { preventDestroy: true },
  });
  new BackupVaultPolicy(scope, policyId(region), {
    ...placement,
    backupVaultName: vault.name,
    policy: minified(accessPolicy),
  });
  if (lock) {
    createLock(scope, region, lock, vault, placement, imported);
  }
}

/** Addresses of a vault's lock in a Region, whether it has one or not. */
export function lockAddresses(region: string): string[] {
  return [`${BackupVaultLockConfiguration.tfResourceType}.${lockId(region)}`, `terraform_data.${modeId(region)}`];
}

/** Addresses of a vault and all that belongs to it in a Region, whether it is there or not. */
export function vaultAddresses(region: string): string[] {
  return [
    `${BackupVault.tfResourceType}.${vaultId(region)}`,
    `${BackupVaultPolicy.tfResourceType}.${policyId(region)}`,
    ...lockAddresses(region),
  ];
}

/**
 * The provider never reads `changeable_for_days` back (issue 46876), so it is ignored, and with it a change from
 * governance to compliance would be: no difference in the plan, and a lock that anybody with the permission can still
 * remove. The mode therefore stands in a resource of its own, whose change asks for a replacement, which
 * `prevent_destroy` refuses out loud. docs/first-deployment.md says how to change a lock in place.
 *
 * The plan that imports a lock also creates its mode, and that would ask for a replacement too: as long as the import
 * stands in the config, the mode asks for nothing.
 */
function createLock(
  scope: Construct,
  region: string,
  lock: VaultLock,
  vault: BackupVault,
  placement: Placement,
  imported: ReadonlySet<string>,
): void {
  const mode = createMarker(scope, modeId(region), "input", lock.mode);
  new BackupVaultLockConfiguration(scope, lockId(region), {
    ...placement,
    backupVaultName: vault.name,
    minRetentionDays: lock.minRetentionDays,
    maxRetentionDays: lock.maxRetentionDays,
    changeableForDays: lock.mode === "compliance" ? lock.coolingOffDays : undefined,
    lifecycle: {
      preventDestroy: true,
      ignoreChanges: ["changeable_for_days"],
      replaceTriggeredBy: lockAddresses(region).some((address) => imported.has(address)) ? undefined : [mode],
    },
  });
}

function vaultId(region: string): string {
  return `vault-${region}`;
}

function policyId(region: string): string {
  return `vault-policy-${region}`;
}

function lockId(region: string): string {
  return `lock-${region}`;
}

function modeId(region: string): string {
  return `lock-mode-${region}`;
}
