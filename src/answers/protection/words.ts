/** Retention, locks and times as people read them. */

import { type VaultLock } from "../../model/deployment";
import { type Kept } from "./answer";
import { type Plan } from "./organization-backups";

/** Such as `120 days, cold after 30`. */
export function keptInWords({
  deleteAfterDays,
  moveToColdStorageAfterDays,
}: Pick<Kept, "deleteAfterDays" | "moveToColdStorageAfterDays">): string {
  const kept = deleteAfterDays === undefined ? "for ever" : days(deleteAfterDays);
  return moveToColdStorageAfterDays === undefined ? kept : `${kept}, cold after ${moveToColdStorageAfterDays}`;
}

/** Such as `compliance lock of 30 to 2555 days`. */
export function lockInWords(lock: VaultLock | undefined): string {
  if (!lock) {
    return "no lock";
  }
  const { mode, minRetentionDays, maxRetentionDays } = lock;
  return `${mode} lock of ${maxRetentionDays === undefined ? `${days(minRetentionDays)} or more` : `${minRetentionDays} to ${days(maxRetentionDays)}`}`;
}

/** Such as ``the backup plan `daily` or `monthly` ``, by the entries of the config. */
export function entries(plans: readonly Plan[]): string {
  return `the backup plan ${[...new Set(plans.map(({ entry }) => `\`${entry}\``))].join(" or ")}`;
}

/** To the minute, in UTC. */
export function timeInWords(time: Date): string {
  return time.toISOString().slice(0, "2026-01-01T00:00".length).replace("T", " ");
}

function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}
