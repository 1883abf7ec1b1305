import { overlapInWords, type RuleOverlap } from "../../aws/rule-overlaps";
import { type AppliedOverlap } from "./answer";

/** An overlap as answers show it. */
export function appliedOverlap(overlap: RuleOverlap): AppliedOverlap {
  const { others, runs, notPromised, unsaid } = overlap;
  const [first = new Date(0)] = notPromised;
  return { others, runs, notPromised: notPromised.length, first, inWords: overlapInWords(overlap), unsaid };
}
