/** How long AWS Backup keeps recovery points. */

import { limits } from "./backup-policy/limits";

export interface Lifecycle {
  readonly moveToColdStorageAfterDays?: number | undefined;
  /** Undefined: for ever. */
  readonly deleteAfterDays?: number | undefined;
}

/** Days that AWS Backup takes. */
export const lifecycleDays = {
  minimum: limits.deleteAfter.minimum,
  maximum: limits.deleteAfter.maximum,
  minimumInColdStorage: limits.inColdStorage.minimum,
  maximumContinuous: limits.continuousRetention.maximum,
};

/**
 * How long a copy is kept. Without a lifecycle of its own it has that of the backup; one that says nothing of deletion
 * expires with the backup.
 *
 * Source: AWS Backup API Reference, `CopyAction` and `Lifecycle`: a copy without DeleteAfterDays keeps its source's
 * expiry. Read 2026-11-26.
 */
export function lifecycleOfCopy(copy: Lifecycle | undefined, backup: Lifecycle): Lifecycle {
  const { moveToColdStorageAfterDays, deleteAfterDays } = copy ?? {};
  return moveToColdStorageAfterDays === undefined && deleteAfterDays === undefined
    ? backup
    : { moveToColdStorageAfterDays, deleteAfterDays: deleteAfterDays ?? backup.deleteAfterDays };
}
