/** Which vaults get what a rule backs up and copies, and how long they keep it. */

import { lifecycleOfCopy } from "../../aws/lifecycle";
import { type BackupRule } from "../../model/deployment";
import { type AppliedCopy, type Kept } from "./answer";
import { type AccountBackups, type OrganizationBackups } from "./organization-backups";

/** Where the backup of a rule goes. */
export function backupOf(rule: BackupRule, { account, vaults }: AccountBackups, region: string): Kept {
  const { moveToColdStorageAfterDays, deleteAfterDays } = rule.lifecycle;
  return {
    vaultName: rule.targetVaultName,
    region,
    account: { id: account.id, name: account.name },
    moveToColdStorageAfterDays,
    deleteAfterDays,
    lock: vaults.get(region)?.lock,
  };
}

/** Where the copies of a rule go, and how long they are kept. */
export function copiesOf(rule: BackupRule, organization: OrganizationBackups): Omit<AppliedCopy, "reason">[] {
  return rule.copies.map(({ vaultArn, lifecycle }) => {
    const [, , , region = "", accountId = "", , vaultName = ""] = vaultArn.split(":");
    const account = organization.deployment.accounts.find(({ id }) => id === accountId);
    const { moveToColdStorageAfterDays, deleteAfterDays } = lifecycleOfCopy(lifecycle, rule.lifecycle);
    return {
      vaultArn,
      vaultName,
      region,
      account: { id: accountId, name: account?.name ?? accountId },
      moveToColdStorageAfterDays,
      deleteAfterDays,
      // Undefined where the vault is none of Strongroom's.
      lock: organization.centralVault(vaultArn)?.lock,
    };
  });
}
