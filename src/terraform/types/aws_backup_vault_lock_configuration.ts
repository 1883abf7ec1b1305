import { type SynthesizedResource } from "../resources";
import { type Json, type JsonObject } from "../synthesis";
import { inWords } from "./question";
import { type Adoption, type TerraformResourceType } from "./terraform-type";
import { listVaults, vaultArns, vaultNamed } from "./vaults";
import { computed, decision, harmless, judged } from "./meaning";
import { identity, region } from "./shared-attributes";

export const awsBackupVaultLockConfiguration: TerraformResourceType = {
  read: [{ actions: ["backup:DescribeBackupVault"], resources: vaultArns }],
  write: [{ actions: ["backup:PutBackupVaultLockConfiguration"], resources: vaultArns }],
  questions: (resource) => [listVaults(resource)],
  adopt: (resource, surroundings) => {
    const name = resource.text("backup_vault_name");
    const vault = vaultNamed(name, resource, surroundings);
    return vault?.Locked === true ? adoptLock(resource, name, vault) : "absent";
  },
  called: ({ backup_vault_name: vault }) => `the lock of ${inWords(vault)}`,
  harm: "vault-changed",
  partOf: [{ type: "aws_backup_vault", named: ["name", "backup_vault_name"] }],
  calls: {
    "backup:DeleteBackupVaultLockConfiguration": ["destroy", "replace"],
    "backup:PutBackupVaultLockConfiguration": [
      "create",
      "changeable_for_days",
      "max_retention_days",
      "min_retention_days",
    ],
  },
  attributes: {
    ...identity,
    ...region,
    backup_vault_arn: computed("follows the vault"),
    backup_vault_name: decision("the vault of the old name has no lock any more"),
    changeable_for_days: judged(["lock-changed", "compliance-lock"], "after these days nobody can change the lock"),
    max_retention_days: judged(["lock-changed"], "jobs that keep recovery points longer fail"),
    min_retention_days: judged(["lock-changed"], "jobs that keep recovery points shorter fail"),
  },
  actions: {
    create: decision(
      "backup jobs into the vault fail from then on if they keep recovery points for fewer or for more days",
      // That one has a rule of its own.
      ({ after }) => !after?.changeable_for_days,
    ),
    replace: judged(["lock-changed"], "the vault has no lock for a moment"),
    destroy: judged(["lock-removed"], "recovery points can be deleted"),
    forget: judged(["lock-removed"], "nobody notices when somebody removes the lock"),
    import: harmless("changes nothing by itself"),
  },
};

/**
 * The AWS provider replaces a lock for any change of its retention, and never reads the cooling-off days: only a lock
 * that is as the config says can be imported (provider issue 46876).
 */
function adoptLock(resource: SynthesizedResource, name: string, vault: JsonObject): Adoption {
  const found = [vault.MinRetentionDays, vault.MaxRetentionDays];
  const wanted = [resource.value("min_retention_days"), resource.value("max_retention_days")];
  const mode = vault.LockDate === undefined ? "governance" : "compliance";
  const wantedMode = resource.value("changeable_for_days") === undefined ? "governance" : "compliance";
  if (mode === wantedMode && found.every((days, index) => (days ?? null) === (wanted[index] ?? null))) {
    return { importId: name };
  }
  const is = `the vault has a lock in ${mode} mode, ${rangeInWords(found)}`;
  const says = `the config says ${wantedMode} mode, ${rangeInWords(wanted)}`;
  return mode === "governance"
    ? { overwritten: `${is}, and ${says}. The apply changes the lock in place.` }
    : {
        conflict:
          `${is}, and ${says}. After its lock date (${inWords(vault.LockDate)}) nobody can change it: write its values into the ` +
          "config. Before that date, change it to governance mode with `aws backup put-backup-vault-lock-configuration`.",
      };
}

function rangeInWords([minimum, maximum]: readonly (Json | undefined)[]): string {
  return `${minimum ?? "no minimum"} to ${maximum ?? "no maximum"} days`;
}
