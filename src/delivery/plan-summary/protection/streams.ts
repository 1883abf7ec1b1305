/** What the rules of a backup plan make over two years, apart from the names of plan and rules. */

import { lifecycleOfCopy } from "../../../aws/lifecycle";
import { type Outcome, type PlanRule, plannedRuns } from "../../../aws/overlapping-rules";
import { asRunFor, type Sort } from "../../../aws/rule-overlaps";
import { referenceDate, referenceEnd } from "../../../aws/schedule";
import { type BackupRule } from "../../../model/deployment";
import { remembered } from "../../../remembered";
import { isEndless } from "../frequency";

/** Recovery points of one rule, in its vault or in one that it copies to. */
export interface Series {
  /** In milliseconds from 1970, in order. */
  readonly starts: readonly number[];
  /** Infinite: for ever. */
  readonly keptDays: number;
  /** Whether the schedule starts in the last decade that one can name. */
  readonly endless: boolean;
}

export interface Stream extends Series {
  /** In lower case, as AWS has it. */
  readonly rule: string;
  readonly continuous: boolean;
  readonly copies: readonly (Series & { readonly vaultArn: string })[];
}

/**
 * A start counts where a recovery point that is kept at least as long is made at it for certain: by the rule, or by the one
 * that it gives way to. A copy counts where that rule makes one in the same vault that is kept at least as long.
 */
export function streamsOf(asWritten: readonly BackupRule[], sort: Sort): Stream[] {
  const rules = asRunFor(sort, asWritten);
  const runs = runsOf(JSON.stringify(rules.map(timing)));
  const copiesOf = new Map(rules.map((rule) => [rule.name, keptCopies(rule)]));
  return rules.map((rule, index): Stream => {
    const own = (runs[index] ?? []).filter(({ outcome }) => outcome.is !== "unsaid");
    const endless = isEndless(rule.schedule);
    return {
      rule: rule.name.toLowerCase(),
      continuous: rule.continuousBackup,
      keptDays: days(rule.lifecycle.deleteAfterDays),
      endless,
      starts: own.map(({ start }) => start),
      copies: keptCopies(rule).map(({ vaultArn, keptDays }) => ({
        vaultArn,
        keptDays,
        endless,
        starts: own
          .filter(({ outcome }) =>
            rulesInPlaceOf(rule.name, outcome).every((name) =>
              copiesOf.get(name)?.some((copy) => copy.vaultArn === vaultArn && copy.keptDays >= keptDays),
            ),
          )
          .map(({ start }) => start),
      })),
    };
  });
}

/** What decides on the runs. */
function timing({
  name,
  schedule,
  startWindowMinutes,
  lifecycle,
  continuousBackup,
  targetVaultName,
}: BackupRule): PlanRule {
  const { deleteAfterDays } = lifecycle;
  return { name, schedule, startWindowMinutes, lifecycle: { deleteAfterDays }, continuousBackup, targetVaultName };
}

/** By rule. Plans of several Regions have one timing. */
const runsOf = remembered((timings: string): readonly (readonly { start: number; outcome: Outcome }[])[] => {
  const rules = JSON.parse(timings) as PlanRule[];
  const runs = plannedRuns(rules, referenceDate, referenceEnd);
  return rules.map((rule) =>
    runs.filter((run) => run.rule === rule).map(({ start, outcome }) => ({ start: start.getTime(), outcome })),
  );
}, 1000);

function rulesInPlaceOf(rule: string, outcome: Outcome): readonly string[] {
  return outcome.is === "made" ? [] : outcome.rules.filter((name) => name !== rule);
}

function keptCopies({ copies, lifecycle }: BackupRule): { vaultArn: string; keptDays: number }[] {
  return copies.map((copy) => ({
    vaultArn: copy.vaultArn,
    keptDays: days(lifecycleOfCopy(copy.lifecycle, lifecycle).deleteAfterDays),
  }));
}

function days(deleteAfterDays: number | undefined): number {
  return deleteAfterDays ?? Number.POSITIVE_INFINITY;
}
