/**
 * How old the newest backup of a plan gets that can be restored, and for how long none can be. Only backups that AWS
 * promises count: none that gives way to another rule of the plan, and none of which AWS does not say what becomes.
 */

import { defaultWindowMinutes } from "./backup-windows";
import { comparedTime } from "./compared-time";
import { type PlannedRun, plannedRuns, type PlanRule } from "./overlapping-rules";
import { remembered } from "../remembered";
import { parseSchedule, startDays } from "./schedule";

export interface RestorableRule extends PlanRule {
  /** Days for which its backup, or a copy of it, can be restored; infinite where nothing deletes it. */
  readonly keptDays: number;
}

/** A backup of one rule, or of one of several that keep equally long. Times are milliseconds from 1970. */
export interface PromisedBackup {
  /** Names of its rules. */
  readonly rules: readonly string[];
  /** Its first scheduled start: it holds the state of this moment, or of a later one. */
  readonly from: number;
  /** Its last scheduled start. */
  readonly scheduled: number;
  /** The end of its start window: a backup that has not started by then fails. */
  readonly startsBy: number;
  readonly deletedAt: number;
}

/** At the worst moments, in minutes. */
export interface Restorable {
  /** From the scheduled start of the newest backup that can be restored. */
  readonly age: number;
  /** In a row, in which none can be restored. */
  readonly gap: number;
}

const minute = 60_000;
const day = 1440 * minute;

/**
 * The backups that a plan promises, by their starts: those of two years from the reference date, or of six days on which a
 * rule starts where that is longer; fewer where rules start too often. Takes about 2 ms for a rule that starts every day.
 */
export function promisedBackups(rules: readonly RestorableRule[]): PromisedBackup[] {
  const ends = rules.flatMap(({ schedule }) => {
    const parsed = parseSchedule(schedule);
    const last = "schedule" in parsed ? startDays(parsed.schedule).at(-1) : undefined;
    return last === undefined ? [] : [(last + 1) * day];
  });
  const { periods, isCut } = comparedTime(rules);
  const [{ from, to }] = periods;
  const end = isCut || ends.length === 0 ? to : new Date(Math.max(to.getTime(), Math.min(...ends)));
  return plannedRuns(rules, from, end)
    .flatMap((run) => promisedBy(run, rules))
    .sort((one, other) => one.from - other.from);
}

function promisedBy({ rule, start, outcome }: PlannedRun<RestorableRule>, all: readonly RestorableRule[]) {
  if (outcome.is === "made") {
    return [backupOf(rule, start)];
  }
  // Of equals, the first of the plan stands for all of them.
  if (outcome.is !== "one-of" || all.find(({ name }) => outcome.rules.includes(name)) !== rule) {
    return [];
  }
  const each = outcome.rules.flatMap((name, index) => {
    const [other, at] = [all.find((one) => one.name === name), outcome.starts[index]];
    return other && at ? [backupOf(other, at)] : [];
  });
  return [
    {
      rules: outcome.rules,
      from: Math.min(...each.map(({ from }) => from)),
      scheduled: Math.max(...each.map(({ scheduled }) => scheduled)),
      startsBy: Math.max(...each.map(({ startsBy }) => startsBy)),
      deletedAt: Math.min(...each.map(({ deletedAt }) => deletedAt)),
    },
  ];
}

function backupOf(rule: RestorableRule, start: Date): PromisedBackup {
  const from = start.getTime();
  const window = (rule.startWindowMinutes ?? defaultWindowMinutes.start) * minute;
  return {
    rules: [rule.name],
    from,
    scheduled: from,
    startsBy: from + window,
    deletedAt: from + rule.keptDays * day,
  };
}

/**
 * What can be restored between the first backup of the rule that starts last and the last backup of all; undefined where
 * these are one.
 *
 * @param there when a backup counts as there: at its scheduled start, or at the end of its start window, before which AWS
 *   does not promise it. How long it takes to complete, nobody knows.
 */
export function worstRestorable(
  backups: readonly PromisedBackup[],
  there: "scheduled" | "startsBy",
): Restorable | undefined {
  const inOrder = [...backups].sort((one, other) => one[there] - other[there]);
  const begins = Math.max(...firstOfEach(inOrder).map((backup) => backup[there]));
  const worst = { age: 0, gap: 0 };
  // The newest first, of which each is kept longer than those before it.
  let kept: readonly PromisedBackup[] = [];
  let restorableUntil = begins;
  for (const [index, backup] of inOrder.entries()) {
    kept = withBackup(kept, backup);
    const next = inOrder[index + 1]?.[there] ?? 0;
    let time = backup[there];
    for (const { from, deletedAt } of next > begins ? kept : []) {
      if (time < next && deletedAt > time) {
        time = restorableUntil = Math.min(deletedAt, next);
        worst.age = Math.max(worst.age, time - from);
      }
    }
    worst.gap = Math.max(worst.gap, next - restorableUntil);
  }
  return (inOrder.at(-1)?.[there] ?? begins) === begins
    ? undefined
    : { age: worst.age / minute, gap: worst.gap / minute };
}

/** The most minutes in a row in which nothing of a plan can be restored though each backup starts on time. */
export function restorableGap(rules: readonly RestorableRule[]): number {
  return restorableGapOf(JSON.stringify(rules.map(toRemember)));
}

const restorableGapOf = remembered((question) => {
  const rules = (JSON.parse(question) as ReturnType<typeof toRemember>[]).map(
    ([name, schedule, startWindowMinutes, deleteAfterDays, continuousBackup, vault, keptDays]): RestorableRule => ({
      name,
      schedule,
      startWindowMinutes: startWindowMinutes ?? undefined,
      lifecycle: { deleteAfterDays: deleteAfterDays ?? undefined },
      continuousBackup,
      ...(vault !== null && { targetVaultName: vault }),
      keptDays: keptDays ?? Number.POSITIVE_INFINITY,
    }),
  );
  return worstRestorable(promisedBackups(rules), "scheduled")?.gap ?? 0;
}, 1000);

/** All that decides what a rule leaves to restore. JSON has no infinity and no undefined. */
function toRemember(rule: RestorableRule) {
  return [
    rule.name,
    rule.schedule,
    rule.startWindowMinutes ?? null,
    rule.lifecycle.deleteAfterDays ?? null,
    rule.continuousBackup,
    rule.targetVaultName ?? null,
    Number.isFinite(rule.keptDays) ? rule.keptDays : null,
  ] as const;
}

function firstOfEach(inOrder: readonly PromisedBackup[]): PromisedBackup[] {
  const seen = new Set<string>();
  return inOrder.filter(({ rules }) => {
    const isFirst = rules.some((name) => !seen.has(name));
    rules.forEach((name) => seen.add(name));
    return isFirst;
  });
}

function withBackup(kept: readonly PromisedBackup[], backup: PromisedBackup): readonly PromisedBackup[] {
  const isBetter = (one: PromisedBackup, other: PromisedBackup) =>
    one.from >= other.from && one.deletedAt >= other.deletedAt;
  if (kept.some((one) => isBetter(one, backup))) {
    return kept;
  }
  const others = kept.filter((one) => !isBetter(backup, one));
  return others.length === 0 ? [backup] : [...others, backup].sort((one, other) => other.from - one.from);
}

/**
 * Minutes as the most that something can be, rounded up: `1 day`, `32 hours`, `8 days`. Whole days, hours below three days,
 * and days above.
 */
export function mostInWords(minutes: number): string {
  const hours = Math.ceil(minutes / 60);
  const [count, unit] = hours % 24 === 0 || hours >= 72 ? [Math.ceil(hours / 24), "day"] : [hours, "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
