/** How long AWS Backup keeps recovery points. */

export interface Lifecycle {
  readonly moveToColdStorageAfterDays?: number | undefined;
  /** Undefined: for ever. */
  readonly deleteAfterDays?: number | undefined;
}

/**
 * Days that AWS Backup takes.
 *
 * Sources: AWS Backup API Reference, `Lifecycle`: at least 90 days in cold storage; AWS Backup Developer Guide, "Backup plan
 * options and configuration", section "Retention period and lifecycle": 1 to 36,500 days; "Continuous backups and
 * point-in-time recovery": at most 35 days. Read 2026-11-26.
 */
export const lifecycleDays = { minimum: 1, maximum: 36_500, minimumInColdStorage: 90, maximumContinuous: 35 };

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
