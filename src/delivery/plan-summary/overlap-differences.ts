/** Backups and copies that a change leaves out, because rules of one plan then meet. */

import { isDeepStrictEqual } from "node:util";
import {
  asRunFor,
  overlapInWords,
  type RuleOverlap,
  ruleOverlaps,
  type Sort,
  unsaidInWords,
} from "../../aws/rule-overlaps";
import { type Words } from "./backup-difference";
import { type PlacedPlan, type PlacedRule } from "./backup-plan";
import { sortsTaken } from "./sorts-taken";

/**
 * A difference for each rule that gives way at more of its runs than before, for each sort of resources apart where they
 * differ. Without a copy of its own, or where each rule that it gives way to keeps a copy in the same vault for as long, no
 * copy is lost: then something stays to restore from.
 */
export function overlapDifferences(old: PlacedPlan, now: PlacedPlan): Words[] {
  if (isDeepStrictEqual(old.rules, now.rules)) {
    return [];
  }
  const bySort = sortsTaken(now).map((sort) => ({ sort, worse: worseFor(sort, old, now) }));
  return now.rules.flatMap(({ name }) => {
    const own = bySort.map(({ sort, worse }) => ({ sort, worse: worse.find(({ rule }) => rule === name) }));
    const isForAll = own.every(({ worse }) => isDeepStrictEqual(worse, own[0]?.worse));
    return (isForAll ? own.slice(0, 1) : own).flatMap(({ sort, worse }) =>
      worse ? [words(worse, now, isForAll ? undefined : sort)] : [],
    );
  });
}

interface Worse {
  readonly rule: string;
  readonly overlap: Omit<RuleOverlap, "rule">;
  /** At how many runs it gave way before. */
  readonly earlier: number;
}

function worseFor(sort: Sort, old: PlacedPlan, now: PlacedPlan): Worse[] {
  const before = new Map(overlapsOf(old, sort).map(({ rule, notPromised }) => [rule.name, notPromised.length]));
  return overlapsOf(now, sort).flatMap(({ rule, ...overlap }) => {
    const earlier = before.get(rule.name) ?? 0;
    return overlap.notPromised.length > earlier ? [{ rule: rule.name, overlap, earlier }] : [];
  });
}

function words({ rule, overlap, earlier }: Worse, now: PlacedPlan, of: Sort | undefined): Words {
  const { notPromised, others, unsaid } = overlap;
  const placed = now.rules.find(({ name }) => name === rule);
  const losesCopies = placed?.copies.some((copy) => !isMadeByAll(copy, others, now)) === true;
  const open = unsaidInWords(unsaid);
  const then = losesCopies ? "rely on neither its backup nor its copies then" : "do not rely on its backup then";
  return {
    kind: losesCopies ? "copies-give-way" : "backups-give-way",
    rule,
    words: `now ${overlapInWords({ ...overlap, of })}${earlier > 0 ? `, before in ${earlier}` : ""}: ${then}${open === "" ? "" : `; ${open}`}`,
    detail: [notPromised.length, earlier, ...others, ...(of === undefined ? [] : [of])],
  };
}

function overlapsOf({ rules }: PlacedPlan, sort: Sort): RuleOverlap[] {
  const all = rules.map(({ name, schedule, startWindow, keptDays, continuous, vault }) => ({
    name,
    schedule,
    startWindowMinutes: startWindow === undefined ? undefined : Number(startWindow),
    lifecycle: { deleteAfterDays: keptDays },
    continuousBackup: continuous,
    targetVaultName: vault,
  }));
  return ruleOverlaps(asRunFor(sort, all));
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
