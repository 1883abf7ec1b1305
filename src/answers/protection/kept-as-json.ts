import { type Kept } from "./answer";

/** What is kept for ever, without cold storage or without a lock says null, instead of leaving it out. */
export function keptAsJson<T extends Pick<Kept, "deleteAfterDays" | "moveToColdStorageAfterDays" | "lock">>(kept: T) {
  return {
    ...kept,
    deleteAfterDays: kept.deleteAfterDays ?? null,
    moveToColdStorageAfterDays: kept.moveToColdStorageAfterDays ?? null,
    lock: kept.lock ?? null,
  };
}
