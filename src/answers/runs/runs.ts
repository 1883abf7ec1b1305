/** When backups and copies of an account start in a Region. */

import { defaultWindowMinutes } from "../../aws/backup-windows";
import { firstAfter, type Outcome, type PlannedRun, plannedRuns, windowOf } from "../../aws/overlapping-rules";
import { firstMeeting } from "../../aws/meeting-plans";
import { grouped } from "../../grouped";
import { unsaidOf } from "../../aws/rule-overlaps";
import { type BackupRule, type PolicyTarget } from "../../model/deployment";
import { compareText } from "../../model/sorted";
import { type Kept } from "../protection/answer";
import { type OrganizationBackups, type Plan } from "../protection/organization-backups";
import { backupOf, copiesOf } from "../protection/rule-vaults";
import { takeTheSame } from "../protection/take-the-same";
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
  /** Rules that AWS may take in its place, because they keep equally long: one backup is made. */
  readonly orRules: readonly string[];
  /** Rules of the plan whose backups are not made because this one is. */
  readonly inPlaceOf: readonly string[];
  /** Which resources: every one with this tag, or of these types. */
  readonly selects: string;
  /** The vault that gets the backup or copy. */
  readonly to: Kept;
}

/** A scheduled backup that is not promised, and its copies with it. */
export interface NotMade {
  readonly start: Date;
  readonly plan: string;
  readonly rule: string;
  /** Not made for certain; or one of it and `rules` is made; or AWS does not say. */
  readonly outcome: Exclude<Outcome["is"], "made">;
  /** The rules of the plan that it meets. */
  readonly rules: readonly string[];
  /** What AWS does not say, each to be read after "AWS does not say". */
  readonly unsaid: readonly string[];
}

/** Two plans that can take one resource, and whose start windows meet: of its two backups, one can fail. */
export interface MayFail {
  /** The first time from which on both can start. */
  readonly start: Date;
  readonly plans: readonly { readonly plan: string; readonly rule: string }[];
}

export interface Runs {
  /** In order: by time, plan and rule, a backup before its copies. */
  readonly runs: readonly Run[];
  /** In order: what the schedules of rules have, and another rule of the plan keeps from being made. */
  readonly notMade: readonly NotMade[];
  /** In the order of the plans. */
  readonly mayFail: readonly MayFail[];
  /** Whether there are more than the limit. */
  readonly isCut: boolean;
  /** Why nothing runs, where nothing does. */
  readonly none: string | undefined;
}

const day = 24 * 60 * 60_000;

