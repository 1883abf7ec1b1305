/** Backups and copies that a change leaves out, because rules of one plan then meet. */

import { isDeepStrictEqual } from "node:util";
import { overlapInWords, type RuleOverlap, ruleOverlaps, unsaidInWords } from "../../aws/rule-overlaps";
import { type Words } from "./backup-difference";
import { type PlacedPlan, type PlacedRule } from "./backup-plan";

/**
 * A difference for each rule that gives way at more of its runs than before. Without a copy of its own, or where each rule
 * that it gives way to keeps a copy in the same vault for as long, no copy is lost: then something stays to restore from.
 */
export function overlapDifferences(old: PlacedPlan, now: PlacedPlan): Words[] {
  if (isDeepStrictEqual(old.rules, now.rules)) {
    return [];
  }
  const before = new Map(overlapsOf(old).map(({ rule, notPromised }) => [rule.name, notPromised.length]));
  return overlapsOf(now).flatMap((overlap): Words[] => {
    const { rule, notPromised, others, unsaid } = overlap;
    const earlier = before.get(rule.name) ?? 0;
    if (notPromised.length <= earlier) {
      return [];
    }
    const placed = now.rules.find(({ name }) => name === rule.name);
    const losesCopies = placed?.copies.some((copy) => !isMadeByAll(copy, others, now)) === true;
    const open = unsaidInWords(unsaid);
    const then = losesCopies ? "rely on neither its backup nor its copies then" : "do not rely on its backup then";
    return [
      {
        kind: losesCopies ? "copies-give-way" : "backups-give-way",
        rule: rule.name,
        words: `now ${overlapInWords(overlap)}${earlier > 0 ? `, before in ${earlier}` : ""}: ${then}${open === "" ? "" : `; ${open}`}`,
        detail: [notPromised.length, earlier, ...others],
      },
    ];
  });
}

function overlapsOf({ rules }: PlacedPlan): RuleOverlap[] {
  return ruleOverlaps(
    rules.map(({ name, schedule, startWindow, keptDays, continuous, vault }) => ({
      name,
      schedule,
      startWindowMinutes: startWindow === undefined ? undefined : Number(startWindow),
      lifecycle: { deleteAfterDays: keptDays },
      continuousBackup: continuous,
      targetVaultName: vault,
    })),
  );
}

function isMadeByAll(
  copy: PlacedRule["copies"][number],
  rules: readonly string[],
  { rules: all }: PlacedPlan,
): boolean {
  const days = ({ keptDays }: { readonly keptDays: number | undefined }) => keptDays ?? Number.POSITIVE_INFINITY;
  return rules.every((name) =>
    all
      .find((rule) => rule.name === name)
      ?.copies.some((other) => other.vaultArn === copy.vaultArn && days(other) >= days(copy)),
  );
}
