/** Whether recovery points get fewer, or are kept for a shorter time. */

import { referenceEnd } from "../../../aws/schedule";
import { type Frequency, isLessOften, longestGap } from "../frequency";
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
  return isLessOften(frequency(before), frequency(after));
}

function frequency(series: readonly Series[]): Frequency {
  const starts = Float64Array.from(series.flatMap((one) => one.starts)).sort();
  return {
    starts: starts.length,
    longestGap: longestGap(starts, referenceEnd),
    isEndless: series.some((one) => one.endless && one.starts.length > 0),
  };
}
