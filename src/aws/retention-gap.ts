import { type Schedule, startDays } from "./schedule";

/** A rule of a backup plan, as far as it decides what there is to restore. */
export interface Retention {
  readonly schedule: Schedule;
  /** Days for which a backup, or a copy of it, can be restored; infinite where nothing deletes it. */
  readonly keptDays: number;
}

/**
 * The most days in a row on which no backup of any of the rules can be restored, between two of their starts. Counts whole
 * days: a rule starts at the same times on each of its days.
 */
export function retentionGap(rules: readonly Retention[]): number {
  const starts = rules.map(({ schedule }) => startDays(schedule));
  const known = Math.min(...starts.map((days) => days.at(-1) ?? Number.NEGATIVE_INFINITY));
  const points = starts
    .flatMap((days, index) => days.map((day) => ({ day, until: day + (rules[index]?.keptDays ?? 0) })))
    .filter(({ day }) => day <= known)
    .sort((one, other) => one.day - other.day);
  let until = Number.POSITIVE_INFINITY;
  let gap = 0;
  for (const point of points) {
    gap = Math.max(gap, point.day - until);
    until = until === Number.POSITIVE_INFINITY && point === points[0] ? point.until : Math.max(until, point.until);
  }
  return gap;
}

/** The most days between two starts. */
export function longestInterval(schedule: Schedule): number {
  return retentionGap([{ schedule, keptDays: 0 }]);
}
