/** How often backups start. */

import { parseSchedule, referenceDate, referenceEnd, startsBetween } from "../../aws/schedule";
import { remembered } from "../../remembered";

/** Years over which two schedules are compared, and the last of those that AWS takes, in which a schedule without an end still runs. */
const compared = [referenceDate, referenceEnd] as const;
const lastDecade = [new Date("2190-01-01T00:00:00Z"), new Date("2200-01-01T00:00:00Z")] as const;

/** More than a schedule of every hour has in the time compared. */
const mostStarts = 20_000;

/** Whether the new schedule leaves longer without a start, starts fewer times, or ends where the old one did not. */
export function lessOften(old: string, now: string): boolean {
  const [before, after] = [frequency(old), frequency(now)];
  return (
    // The edges of the time compared cut off up to a hundredth of the starts, and months differ in length.
    after.starts < before.starts * 0.98 || after.longestGap > before.longestGap * 1.1 || (after.ends && !before.ends)
  );
}

/** An expression that nobody can read counts as one that never starts. Many rules have few schedules between them. */
const frequency = remembered((expression: string): { starts: number; longestGap: number; ends: boolean } => {
  const parsed = parseSchedule(expression);
  if (!("schedule" in parsed)) {
    return { starts: 0, longestGap: Number.POSITIVE_INFINITY, ends: true };
  }
  const starts = startsBetween(parsed.schedule, ...compared, mostStarts).map((start) => start.getTime());
  const [from, to] = compared.map((date) => date.getTime()) as [number, number];
  const edges = [from, ...starts, ...(starts.length < mostStarts ? [to] : [])];
  const longestGap = edges.reduce((longest, edge, index) => Math.max(longest, edge - (edges[index - 1] ?? edge)), 0);
  return { starts: starts.length, longestGap, ends: startsBetween(parsed.schedule, ...lastDecade, 1).length === 0 };
}, 1000);
