/** Whether recovery points get fewer, or are kept for a shorter time. */

import { referenceDate, referenceEnd } from "../../../aws/schedule";
import { type Series } from "./streams";

export interface Worsening {
  /** Whether there are fewer recovery points, however long they are kept. */
  readonly fewer: boolean;
  /** Points that are kept for so many days or more get fewer; the least of such numbers. */
  readonly keptDays: number;
}

/**
 * How what a resource gets becomes worse, where it does. However long somebody wants recovery points to be kept, there must
 * be as many of those as before, with no longer time between them. Which rule makes them does not count, nor at which hour.
 */
export function worsening(before: readonly Series[], after: readonly Series[]): Worsening | undefined {
  const days = [...new Set(before.map(({ keptDays }) => keptDays))].sort((a, b) => a - b);
  const keeping = (series: readonly Series[], least: number) => series.filter(({ keptDays }) => keptDays >= least);
  const worse = days.filter((least) => isLess(keeping(before, least), keeping(after, least)));
  const [least] = worse;
  return least === undefined ? undefined : { fewer: isLess(before, after), keptDays: least };
}

function isLess(before: readonly Series[], after: readonly Series[]): boolean {
  const [old, now] = [frequency(before), frequency(after)];
  return (
    // The edges of the time compared cut off up to a hundredth of the starts, and months differ in length.
    now.count < old.count * 0.98 || now.longestGap > old.longestGap * 1.1 || (old.endless && !now.endless)
  );
}

function frequency(series: readonly Series[]): { count: number; longestGap: number; endless: boolean } {
  const starts = Float64Array.from(series.flatMap((one) => one.starts)).sort();
  let [last, longestGap] = [referenceDate.getTime(), 0];
  for (const start of starts) {
    longestGap = Math.max(longestGap, start - last);
    last = start;
  }
  longestGap = Math.max(longestGap, referenceEnd.getTime() - last);
  return { count: starts.length, longestGap, endless: series.some((one) => one.endless && one.starts.length > 0) };
}
