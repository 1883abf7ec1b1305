/** How often backups start, over the years in which two schedules are compared. */

import { parseSchedule, referenceDate, referenceEnd, startsBetween } from "../../aws/schedule";
import { remembered } from "../../remembered";

export interface Frequency {
  readonly starts: number;
  /** Milliseconds without a start, at most. */
  readonly longestGap: number;
  /** Whether they go on in the last decade that AWS takes. */
  readonly isEndless: boolean;
}

const lastDecade = [new Date("2190-01-01T00:00:00Z"), new Date("2200-01-01T00:00:00Z")] as const;

/** More than a schedule of every hour has in the time compared. */
const mostStarts = 20_000;

/** Whether the new schedule leaves longer without a start, starts fewer times, or ends where the old one did not. */
export function lessOften(old: string, now: string): boolean {
  return isLessOften(frequencyOf(old), frequencyOf(now));
}

export function isLessOften(old: Frequency, now: Frequency): boolean {
  return (
    // The edges of the time compared cut off up to a hundredth of the starts, and months differ in length.
    now.starts < old.starts * 0.98 || now.longestGap > old.longestGap * 1.1 || (old.isEndless && !now.isEndless)
  );
}

/** Whether a schedule still starts in the last decade. */
export const isEndless = remembered((expression: string): boolean => {
  const parsed = parseSchedule(expression);
  return "schedule" in parsed && startsBetween(parsed.schedule, ...lastDecade, 1).length > 0;
}, 1000);

/** An expression that nobody can read counts as one that never starts. Many rules have few schedules between them. */
const frequencyOf = remembered((expression: string): Frequency => {
  const parsed = parseSchedule(expression);
  if (!("schedule" in parsed)) {
    return { starts: 0, longestGap: Number.POSITIVE_INFINITY, isEndless: false };
  }
  const starts = startsBetween(parsed.schedule, referenceDate, referenceEnd, mostStarts).map((start) =>
    start.getTime(),
  );
  const end = starts.length < mostStarts ? referenceEnd : undefined;
  return { starts: starts.length, longestGap: longestGap(starts, end), isEndless: isEndless(expression) };
}, 1000);

/**
 * Milliseconds without a start, from the reference date on.
 * @param starts in order
 * @param end up to which it is known that there is none
 */
export function longestGap(starts: Iterable<number>, end: Date | undefined): number {
  let [last, longest] = [referenceDate.getTime(), 0];
  for (const start of starts) {
    longest = Math.max(longest, start - last);
    last = start;
  }
  return end ? Math.max(longest, end.getTime() - last) : longest;
}
