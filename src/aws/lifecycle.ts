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

/** Days until the backup of a rule and all of its copies are deleted; infinite where one of them never is. */
export function longestKeptDays(rule: {
  readonly lifecycle: Lifecycle;
  readonly copies: readonly { readonly lifecycle?: Lifecycle | undefined }[];
}): number {
  const all = [rule.lifecycle, ...rule.copies.map((copy) => lifecycleOfCopy(copy.lifecycle, rule.lifecycle))];
  return Math.max(...all.map(({ deleteAfterDays = Number.POSITIVE_INFINITY }) => deleteAfterDays));
}
