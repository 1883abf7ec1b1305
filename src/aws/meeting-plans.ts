/**
 * Backup rules of different backup plans that take one resource.
 *
 * Source: AWS Backup Developer Guide, "Backup plan options and configuration" and the messages of failed jobs: plans are
 * not merged, and one job runs at a time for a resource. AWS does not say which of two jobs fails. Read 2026-11-26.
 */

import { comparedTime, type Period } from "./compared-time";
import { firstAfter, type PlanRule, windowOf } from "./overlapping-rules";
import { parseSchedule, startTimes } from "./schedule";

/** What AWS says of two jobs for one resource, as a sentence. */
export const oneJobAtATime =
  'AWS Backup runs one job at a time for a resource, and fails another one: "Backup job failed because there was a running job for the same resource".';

/**
 * What AWS says of continuous backups that two plans ask for, as two sentences.
 *
 * Source: AWS Backup Developer Guide, "Overlapping continuous backups on the same resource". Read 2026-11-27.
 */
export const oneContinuousBackup =
  "AWS Backup makes continuous backups of a resource for the first backup plan that it evaluates, and snapshots for the others. It does not say which plan is the first.";

const day = 86_400_000;

export interface Meeting<R extends PlanRule = PlanRule> {
  readonly rules: readonly [R, R];
  /** From when on both can start. */
  readonly at: Date;
}

/**
 * The first time at which the start windows of a rule of each plan meet.
 *
 * @param from the first start that counts
 * @param to after the last one. Without it, over the time for which the rules of a plan are compared.
 */
export function firstMeeting<R extends PlanRule>(
  one: readonly R[],
  other: readonly R[],
  from?: Date,
  to?: Date,
): Meeting<R> | undefined {
  return one
    .flatMap((rule) => other.flatMap((second) => meetingOf(rule, second, from, to) ?? []))
    .reduce<Meeting<R> | undefined>((first, next) => (first && first.at <= next.at ? first : next), undefined);
}

function meetingOf<R extends PlanRule>(rule: R, other: R, from?: Date, to?: Date): Meeting<R> | undefined {
  const periods = from && to ? [{ from, to }] : comparedTime([rule, other], from).periods;
  const [window, otherWindow] = [windowOf(rule), windowOf(other)];
  for (const period of periods) {
    const [starts, others] = [startsOf(rule, period), startsOf(other, period)];
    for (const start of starts) {
      const next = others[firstAfter(others, start - otherWindow)];
      if (next !== undefined && next < start + window) {
        return { rules: [rule, other], at: new Date(Math.max(start, next)) };
      }
    }
  }
  return undefined;
}

function startsOf({ schedule }: PlanRule, { from, to }: Period): readonly number[] {
  const parsed = parseSchedule(schedule);
  const [first, last] = [from.getTime(), to.getTime()];
  return "schedule" in parsed
    ? startTimes(parsed.schedule, Math.floor(first / day) * day, Math.ceil(last / day) * day).filter(
        (start) => start >= first && start < last,
      )
    : [];
}
