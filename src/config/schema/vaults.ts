import { z } from "zod";
import { limits } from "../../aws/backup-policy/limits";
import { days, strict } from "./primitives";

const { minimum, maximum } = limits.vaultName;

const vaultName = z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${minimum},${maximum}}$`), {
  error: `a vault name has ${minimum} to ${maximum} characters out of A-Z a-z 0-9 _ -`,
});

/** Source: AWS Backup API Reference, PutBackupVaultLockConfiguration, which takes as many days as a lifecycle. */
const retention = {
  minRetentionDays: days.meta({ description: "Backups and copies that would be kept for fewer days fail." }),
  maxRetentionDays: days.optional().meta({ description: "Backups and copies that would be kept for more days fail." }),
};

const lockSchema = z.discriminatedUnion("mode", [
  strict({
    mode: z
      .literal("governance")
      .meta({ description: "A principal with the permission to delete the lock can remove it." }),
    ...retention,
  }),
  strict({
    mode: z.literal("compliance").meta({ description: "Nobody can remove the lock after the cooling-off time." }),
    ...retention,
    coolingOffDays: z
      .int()
      .min(3)
      .max(limits.deleteAfter.maximum)
      .meta({ description: "Days in which the lock can still be removed. After them it is irreversible." }),
    acknowledgeIrreversible: z
      .boolean()
      .default(false)
      .meta({ description: "Must be `true`: you know that nobody can ever remove this lock." }),
  }),
]);

function vaultSchema(name: string, what: string) {
  return strict({
    name: vaultName.default(name).meta({ description: `Name of the ${what} vault.` }),
    lock: lockSchema.optional().meta({ description: `Vault lock of the ${what} vault. Default: no lock.` }),
  });
}

export const vaultsSchema = strict({
  local: vaultSchema("org-local-vault", "local")
    .prefault({})
    .meta({ description: "The vault in every Region of every workload account." }),
  central: vaultSchema("org-central-vault", "central")
    .prefault({})
    .meta({ description: "The vault in every Region of the central backup account." }),
});
