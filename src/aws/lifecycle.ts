/** How long AWS Backup keeps recovery points. */

import { numberText } from "../number-text";
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

/**
 * What to write where too little time is left in cold storage. No backup is kept so long that every number of days before
 * cold storage has room for them.
 *
 * @param moved days until the move
 * @param keys as the reader has to write them
 */
export function coldStorageHint(moved: number, keys: { readonly cold: string; readonly deleted: string }): string {
  const { maximum, minimumInColdStorage } = lifecycleDays;
  const kept = moved + minimumInColdStorage;
  return kept <= maximum
    ? `Set ${keys.deleted} to ${kept} or more, or remove ${keys.cold}.`
    : `Set ${keys.cold} to ${maximum - minimumInColdStorage} or less, since no backup is kept for more than ${numberText(maximum)} days, or remove it.`;
}

/** Days until the backup of a rule and all of its copies are deleted; infinite where one of them never is. */
export function longestKeptDays(rule: {
  readonly lifecycle: Lifecycle;
  readonly copies: readonly { readonly lifecycle?: Lifecycle | undefined }[];
}): number {
  const all = [rule.lifecycle, ...rule.copies.map((copy) => lifecycleOfCopy(copy.lifecycle, rule.lifecycle))];
  return Math.max(...all.map(({ deleteAfterDays = Number.POSITIVE_INFINITY }) => deleteAfterDays));
}
