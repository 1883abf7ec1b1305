/** When backups and copies of an account start in a Region. */

import { defaultWindowMinutes } from "../../aws/backup-windows";
import { parseSchedule, startsBetween } from "../../aws/schedule";
import { type BackupRule, type PolicyTarget } from "../../model/deployment";
import { compareText } from "../../model/sorted";
import { type Kept } from "../protection/answer";
import { type OrganizationBackups, type Plan } from "../protection/organization-backups";
import { backupOf, copiesOf } from "../protection/rule-vaults";
import { selectionInWords } from "../protection/selection-in-words";

export interface Run {
  readonly action: "backup" | "copy";
  /** The scheduled time: a backup starts from then on, a copy when its backup is complete. */
  readonly start: Date;
  /** A backup that has not started by then fails, and so does a copy whose backup is not complete by then. */
  readonly startsBy: Date;
  /** For a copy, that of its backup. */
  readonly backupStartsBy: Date;
  readonly plan: string;
  readonly rule: string;
  /** Which resources: every one with this tag, or of these types. */
  readonly selects: string;
  /** The vault that gets the backup or copy. */
  readonly to: Kept;
}

export interface Runs {
  /** In order: by time, plan and rule, a backup before its copies. */
  readonly runs: readonly Run[];
  /** Whether there are more than the limit. */
  readonly isCut: boolean;
  /** Why nothing runs, where nothing does. */
  readonly none: string | undefined;
}

const day = 24 * 60 * 60_000;

/**
 * Every backup and copy that starts from a day on. What plans ask for in a Region without a vault does not start.
 *
 * @param limit the most runs that are given
 */
export function runsOf(
  account: PolicyTarget,
  region: string,
  { from, days, limit }: { readonly from: Date; readonly days: number; readonly limit: number },
  organization: OrganizationBackups,
): Runs {
  const backups = organization.of(account);
  const { plans, vaults, errors } = backups;
  const running = plans.filter((plan) => plan.regions.includes(region));
  const none =
    errors.length > 0
      ? `the effective backup policy of ${account.name} is invalid`
      : running.length === 0
        ? `no backup plan of ${account.name} runs in ${region}`
        : vaults.has(region)
          ? undefined
          : `${account.name} has no vault in ${region}: every backup fails`;
  if (none !== undefined) {
    return { runs: [], isCut: false, none };
  }
  const to = new Date(from.getTime() + days * day);
  const runs = running
    .flatMap((plan) => plan.rules.flatMap((rule) => runsOfRule(plan, rule)))
    .sort(
      (a, b) => a.start.getTime() - b.start.getTime() || compareText(a.plan, b.plan) || compareText(a.rule, b.rule),
    );
  return { runs: runs.slice(0, limit), isCut: runs.length > limit, none: undefined };

  function runsOfRule(plan: Plan, rule: BackupRule): Run[] {
    const parsed = parseSchedule(rule.schedule);
    const schedule = "schedule" in parsed ? parsed.schedule : undefined;
    const starts = schedule ? startsBetween(schedule, from, to, limit + 1) : [];
    const common = {
      plan: plan.name,
      rule: rule.name,
      selects: plan.selections.map(selectionInWords).join("; or "),
    };
    const backup = backupOf(rule, backups, region);
    const copies = copiesOf(rule, organization);
    return starts.flatMap((start): Run[] => {
      const backupStartsBy = later(start, rule.startWindowMinutes ?? defaultWindowMinutes.start);
      const completeBy = later(start, rule.completionWindowMinutes ?? defaultWindowMinutes.completion);
      const both = { ...common, start, backupStartsBy };
      return [
        { ...both, action: "backup", startsBy: backupStartsBy, to: backup },
        ...copies.map((to): Run => ({ ...both, action: "copy", startsBy: completeBy, to })),
      ];
    });
  }
}

function later(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * 60_000);
}
