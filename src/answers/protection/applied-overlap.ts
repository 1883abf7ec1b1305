/** An overlap as answers show it, and what is left of a rule. */

import { overlapInWords, type RuleOverlap } from "../../aws/rule-overlaps";
import { type AppliedOverlap } from "./answer";

export function appliedOverlap(overlap: RuleOverlap): AppliedOverlap {
  const { others, runs, notPromised, isAmongEquals, unsaid, of } = overlap;
  const [first = new Date(0)] = notPromised;
  return {
    others,
    runs,
    notPromised: notPromised.length,
    first,
    isAmongEquals,
    inWords: overlapInWords(overlap),
    ...(of !== undefined && { of }),
    unsaid,
  };
}

/** What one can rely on at the runs where it meets others, to be read after `then`. */
export function reliedOn({ isAmongEquals }: Pick<AppliedOverlap, "isAmongEquals">): string {
  return isAmongEquals
    ? "AWS makes one of these backups, so rely on no copy that not all of these rules make"
    : "rely on neither its backup nor its copies";
}

/** Whether a rule makes a backup at one of its runs for certain. Of equals, each may be the one that never does. */
export function isEverMade(overlap: AppliedOverlap | undefined): boolean {
  return overlap === undefined || overlap.notPromised < overlap.runs;
}