/**
 * Every backup and copy that starts from a day on. What plans ask for in a Region without a vault does not start, and
 * neither does what AWS Backup leaves out where rules of one plan meet.
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
    return { runs: [], notMade: [], mayFail: [], isCut: false, none };
  }
  const to = new Date(from.getTime() + days * day);
  const planned = running.map((plan) => ({ plan, all: plannedRuns(plan.rules, from, to, limit + 1) }));
  const runs = planned
    .flatMap(({ plan, all }) => {
      const losers = losersOf(all);
      return all.flatMap((run) => runsAt(plan, run, losers.get(run.rule.name) ?? []));
    })
    .sort(inOrder);
  const notMade = planned.flatMap(({ plan, all }) => all.flatMap((run) => notMadeAt(plan, run))).sort(inOrder);
  return {
    runs: runs.slice(0, limit),
    notMade: notMade.slice(0, limit),
    mayFail: mayFailOf(running, from, to),
    isCut: runs.length > limit || notMade.length > limit,
    none: undefined,
  };

  /** The backup of a run, and its copies, where it is made. @param losers the runs that give way to its rule */
  function runsAt(plan: Plan, { rule, start, outcome }: PlannedRun<BackupRule>, losers: readonly Losers[]): Run[] {
    const orRules = outcome.is === "one-of" ? outcome.rules.filter((name) => name !== rule.name) : [];
    const alternatives = plan.rules.filter(({ name }) => orRules.includes(name));
    // Of equals, the first of the plan stands for all of them.
    const stands = alternatives.every((other) => plan.rules.indexOf(other) > plan.rules.indexOf(rule));
    if (!(outcome.is === "made" || (outcome.is === "one-of" && stands))) {
      return [];
    }
    const backupStartsBy = later(start, rule.startWindowMinutes ?? defaultWindowMinutes.start);
    const completeBy = later(start, rule.completionWindowMinutes ?? defaultWindowMinutes.completion);
    const end = start.getTime() + windowOf(rule);
    const inPlaceOf = losers.filter(({ starts, window }) => {
      const next = starts[firstAfter(starts, start.getTime() - window)];
      return next !== undefined && next < end;
    });
    const both = {
      plan: plan.name,
      rule: rule.name,
      orRules,
      inPlaceOf: inPlaceOf.map(({ name }) => name),
      selects: plan.selections.map(selectionInWords).join("; or "),
      start,
      backupStartsBy,
    };
    const copies = copiesOf(rule, organization).filter((copy) =>
      alternatives.every((other) =>
        copiesOf(other, organization).some(
          ({ vaultArn, deleteAfterDays }) => vaultArn === copy.vaultArn && deleteAfterDays === copy.deleteAfterDays,
        ),
      ),
    );
    return [
      { ...both, action: "backup", startsBy: backupStartsBy, to: backupOf(rule, backups, region) },
      ...copies.map((copy): Run => ({ ...both, action: "copy", startsBy: completeBy, to: copy })),
    ];
  }
}

function mayFailOf(running: readonly Plan[], from: Date, to: Date): MayFail[] {
  return running.flatMap((plan, index) =>
    running.slice(index + 1).flatMap((other) => {
      const meeting = takeTheSame(plan, other) && firstMeeting(plan.rules, other.rules, from, to);
      return meeting
        ? [
            {
              start: meeting.at,
              plans: [
                { plan: plan.name, rule: meeting.rules[0].name },
                { plan: other.name, rule: meeting.rules[1].name },
              ],
            },
          ]
        : [];
    }),
  );
}

/** The runs of one rule that give way to another one: their starts in order, and their window, in milliseconds. */
interface Losers {
  readonly name: string;
  readonly starts: readonly number[];
  readonly window: number;
}

/** By the name of the rule that they give way to. */
function losersOf(all: readonly PlannedRun<BackupRule>[]): ReadonlyMap<string, readonly Losers[]> {
  const giving = all.flatMap((run) =>
    run.outcome.is === "gives-way" ? run.outcome.rules.map((winner) => ({ winner, ...run })) : [],
  );
  const byWinner = [...grouped(giving, ({ winner }) => winner)].map(([winner, runs]): [string, Losers[]] => [
    winner,
    [...grouped(runs, ({ rule }) => rule.name)].map(([name, own]) => ({
      name,
      starts: own.map(({ start }) => start.getTime()),
      window: own[0] ? windowOf(own[0].rule) : 0,
    })),
  ]);
  return new Map(byWinner);
}

function notMadeAt(plan: Plan, { rule, start, outcome }: PlannedRun<BackupRule>): NotMade[] {
  return outcome.is === "made"
    ? []
    : [
        {
          start,
          plan: plan.name,
          rule: rule.name,
          outcome: outcome.is,
          rules: outcome.rules.filter((name) => name !== rule.name),
          unsaid: unsaidOf(outcome),
        },
      ];
}

function inOrder(a: Pick<Run, "start" | "plan" | "rule">, b: Pick<Run, "start" | "plan" | "rule">): number {
  return a.start.getTime() - b.start.getTime() || compareText(a.plan, b.plan) || compareText(a.rule, b.rule);
}

function later(time: Date, minutes: number): Date {
  return new Date(time.getTime() + minutes * 60_000);
}
